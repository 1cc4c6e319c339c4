import { escaped, tag } from '../markup';
import type { Palette } from './palette';

export interface DrawingOptions {
  readonly palette: Palette;
  /** In pixels, 720 unless told. */
  readonly width?: number;
}

/** Something that a chart shows, and what it is compared with. */
export interface Subject<T> {
  readonly label: string;
  readonly value: T;
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  /** One sentence for those who cannot see it. */
  readonly title: string;
}

/** A complete SVG document. */
export function drawing({ width, height, palette, title }: Size, ...content: readonly string[]): string {
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'font-family': palette.font,
      'font-size': 12,
      fill: palette.foreground,
    },
    tag('title', {}, escaped(title)),
    tag('rect', { width, height, fill: palette.background }),
    ...content,
  );
}

export type Anchor = 'start' | 'middle' | 'end';

export function label(text: string, x: number, y: number, fill: string, anchor: Anchor = 'start'): string {
  return tag('text', { x: round(x), y: round(y), fill, 'text-anchor': anchor }, escaped(text));
}

export function line(
  from: readonly [number, number],
  to: readonly [number, number],
  stroke: string,
  dash?: string,
): string {
  const [[x1, y1], [x2, y2]] = [from.map(round), to.map(round)];
  return tag('line', { x1, y1, x2, y2, stroke, 'stroke-dasharray': dash });
}

/** To a tenth of a pixel. */
export function round(value: number): number {
  return Math.round(10 * value) / 10;
}
