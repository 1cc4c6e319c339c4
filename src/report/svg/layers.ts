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
  const shown = mostInvolved(layers, rowLimit);
  if (shown.length === 0) return '';
  const hidden = layers.length - shown.length;
  const foot = hidden > 0 ? 24 : 8;
  const height = headHeight + shown.length * rowHeight + foot;
  const nameWidth = Math.min(0.4 * width, 24 + 7 * shown.reduce((most, { name }) => Math.max(most, name.length), 5));
  const owner = shown.find((layer) => layer.owner);
  const title = `Shares of ${countOf(layers.length, 'layer')} in the ends of the spectrum${owner ? `; ${owner.name} owns the bottom` : ''}`;
  return drawing(
    { width, height, palette, title },
    key('largest eigenvalue', nameWidth, palette.top, palette),
    key('smallest eigenvalue', nameWidth + 160, palette.bottom, palette),
    ...shown.map((layer, index) => row(layer, headHeight + index * rowHeight, { nameWidth, palette, width })),
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
}

function row(
  { name, owner, topShare, bottomShare }: LayerReport,
  y: number,
  { nameWidth, palette, width }: Place,
): string {
  const room = width - nameWidth - 70;
  const longest = Math.max(4, Math.floor((nameWidth - 20) / 7));
  const text = name.length > longest ? `${name.slice(0, longest - 1)}…` : name;
  const bar = (share: number | null, at: number, fill: string) =>
    share === null
      ? ''
      : tag('rect', {
          x: nameWidth,
          y: at,
          width: Math.max(share > 0 ? 1 : 0, Math.round(share * room)),
          height: 8,
          fill,
        }) +
        tag(
          'text',
          { x: nameWidth + Math.max(1, Math.round(share * room)) + 6, y: at + 8, 'font-size': 10, fill: palette.muted },
          escaped(formatShare(share)),
        );
  return [
    label(`${owner ? '► ' : ''}${text}`, nameWidth - 10, y + 15, palette.foreground, 'end'),
    bar(topShare, y + 2, palette.top),
    bar(bottomShare, y + 13, palette.bottom),
  ].join('');
}
