import type { Range } from '../spec/problem';

/** Line and column, both from 1; a column counts UTF-16 units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A text with its line starts found once, for many positions. Lines end at \n, \r\n or \r. */
export class SourceText {
  private readonly starts: readonly number[];

  constructor(readonly text: string) {
    const starts = [0];
    for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
    this.starts = starts;
  }

  /** Position of an offset; offsets outside the text are moved to its nearest end. */
  locate(offset: number): Position {
    const inside = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: inside - this.starts[low] + 1 };
  }

  /** A line's text without its ending; lines are counted from 1. */
  line(number: number): string {
    return this.text.slice(this.starts[number - 1], this.starts[number] ?? this.text.length).replace(/[\r\n]+$/, '');
  }

  slice(range: Range): string {
    return this.text.slice(range.start, range.end);
  }
}
