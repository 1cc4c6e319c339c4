import { positionAt } from '../spec/syntax/position';

/** Line and column, both from 1, as people count; a column counts UTF-16 units, as editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where an offset stands; offsets outside the text are moved to its nearest end. */
export function placeAt(source: string, offset: number): Place {
  const { line, character } = positionAt(source, offset);
  return { line: line + 1, column: character + 1 };
}

/** The line that an offset stands on, without its ending. */
export function lineAround(source: string, offset: number): string {
  const start = Math.min(offset, source.length) - (placeAt(source, offset).column - 1);
  const [line] = /^[^\r\n]*/.exec(source.slice(start)) ?? [''];
  return line;
}
