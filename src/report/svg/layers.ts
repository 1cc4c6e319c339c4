import { escaped, tag } from '../markup';
import { countOf, formatShare } from '../numbers';
import type { LayerReport } from '../report';
import { mostInvolved } from '../text/layers';
import { drawing, type DrawingOptions, label } from './drawing';
import type { Palette } from './palette';

const rowHeight = 30;
const headHeight = 30;
/** Rows drawn; of a deeper network those with the largest shares. */
const rowLimit = 40;

/** Share of each layer in the largest and the smallest eigenvalue as two bars. Empty without layers. */
export function renderLayers(layers: readonly LayerReport[], { palette, width = 720 }: DrawingOptions): string {
  const learnable = layers.filter(({ parameters }) => parameters > 0);
  const shown = mostInvolved(learnable, rowLimit);
  if (shown.length === 0) return '';
  const hidden = learnable.length - shown.length;
  const foot = hidden > 0 ? 24 : 8;
  const height = headHeight + shown.length * rowHeight + foot;
  const nameWidth = Math.min(0.4 * width, 24 + 7 * shown.reduce((most, { name }) => Math.max(most, name.length), 5));
  const longest = shown.reduce((most, layer) => Math.max(most, layer.topShare ?? 0, layer.bottomShare ?? 0), 0);
  const owner = shown.find((layer) => layer.owner);
  const title = `Shares of ${countOf(layers.length, 'layer')} in the ends of the spectrum${owner ? `; ${owner.name} owns the bottom` : ''}`;
  return drawing(
    { width, height, palette, title },
    key('largest eigenvalue', nameWidth, palette.top, palette),
    key('smallest eigenvalue', nameWidth + 160, palette.bottom, palette),
    ...shown.map((layer, index) => row(layer, headHeight + index * rowHeight, { nameWidth, palette, width, longest })),
    hidden > 0
      ? label(`${countOf(hidden, 'more layer')} with smaller shares`, nameWidth, height - 8, palette.muted)
      : '',
  );
}

function key(text: string, x: number, fill: string, { foreground }: Palette): string {
  return tag('rect', { x, y: 8, width: 10, height: 10, fill }) + label(text, x + 16, 17, foreground);
}

interface Place {
  readonly nameWidth: number;
  readonly palette: Palette;
  readonly width: number;
  /** The largest share on show: its bar fills the room. */
  readonly longest: number;
}

function row(
  { name, owner, topShare, bottomShare }: LayerReport,
  y: number,
  { nameWidth, palette, width, longest }: Place,
): string {
  const room = width - nameWidth - 70;
  const letters = Math.max(4, Math.floor((nameWidth - 20) / 7));
  const text = name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
  const bar = (share: number | null, at: number, fill: string) => {
    if (share === null) return '';
    const length = share > 0 ? Math.max(1, Math.round((share / longest) * room)) : 0;
    const end = { x: nameWidth + length + 6, y: at + 8, 'font-size': 10, fill: palette.muted };
    return (
      tag('rect', { x: nameWidth, y: at, width: length, height: 8, fill }) +
      tag('text', end, escaped(formatShare(share)))
    );
  };
  return [
    label(`${owner ? '► ' : ''}${text}`, nameWidth - 10, y + 15, palette.foreground, 'end'),
    bar(topShare, y + 2, palette.top),
    bar(bottomShare, y + 13, palette.bottom),
  ].join('');
}
