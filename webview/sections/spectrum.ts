import { countOf, formatCount, formatNumber, formatRough, formatShare } from '../../src/report/numbers';
import type { SpectralDensity, Spectrum } from '../../src/report/report';
import { densitySentence, methodSentence } from '../../src/report/sentences';
import { type SpectrumPoint, spectrumOutline, spectrumPoints } from '../../src/report/spectrum-points';
import type { Subject } from '../../src/report/svg/drawing';
import { renderSpectrum } from '../../src/report/svg/spectrum';
import { rankSentence } from '../../src/report/summary';
import { spectrumChart } from '../charts/spectrum';
import type { Host } from '../state/host';
import { button } from '../ui/components';
import { chartFigure } from '../ui/chart-figure';
import { figure, was } from '../ui/figure';
import { h, replaceChildren } from '../ui/h';
import { type Part, section } from '../ui/section';
import { table } from '../ui/table';

/** Every eigenvalue, or how they are distributed, where zero begins, and how sure that is. */
export function spectrum(host: Host): Part {
  return section<readonly Subject<Spectrum>[]>({
    id: 'spectrum',
    title: 'Spectrum',
    always: true,
    read: ({ report, baseline }) => {
      if (!isDrawable(report.spectrum)) return null;
      const before = baseline?.report.spectrum;
      return [
        { label: 'now', value: report.spectrum },
        ...(baseline && before && isDrawable(before) ? [{ label: baseline.label, value: before }] : []),
      ];
    },
    content: (body, tools) => {
      const chart = h('div');
      const facts = h('div');
      body.append(chart, facts);
      const { show } = chartFigure<readonly Subject<Spectrum>[]>(
        {
          name: 'spectrum',
          height: () => 260,
          configure: spectrumChart,
          image: (subjects, palette) => renderSpectrum(subjects, { palette }),
          describe: ([{ value }]) =>
            value.eigenvalues === null && value.density !== null
              ? `Eigenvalues expected in descending order on a logarithmic axis. ${densitySentence(value.density)}`
              : `Eigenvalues in descending order on a logarithmic axis: ${outline(value)}.`,
          summary: ([{ value }]) => summary(value),
          table: (subjects) => subjects.map((subject) => numbers(subject, subjects.length > 1)),
        },
        { body: chart, tools, host },
      );
      return (subjects) => {
        show(subjects);
        replaceChildren(facts, figures(subjects[0].value, subjects[1]?.value));
      };
    },
  });
}

function isDrawable(spectrum: Spectrum): boolean {
  return spectrumOutline(spectrum).points.length > 0;
}

function outline({ eigenvalues, lambdaMax, lambdaMin }: Spectrum): string {
  return `${countOf(eigenvalues?.length ?? 0, 'nonzero eigenvalue')} from ${formatNumber(lambdaMax)} down to ${formatNumber(lambdaMin)}`;
}

function summary(value: Spectrum): string {
  if (value.eigenvalues === null && value.density !== null) return densitySentence(value.density);
  const sentences = [outline(value), rankSentence(value)].map((each) => `${each[0].toUpperCase()}${each.slice(1)}.`);
  return sentences.join(' ');
}

function figures(now: Spectrum, before: Spectrum | undefined): HTMLElement {
  const row = (title: string, value: number | null, earlier?: number | null, exact?: string) =>
    value !== null &&
    h('div', {}, h('dt', {}, title), h('dd', {}, figure(value), exact !== undefined && ` ${exact}`, ' ', was(earlier)));
  const { float32, relativeError } = now;
  return h(
    'div',
    {},
    h(
      'dl',
      { class: 'facts-list' },
      row('largest eigenvalue', now.lambdaMax, before?.lambdaMax),
      row(
        'smallest eigenvalue',
        now.lambdaMin,
        before?.lambdaMin,
        relativeError === null ? undefined : `± ${formatRough(relativeError)} relative`,
      ),
      row('trace', now.trace, before?.trace),
      row('zero below', now.cut, before?.cut),
      h(
        'div',
        {},
        h('dt', {}, 'rank of dimension'),
        h(
          'dd',
          { 'data-value': now.rank },
          `${now.rank === null ? '-' : formatCount(now.rank)} of ${formatCount(now.dimension)}`,
          ' ',
          was(before?.rank, formatCount),
        ),
      ),
    ),
    h('p', { class: 'quiet' }, methodSentence(now)),
    float32?.misleads === true &&
      h(
        'p',
        { class: 'remark', 'data-testid': 'float32' },
        `In float32 this would read κ ${formatNumber(float32.kappa)} with rank ${formatCount(float32.rank)}.`,
      ),
  );
}

/** The levels of a density, and how many eigenvalues it expects above each. */
function levels({ size, points }: SpectralDensity, name: string): HTMLElement {
  return table<readonly [number, number]>(
    name,
    [
      { title: 'level', numeric: true, cell: ([level]) => figure(level) },
      { title: 'share at or below', numeric: true, cell: ([, share]) => figure(share, formatShare) },
      { title: 'about as many above', numeric: true, cell: ([, share]) => formatCount(Math.round(size * (1 - share))) },
    ],
    [...points].reverse(),
  );
}

/** Rows of the table at first: more would take long to lay out. */
const rowLimit = 1000;

function numbers({ label, value }: Subject<Spectrum>, compared: boolean): HTMLElement {
  const points = spectrumPoints(value);
  const name = `Eigenvalues${compared ? `, ${label}` : ''}`;
  if (value.eigenvalues === null && value.density !== null)
    return h('div', {}, compared && h('h3', {}, label), levels(value.density, name));
  const holder = h('div');
  const fill = (shown: readonly SpectrumPoint[]) =>
    replaceChildren(
      holder,
      compared && h('h3', {}, label),
      table<SpectrumPoint>(
        name,
        [
          { title: 'number', cell: ({ index }) => formatCount(index) },
          { title: 'eigenvalue', numeric: true, cell: ({ value: eigenvalue }) => figure(eigenvalue) },
          ...(value.undecided.length > 0
            ? [{ title: 'rank', cell: ({ undecided }: SpectrumPoint) => undecided && 'undecided' }]
            : []),
        ],
        shown,
      ),
      shown.length < points.length &&
        button({
          label: `Show all ${formatCount(points.length)}`,
          testId: 'all-eigenvalues',
          onClick: () => fill(points),
        }),
    );
  fill(points.slice(0, rowLimit));
  return holder;
}
