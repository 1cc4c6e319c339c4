import { countOf, formatInterval, formatNumber } from '../../src/report/numbers';
import type { Distribution } from '../../src/report/report';
import type { Subject } from '../../src/report/svg/drawing';
import { missingDraws } from '../../src/report/sentences';
import { renderDistribution } from '../../src/report/svg/distribution';
import { distributionChart } from '../charts/distribution';
import type { Host } from '../state/host';
import { chartFigure } from '../ui/chart-figure';
import { figure } from '../ui/figure';
import { h } from '../ui/h';
import { type Part, section } from '../ui/section';
import { table } from '../ui/table';

/** How much of kappa is the draw of the initial weights. */
export function distribution(host: Host): Part {
  return section<readonly Subject<Distribution>[]>({
    id: 'distribution',
    title: 'κ over initialisations',
    read: ({ report, baseline }) => {
      if (report.distribution === null) return null;
      const before = baseline?.report.distribution;
      return [
        { label: 'now', value: report.distribution },
        ...(baseline && before ? [{ label: baseline.label, value: before }] : []),
      ];
    },
    content: (body, tools) =>
      chartFigure(
        {
          name: 'distribution',
          height: (subjects) => 40 + 56 * subjects.length,
          configure: distributionChart,
          image: (subjects, palette) => renderDistribution(subjects, { palette }),
          describe: ([{ value }]) => `Kappa of each draw on a logarithmic axis. ${sentence(value)}`,
          summary: (subjects) =>
            subjects.map(({ label, value }) =>
              subjects.length > 1 ? `${label}: ${sentence(value)} ` : sentence(value),
            ),
          table: (subjects) => subjects.map((subject) => numbers(subject, subjects.length > 1)),
        },
        { body, tools, host },
      ).show,
  });
}

function sentence(figures: Distribution): string {
  const {
    seeds,
    median,
    quantiles: [low, lowerQuarter, upperQuarter, high],
  } = figures;
  const within = (from: number, to: number) => formatInterval([from, to]) ?? formatNumber(from);
  const measured = `Median ${formatNumber(median)} over ${countOf(seeds, 'seed')}; half ${within(lowerQuarter, upperQuarter)}, nine in ten ${within(low, high)}.`;
  return `${measured} ${missingDraws(figures)}`.trimEnd();
}

function numbers({ label, value }: Subject<Distribution>, compared: boolean) {
  return [
    compared && h('h3', {}, label),
    table<number>(
      `κ by draw${compared ? `, ${label}` : ''}`,
      [
        { title: 'draw', cell: (draw) => draw + 1 },
        { title: 'κ', numeric: true, cell: (draw) => figure(value.values[draw]) },
      ],
      value.values.map((_, draw) => draw),
    ),
  ];
}
