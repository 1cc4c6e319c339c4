import { isApplying, missingBounds } from '../applying-bounds';
import { escaped, tag } from '../markup';
import { formatCount, formatNumber, formatRough, formatShape, formatShare } from '../numbers';
import { optimisationMethods } from '../optimisation-methods';
import type { Report } from '../report';
import type { TheorySection } from '../theory';
import { theoryValue } from '../theory-rows';

interface Column<Row> {
  readonly title: string;
  readonly numeric?: boolean;
  readonly cell: (row: Row) => string;
}

/** Bounds with a value, lower before upper, then why the others have none. */
export function boundTable(report: Report): string {
  const rows = report.bounds
    .filter(isApplying)
    .sort((a, b) => a.direction.localeCompare(b.direction) || a.value - b.value);
  const missing = missingBounds(report).map(({ reason, titles }) =>
    tag('li', { class: 'quiet' }, escaped(`${titles.join(', ')}: ${reason}`)),
  );
  const applying = table(rows, [
    { title: 'bound', cell: ({ title }) => title },
    { title: 'direction', cell: ({ direction }) => (direction === 'upper' ? 'κ\u00a0≤' : 'κ\u00a0≥') },
    { title: 'value', numeric: true, cell: ({ value }) => formatNumber(value) },
    { title: 'of κ', numeric: true, cell: ({ gap }) => formatRough(gap) },
    { title: 'trust', cell: ({ certainty }) => certainty },
    { title: 'source', cell: ({ reference }) => reference },
  ]);
  return applying + (missing.length === 0 ? '' : tag('ul', {}, ...missing));
}

export function layerTable({ layers }: Report): string {
  return table(layers, [
    { title: 'layer', cell: ({ name }) => name },
    { title: 'kind', cell: ({ kind }) => kind },
    {
      title: 'shape',
      cell: ({ inputShape, outputShape }) => `${formatShape(inputShape)} → ${formatShape(outputShape)}`,
    },
    { title: 'parameters', numeric: true, cell: ({ parameters }) => formatCount(parameters) },
    { title: 'alpha', numeric: true, cell: ({ alpha }) => formatNumber(alpha) },
    { title: 'top', numeric: true, cell: ({ topShare }) => formatShare(topShare) },
    { title: 'bottom', numeric: true, cell: ({ bottomShare }) => formatShare(bottomShare) },
    { title: 'owner', cell: ({ owner }) => (owner ? 'owner of the bottom' : '-') },
  ]);
}

export function optimisationTable({ theory: { optimisation } }: Report): string {
  if (optimisation === null) return '';
  const methods = table(optimisationMethods(optimisation), [
    { title: 'method', cell: ({ name }) => name },
    { title: 'largest learning rate', numeric: true, cell: ({ learningRate }) => formatNumber(learningRate) },
    { title: 'iterations a decade', numeric: true, cell: ({ iterations }) => `about ${formatNumber(iterations)}` },
  ]);
  return methods + tag('p', { class: 'quiet' }, escaped(`${optimisation.note} (${optimisation.certainty})`));
}

export function theoryTable({ figures }: TheorySection): string {
  return table(figures, [
    { title: 'figure', cell: ({ title }) => title },
    { title: 'value', numeric: true, cell: theoryValue },
    { title: 'trust', cell: ({ certainty }) => certainty },
    { title: 'source', cell: ({ reference }) => reference },
  ]);
}

export function predictionTable({ theory: { initialisation } }: Report): string {
  return table(initialisation, [
    { title: 'figure', cell: ({ title }) => title },
    { title: 'value', numeric: true, cell: ({ value }) => formatNumber(value) },
    { title: 'trust', cell: ({ certainty }) => certainty },
    { title: 'source', cell: ({ reference }) => reference },
  ]);
}

/** Empty without rows. */
function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  if (rows.length === 0) return '';
  const look = ({ numeric }: Column<Row>) => ({ class: numeric ? 'numeric' : undefined });
  const head = columns.map((column) => tag('th', { scope: 'col', ...look(column) }, escaped(column.title)));
  const body = rows.map((row) =>
    tag('tr', {}, ...columns.map((column) => tag('td', look(column), escaped(column.cell(row))))),
  );
  return tag(
    'div',
    { class: 'table' },
    tag('table', {}, tag('thead', {}, tag('tr', {}, ...head)), tag('tbody', {}, ...body)),
  );
}
