import { escapeMarkdown, richTable } from '../../report/markdown-text';
import { countOf, formatCount, formatNumber, formatShare } from '../../report/numbers';
import type { LayerReport, Prediction } from '../../report/report';
import { bar } from '../../report/text/bar';

const barWidth = 12;

interface Figure {
  readonly title: string;
  value(layer: LayerReport): number | null;
  format(value: number): string;
}

const shares: readonly Figure[] = [
  { title: 'of the slowest direction, λ_min', value: ({ bottomShare }) => bottomShare, format: formatShare },
  { title: 'of the steepest direction, λ_max', value: ({ topShare }) => topShare, format: formatShare },
  { title: 'of the trace', value: ({ traceShare }) => traceShare, format: formatShare },
];

const others: readonly Figure[] = [
  { title: 'alpha, weight in the convex bound', value: ({ alpha }) => alpha, format: formatNumber },
  { title: 'term, κ² left times κ² right', value: ({ term }) => term, format: formatNumber },
  { title: 'rank to the output', value: ({ rankLeft }) => rankLeft, format: formatCount },
  { title: 'rank of what reaches it', value: ({ rankRight }) => rankRight, format: formatCount },
  { title: 'dead units', value: ({ deadUnits }) => deadUnits || null, format: formatCount },
  { title: 'pre-activations at a kink', value: ({ kinkHits }) => kinkHits || null, format: formatCount },
  { title: 'windows with a tie', value: ({ tiedWindows }) => tiedWindows || null, format: formatCount },
  { title: 'tokens that never occur', value: ({ unusedTokens }) => unusedTokens || null, format: formatCount },
  { title: 'spectral radius of the branch', value: ({ branchRadius }) => branchRadius, format: formatNumber },
];

/** What the layers of one statement hold of the spectrum's ends and of the trace, with bars; empty without a spectrum. */
export function sharesMarkdown(instances: readonly LayerReport[]): string {
  const rows = shares.flatMap((figure) => {
    const values = valuesOf(figure, instances);
    if (values.length === 0) return [];
    const sum = values.reduce((total, value) => total + value, 0);
    return [[figure.title, formatShare(sum), bar(sum, barWidth), ...(values.length > 1 ? [span(values, figure)] : [])]];
  });
  if (instances.length === 1) return richTable(['share', '', ''], rows);
  return richTable(['share', 'in all', '', `of each of ${countOf(instances.length, 'layer')}`], rows);
}

/** What else was computed for the layers of one statement, as a table; empty when there is nothing. */
export function figuresMarkdown(instances: readonly LayerReport[]): string {
  const rows = others.flatMap((figure) => {
    const values = valuesOf(figure, instances);
    return values.length > 0 ? [[figure.title, span(values, figure)]] : [];
  });
  return richTable(['figure', ''], rows);
}

/** What theory says of an initialisation, with how far to trust it; several values of one figure as an interval. */
export function predictionTable(predictions: readonly Prediction[]): string {
  const rows = [...new Set(predictions.map(({ id }) => id))].map((id) => {
    const same = predictions.filter((prediction) => prediction.id === id);
    const [{ title, certainty }] = same;
    const values = same.map(({ value }) => value);
    return [escapeMarkdown(title), span(values, { format: formatNumber }), certainty];
  });
  return richTable(['at initialisation, by theory', '', 'trust'], rows);
}

function valuesOf({ value }: Figure, instances: readonly LayerReport[]): readonly number[] {
  return instances.flatMap((layer) => value(layer) ?? []);
}

/** The value, or the smallest and the largest where iterations differ. */
export function span(values: readonly number[], { format }: Pick<Figure, 'format'>): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map(format);
  return low === high ? low : `${low} … ${high}`;
}
