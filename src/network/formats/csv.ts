/** Comma-separated values (RFC 4180), also with semicolons or tabs. */
import { Matrix } from '../../numerics/matrix';
import { readable, unreadable, type Reading } from './reading';

/** A table of numbers. A first line without any number is a header; empty lines do not count; NaN and infinities are numbers here. */
export function readCsv(bytes: Uint8Array): Reading<Matrix> {
  const text = new TextDecoder().decode(bytes);
  const lines = records(text, delimiterOf(text));
  const first = lines.next();
  if (first.done) return unreadable('It is empty.');
  const table = new Table(first.value.cells.length);
  if (first.value.cells.some((cell) => number(cell) !== undefined)) table.push(first.value);
  for (const line of lines) {
    if (table.problem) break;
    table.push(line);
  }
  return table.problem ? unreadable(table.problem) : readable(table.matrix());
}

interface Line {
  /** From 1, where it starts. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** Numbers gathered line by line, until the first problem. */
class Table {
  problem: string | undefined;
  private values = new Float64Array(1024);
  private rows = 0;

  constructor(private readonly columns: number) {}

  push({ number: line, cells }: Line): void {
    if (cells.length !== this.columns) {
      this.problem = `Line ${line} has ${count(cells.length)}, the first has ${count(this.columns)}.`;
      return;
    }
    const start = this.rows++ * this.columns;
    if (start + this.columns > this.values.length) this.grow(start + this.columns);
    for (const [column, cell] of cells.entries()) {
      const value = number(cell);
      if (value === undefined)
        this.problem ??= `Line ${line}, column ${column + 1}: ${JSON.stringify(cell.slice(0, 40))} is not a number.`;
      else this.values[start + column] = value;
    }
  }

  matrix(): Matrix {
    return new Matrix(this.rows, this.columns, this.values.slice(0, this.rows * this.columns));
  }

  private grow(needed: number): void {
    const larger = new Float64Array(2 * needed);
    larger.set(this.values);
    this.values = larger;
  }
}

/** A tab or a semicolon in the first line decides: neither stands within numbers, a comma may. */
function delimiterOf(text: string): string {
  const firstLine = /^\s*([^\r\n]*)/.exec(text)?.[1] ?? '';
  return ['\t', ';'].find((candidate) => firstLine.includes(candidate)) ?? ',';
}

/** Lines split into trimmed cells; quoted cells may hold delimiters, doubled quotes and line ends. */
function* records(text: string, delimiter: string): Generator<Line> {
  const token = new RegExp(`("[^"]*"?)|(${delimiter})|(\\r\\n|\\r|\\n)|([^"${delimiter}\\r\\n]+)`, 'g');
  let start = 1;
  let line = 1;
  let cell = '';
  let cells: string[] = [];
  let afterQuoted = false;
  const finish = (): Line => {
    const result = { number: start, cells: [...cells, cell.trim()] };
    [cell, cells] = ['', []];
    return result;
  };
  for (const [piece, quoted, separator, lineEnd] of text.matchAll(token)) {
    if (quoted !== undefined) {
      // Two quoted pieces in a row are one, with a doubled quote between.
      cell += (afterQuoted ? '"' : '') + quoted.replace(/^"|"$/g, '');
      line += quoted.split('\n').length - 1;
    } else if (separator !== undefined) {
      cells.push(cell.trim());
      cell = '';
    } else if (lineEnd !== undefined) {
      if (cells.length > 0 || cell.trim() !== '') yield finish();
      [start, cell] = [++line, ''];
    } else cell += piece;
    afterQuoted = quoted !== undefined;
  }
  if (cells.length > 0 || cell.trim() !== '') yield finish();
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const special: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, '+inf': Infinity, '-inf': -Infinity };

function number(cell: string): number | undefined {
  return decimal.test(cell) ? Number(cell) : special[cell.toLowerCase().replace('infinity', 'inf')];
}

function count(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`;
}
