import { escapeMarkdown, richTable } from '../../report/markdown-text';
import { formatNumber } from '../../report/numbers';
import type { LayerReport } from '../../report/report';
import type { TheoryFigure, TheorySections } from '../../report/theory';
import { speakingSections, theoryValue } from '../../report/theory-rows';
import { span } from './layer-figures';

/** The most telling figure of every theory with something to say about the model; empty when none has. */
export function modelTheory(theory: TheorySections): string {
  const rows = speakingSections(theory).flatMap(({ title, section }) => {
    const telling = section.figures.find(({ value }) => value !== null);
    return telling ? [row(`${title}: ${telling.title}`, [telling])] : [];
  });
  return richTable(['by theory', '', 'trust'], rows);
}

/** What the theories say of the layers of one statement, several values of one figure as an interval. */
export function layerTheory(theory: TheorySections, instances: readonly LayerReport[]): string {
  const names = new Set(instances.map(({ name }) => name));
  const rows = speakingSections(theory).flatMap(({ section }) => {
    const figures = section.layers.flatMap((layer) => (names.has(layer.name) ? layer.figures : []));
    const known = figures.filter(({ value }) => value !== null);
    return [...new Set(known.map(({ id }) => id))].map((id) => {
      const same = known.filter((figure) => figure.id === id);
      return row(same[0].title, same);
    });
  });
  return richTable(['by theory', '', 'trust'], rows);
}

function row(title: string, figures: readonly TheoryFigure[]): readonly string[] {
  const numbers = figures.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
  const value =
    numbers.length === figures.length
      ? span(numbers, { format: formatNumber })
      : [...new Set(figures.map(theoryValue))].join(', ');
  return [escapeMarkdown(title), escapeMarkdown(value), figures[0].certainty];
}
