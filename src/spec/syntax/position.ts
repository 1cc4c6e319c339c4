/** Zero-based line and UTF-16 column, as editors count. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/**
 * Where an offset stands; offsets outside the text are brought to its ends. Lines end with \n, \r\n or \r. The line index of the last
 * text is kept, so that a file's problems cost one pass over it.
 */
export function positionAt(source: string, offset: number): Position {
  const starts = lineStarts(source);
  const within = Math.min(Math.max(offset, 0), source.length);
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= within) low = middle;
    else high = middle;
  }
  return { line: low, character: within - starts[low]! };
}

let indexed: { readonly source: string; readonly starts: readonly number[] } | undefined;

function lineStarts(source: string): readonly number[] {
  if (indexed?.source !== source) {
    const breaks = [...source.matchAll(/\r\n?|\n/g)];
    indexed = { source, starts: [0, ...breaks.map(({ 0: text, index }) => index + text.length)] };
  }
  return indexed.starts;
}
