import type { Palette } from '../../src/report/svg/palette';
import { Chart, type ChartSettings } from '../charts/chart';
import { onThemeChange, readPalette } from '../charts/theme';
import type { Host } from '../state/host';
import { disclosure } from './disclosure';
import { type Child, h, replaceChildren } from './h';
import { imageButtons } from './image-buttons';

export interface ChartDefinition<Data> {
  /** The canvas has the `data-testid` `<name>-chart`. */
  readonly name: string;
  /** Of the canvas in pixels. */
  height(data: Data): number;
  configure(data: Data, palette: Palette): ChartSettings;
  /** The same as an image of its own; empty when there is nothing to draw. */
  image(data: Data, palette: Palette): string;
  /** One sentence in place of the picture. */
  describe(data: Data): string;
  /** What the picture says, in words, below it. */
  summary(data: Data): Child;
  /** Every figure that is drawn. */
  table(data: Data): Child;
}

export interface ChartFigure<Data> {
  show(data: Data): void;
  /** Draws what is on show again, where `configure` depends on more than the data. */
  redraw(): void;
}

/** A chart with its words, its numbers as a table on demand, and its image to take along. Colours follow the theme. */
export function chartFigure<Data>(
  definition: ChartDefinition<Data>,
  { body, tools, host }: { readonly body: HTMLElement; readonly tools: HTMLElement; readonly host: Host },
): ChartFigure<Data> {
  const { name } = definition;
  const canvas = h('canvas', { role: 'img', 'data-testid': `${name}-chart` });
  const frame = h('div', { class: 'chart' }, canvas);
  const summary = h('figcaption', { 'data-testid': `${name}-summary` });
  const numbers = h('div');
  body.append(h('figure', {}, frame, summary, numbers));
  let shown: Data | undefined;
  tools.append(
    ...imageButtons({ name, draw: () => (shown === undefined ? '' : definition.image(shown, readPalette())) }, host),
  );
  let chart: Chart<'scatter', { x: number; y: number }[]> | undefined;
  const draw = (data: Data) => {
    const settings = definition.configure(data, readPalette());
    chart ??= new Chart(canvas, settings);
    chart.data = settings.data;
    chart.options = settings.options ?? {};
    chart.update('none');
  };
  const redraw = () => {
    if (shown !== undefined) draw(shown);
  };
  onThemeChange(redraw);
  const show = (data: Data) => {
    shown = data;
    frame.style.height = `${definition.height(data)}px`;
    canvas.ariaLabel = definition.describe(data);
    replaceChildren(summary, definition.summary(data));
    replaceChildren(
      numbers,
      disclosure(
        { id: `${name}-data`, testId: `${name}-data`, summary: 'Numbers', content: () => definition.table(data) },
        host,
      ),
    );
    draw(data);
  };
  return { show, redraw };
}
