import { type Bracketed, bracketValues } from '../../src/report/applying-bounds';
import { renderBracket } from '../../src/report/svg/bracket';
import type { Subject } from '../../src/report/svg/drawing';
import { bracketPhrase, kappaPhrase } from '../../src/report/summary';
import { bracketChart } from '../charts/bracket';
import type { Host } from '../state/host';
import { chartFigure } from '../ui/chart-figure';
import { figure } from '../ui/figure';
import { h } from '../ui/h';
import { type Part, section } from '../ui/section';
import { table } from '../ui/table';

/** Where kappa lies between what is proven about it. */
export function bracket(host: Host): Part {
  return section<readonly Subject<Bracketed>[]>({
    id: 'bracket',
    title: 'Bounds and measured value',
    always: true,
    read: ({ report, baseline }) => {
      if (bracketValues(report).length === 0) return null;
      const subjects = [
        { label: 'now', value: report },
        ...(baseline ? [{ label: baseline.label, value: baseline.report }] : []),
      ];
      return subjects.map(({ label, value: { bounds, bracket: certified, spectrum } }) => ({
        label,
        value: { bounds, bracket: certified, spectrum: { ...spectrum, eigenvalues: null } },
      }));
    },
    content: (body, tools) =>
      chartFigure(
        {
          name: 'bracket',
          height: (subjects) => 30 + 76 * subjects.length,
          configure: bracketChart,
          image: (subjects, palette) => renderBracket(subjects, { palette }),
          describe: ([{ value }]) => `Kappa on a logarithmic axis: ${kappaPhrase(value)}; ${certified(value)}`,
          summary: ([{ value }]) => certified(value),
          table: (subjects) => subjects.map((subject) => numbers(subject, subjects.length > 1)),
        },
        { body, tools, host },
      ).show,
  });
}

function certified({ bracket: ends }: Bracketed): string {
  const phrase = bracketPhrase(ends);
  return phrase === undefined ? 'No bound certifies an interval.' : `Certified: ${phrase}.`;
}

interface Row {
  readonly title: string;
  readonly value: number | null;
}

function numbers(
  {
    label,
    value: {
      spectrum,
      bracket: { low, high },
      bounds,
    },
  }: Subject<Bracketed>,
  compared: boolean,
) {
  const rows: readonly Row[] = [
    { title: 'measured κ', value: spectrum.kappa },
    { title: 'certified, lower end', value: low },
    { title: 'certified, upper end', value: high },
    ...bounds
      .filter(({ applies }) => applies)
      .map(({ title, direction, value }) => ({ title: `${title}, ${direction}`, value })),
  ];
  const name = `Figures on the axis${compared ? `, ${label}` : ''}`;
  return [
    compared && h('h3', {}, label),
    table<Row>(
      name,
      [
        { title: 'figure', cell: ({ title }) => title },
        { title: 'value', numeric: true, cell: ({ value }) => figure(value) },
      ],
      rows,
    ),
  ];
}
