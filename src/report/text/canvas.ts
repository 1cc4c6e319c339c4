/** What a section needs to know of the terminal it is drawn for. */
export interface Canvas {
  /** Columns, 80 to 140. */
  readonly width: number;
  readonly paint: Paint;
}

export type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan';

export type Paint = (colour: Colour, text: string) => string;

const codes: Readonly<Record<Colour, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
};

export function canvas({ width, colour }: { width: number; colour: boolean }): Canvas {
  return { width: Math.max(80, Math.min(140, width)), paint: colour ? ansi : (_, text) => text };
}

function ansi(colour: Colour, text: string): string {
  const [on, off] = codes[colour];
  return text === '' ? '' : `\x1b[${on}m${text}\x1b[${off}m`;
}
