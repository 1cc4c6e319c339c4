import { formatNumber } from '../../src/report/numbers';
import { curveSentence, renderCurve } from '../../src/report/svg/curve';
import type { TheoryCurve } from '../../src/report/theory';
import { curveChart } from '../charts/curve';
import type { Host } from '../state/host';
import { chartFigure } from '../ui/chart-figure';
import { figure } from '../ui/figure';
import { type Child, h } from '../ui/h';
import { player } from '../ui/player';
import { table } from '../ui/table';

/** A topic's curves as charts; those of a simulation behind one player. */
export type Curves = (topic: string, curves: readonly TheoryCurve[]) => Child;

interface CurveFigure {
  readonly element: HTMLElement;
  show(curve: TheoryCurve): void;
  /** Draws the curve up to a time, with the values there. */
  stopAt(time: number): void;
}

/** Charts are made once a name and follow their curve from then on. */
export function theoryCurves(host: Host): Curves {
  const made = new Map<string, CurveFigure>();
  const chart = (name: string, curve: TheoryCurve) => {
    const found = made.get(name) ?? curveFigure(name, host);
    made.set(name, found);
    found.show(curve);
    return found;
  };
  return (topic, curves) => {
    const charts = curves.map((curve) => ({ curve, ...chart(`${topic}-${curve.id}`, curve) }));
    const run = charts.filter(({ curve }) => curve.horizontal.isTime);
    const still = charts.filter(({ curve }) => !curve.horizontal.isTime);
    return [run.length > 0 && simulation(topic, run), still.map(({ element }) => element)];
  };
}

function simulation(topic: string, run: readonly (CurveFigure & { readonly curve: TheoryCurve })[]): HTMLElement {
  const series = run.flatMap(({ curve }) => curve.series);
  const times = [...new Set(series.flatMap(({ points }) => points.map(([at]) => at)))].sort((a, b) => a - b);
  const controls = player({
    id: `${topic}-player`,
    times,
    describe: (time) =>
      run
        .map(
          ({ curve }) =>
            `${curve.title}: ${curve.series.map((each) => `${each.name} ${valueAt(each, time)}`).join(', ')}.`,
        )
        .join(' '),
    show: (time) => run.forEach(({ stopAt }) => stopAt(time)),
  });
  return h(
    'div',
    {},
    controls,
    run.map(({ element }) => element),
  );
}

/** The last value that is not later. */
function valueAt({ points }: TheoryCurve['series'][number], time: number): string {
  return formatNumber(points.findLast(([at]) => at <= time)?.[1] ?? null);
}

function curveFigure(name: string, host: Host): CurveFigure {
  const title = h('h3', {});
  const tools = h('div', { class: 'tools' });
  const body = h('div');
  let series: TheoryCurve['series'] = [];
  let values: readonly HTMLElement[] = [];
  let until: number | undefined;
  const { show, redraw } = chartFigure<TheoryCurve>(
    {
      name,
      height: () => 220,
      configure: (curve, palette) => curveChart(curve, palette, until),
      image: (curve, palette) => renderCurve(curve, { palette }),
      describe: curveSentence,
      summary: () =>
        series.map(({ name: label, certainty }, index) =>
          h('span', { class: `series series-${index % 4}` }, `${label} (${certainty})`, values[index]),
        ),
      table: ({ horizontal }) =>
        series.map(({ name: label, points }) =>
          table<readonly [number, number]>(
            label,
            [
              { title: horizontal.title, numeric: true, cell: ([at]) => figure(at) },
              { title: label, numeric: true, cell: ([, value]) => figure(value) },
            ],
            points,
          ),
        ),
    },
    { body, tools, host },
  );
  return {
    element: h('div', { class: 'curve' }, h('div', { class: 'section-head' }, title, tools), body),
    show(curve) {
      title.textContent = curve.title;
      series = curve.series;
      values = series.map(() => h('span', { class: 'figure series-value' }));
      until = undefined;
      show(curve);
    },
    stopAt(time) {
      until = time;
      values.forEach((value, index) => (value.textContent = valueAt(series[index], time)));
      redraw();
    },
  };
}
