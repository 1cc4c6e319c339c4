import { formatNumber } from '../numbers';
import type { Report } from '../report';
import { theoryTopics, type TheoryFigure, type TheorySection, type TheoryTopic } from '../theory';
import { shortReference, speakingSections, theoryValue } from '../theory-rows';
import type { Canvas } from './canvas';
import { table } from './table';
import { visible, wrap } from './text-width';

const layerLimit = 40;

/** Every topic's figures of the whole model; topics with nothing to say of it are left out. */
export function theoryOverview({ theory }: Report, canvas: Canvas): readonly string[] {
  return speakingSections(theory)
    .filter(({ section }) => section.figures.length > 0)
    .flatMap(({ title, section }, index) => [
      ...(index > 0 ? [''] : []),
      ...figureTable(title, section.figures, canvas),
    ]);
}

/** One topic in full: its figures, then a row a layer; or why it has nothing to say. */
export function theoryTopic({ theory }: Report, topic: TheoryTopic, canvas: Canvas): readonly string[] {
  const section = theory[topic];
  const title = theoryTopics.find(({ key }) => key === topic)!.title;
  if (section.reason !== null) return [`${title}: ${visible(section.reason)}`];
  const layers = layerRows(section, canvas);
  if (section.figures.length === 0) return [title, ...layers];
  return [...figureTable(title, section.figures, canvas), ...(layers.length > 0 ? ['', ...layers] : [])];
}

function figureTable(title: string, figures: readonly TheoryFigure[], { paint, width }: Canvas): readonly string[] {
  const rows = table(
    figures,
    [
      { title: title.toLowerCase(), cell: (figure) => visible(figure.title), shrinkTo: 32 },
      {
        title: 'value',
        align: 'right',
        cell: (figure) => (figure.value === null ? '-' : visible(theoryValue(figure))),
        shrinkTo: 24,
      },
      { title: 'trust', cell: ({ certainty }) => certainty, paint: (text) => paint('dim', text) },
      {
        title: 'source',
        cell: ({ reference }) => visible(shortReference(reference)),
        shrinkTo: 8,
        paint: (text) => paint('dim', text),
      },
    ],
    width,
  );
  return [...rows, ...notes(figures, width).map((line) => paint('dim', line))];
}

/** Each note once, behind the figures that it belongs to. */
function notes(figures: readonly TheoryFigure[], width: number): readonly string[] {
  const titles = new Map<string, string[]>();
  for (const { title, note } of figures) if (note !== null) titles.set(note, [...(titles.get(note) ?? []), title]);
  return [...titles].flatMap(([note, named]) => wrap(visible(`${named.join(', ')}: ${note}`), width));
}

function layerRows({ layers }: TheorySection, { paint, width }: Canvas): readonly string[] {
  const titles = new Map(layers.flatMap(({ figures }) => figures.map(({ id, title }) => [id, title] as const)));
  if (titles.size === 0) return [];
  const ids = [...titles.keys()];
  const cell = (figures: readonly TheoryFigure[], id: string) => {
    const value = figures.find((figure) => figure.id === id)?.value ?? null;
    return typeof value === 'string' ? visible(value) : formatNumber(value);
  };
  const rows = table(
    layers.slice(0, layerLimit),
    [
      { title: 'layer', cell: ({ name }) => visible(name), shrinkTo: 8 },
      ...ids.map((id, index) => ({
        title: `(${index + 1})`,
        align: 'right' as const,
        cell: ({ figures }: TheorySection['layers'][number]) => cell(figures, id),
      })),
    ],
    width,
  );
  const legend = ids.flatMap((id, index) => wrap(visible(`(${index + 1}) ${titles.get(id)}`), width));
  const rest =
    layers.length > layerLimit ? [`${layers.length - layerLimit} more layers: --format json has them all.`] : [];
  return [...rows, ...[...legend, ...rest].map((line) => paint('dim', line))];
}
