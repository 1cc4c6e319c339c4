import { theoryTopics, type TheoryFigure, type TheorySection } from '../../src/report/theory';
import { shortReference } from '../../src/report/theory-rows';
import type { Host } from '../state/host';
import { disclosure } from '../ui/disclosure';
import { figure } from '../ui/figure';
import { h, replaceChildren } from '../ui/h';
import { type Part, section } from '../ui/section';
import { table } from '../ui/table';
import { tabs } from '../ui/tabs';
import { type Curves, theoryCurves } from './theory-curves';

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
      const curves = theoryCurves(host);
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
                content: () => topicContent({ key, title, section: shown }, curves, host),
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

function topicContent({ key, title, section: { figures, layers, curves } }: Topic, drawn: Curves, host: Host) {
  return [
    drawn(key, curves),
    figures.length > 0 && table<TheoryFigure>(`${title}, figures`, figureColumns, figures),
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
