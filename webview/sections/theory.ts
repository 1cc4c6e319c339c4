import { curveSentence, renderCurve } from '../../src/report/svg/curve';
import { theoryTopics, type TheoryCurve, type TheoryFigure, type TheorySection } from '../../src/report/theory';
import { shortReference } from '../../src/report/theory-rows';
import { curveChart } from '../charts/curve';
import type { Host } from '../state/host';
import { chartFigure } from '../ui/chart-figure';
import { disclosure } from '../ui/disclosure';
import { figure } from '../ui/figure';
import { h, replaceChildren } from '../ui/h';
import { type Part, section } from '../ui/section';
import { table } from '../ui/table';
import { tabs } from '../ui/tabs';

interface Topic {
  readonly key: string;
  readonly title: string;
  readonly section: TheorySection;
}

/** What the papers say, one tab a topic; topics without anything to say give their reason below. */
export function theory(host: Host): Part {
  return section<readonly Topic[]>({
    id: 'theory',
    title: 'Theory',
    read: ({ report }) => {
      const topics = theoryTopics.map(({ key, title }) => ({ key, title, section: report.theory[key] }));
      return topics.some((topic) => topic.section.reason === null) ? topics : null;
    },
    content: (body) => {
      const charts = chartsByName(host);
      return (topics) => {
        const speaking = topics.filter((topic) => topic.section.reason === null);
        const silent = topics.flatMap(({ title, section: { reason } }) => (reason === null ? [] : [{ title, reason }]));
        replaceChildren(
          body,
          tabs(
            {
              id: 'theory',
              label: 'Theories',
              tabs: speaking.map(({ key, title, section: shown }) => ({
                id: key,
                title,
                content: () => topicContent({ key, title, section: shown }, charts, host),
              })),
            },
            host,
          ),
          silent.length > 0 &&
            disclosure(
              {
                id: 'theory-silent',
                summary: `Not applicable (${silent.length})`,
                content: () =>
                  h(
                    'ul',
                    { class: 'plain' },
                    silent.map(({ title, reason }) => h('li', {}, `${title}: ${reason}`)),
                  ),
              },
              host,
            ),
        );
      };
    },
  });
}

type Charts = (name: string, curve: TheoryCurve) => HTMLElement;

function topicContent({ key, title, section: { figures, layers, curves } }: Topic, charts: Charts, host: Host) {
  return [
    ...curves.map((curve) => charts(`${key}-${curve.id}`, curve)),
    table<TheoryFigure>(`${title}, figures`, figureColumns, figures),
    layers.length > 0 &&
      disclosure(
        {
          id: `theory-${key}-layers`,
          summary: `By layer (${layers.length})`,
          content: () => layerTable(title, layers),
        },
        host,
      ),
  ];
}

const figureColumns = [
  {
    title: 'figure',
    cell: ({ title, reference, note }: TheoryFigure) => [
      title,
      h('span', { class: 'source' }, shortReference(reference)),
      note !== null && h('span', { class: 'source' }, note),
    ],
  },
  { title: 'value', numeric: true, cell: (each: TheoryFigure) => valueOf(each) },
  { title: 'trust', cell: ({ certainty }: TheoryFigure) => h('span', { class: 'one-line' }, certainty) },
];

function valueOf(each: TheoryFigure) {
  return typeof each.value === 'string' ? each.value : figure(each.value);
}

function layerTable(title: string, layers: TheorySection['layers']): HTMLElement {
  const titles = new Map(layers.flatMap(({ figures }) => figures.map(({ id, title: name }) => [id, name] as const)));
  return table<TheorySection['layers'][number]>(
    `${title} by layer`,
    [
      { title: 'layer', cell: ({ name }) => name },
      ...[...titles].map(([id, name]) => ({
        title: name,
        numeric: true,
        cell: ({ figures }: TheorySection['layers'][number]) => {
          const found = figures.find((each) => each.id === id);
          return found ? valueOf(found) : '';
        },
      })),
    ],
    layers,
  );
}

/** Charts are made once a name and follow their curve from then on. */
function chartsByName(host: Host): Charts {
  const made = new Map<string, { readonly element: HTMLElement; readonly show: (curve: TheoryCurve) => void }>();
  return (name, curve) => {
    const chart = made.get(name) ?? curveFigure(name, host);
    made.set(name, chart);
    chart.show(curve);
    return chart.element;
  };
}

function curveFigure(name: string, host: Host) {
  const title = h('h3', {});
  const tools = h('div', { class: 'tools' });
  const body = h('div');
  const show = chartFigure<TheoryCurve>(
    {
      name,
      height: () => 220,
      configure: curveChart,
      image: (curve, palette) => renderCurve(curve, { palette }),
      describe: curveSentence,
      summary: ({ series }) =>
        series.map(({ name: label, certainty }, index) =>
          h('span', { class: `series series-${index % 4}` }, `${label} (${certainty})`),
        ),
      table: ({ series, horizontal }) =>
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
    show: (curve: TheoryCurve) => {
      title.textContent = curve.title;
      show(curve);
    },
  };
}
