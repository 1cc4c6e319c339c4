/** Comma-separated values (RFC 4180), also with semicolons or tabs. */
import { Matrix } from '../../numerics/matrix';
import { readable, unreadable, type Reading } from './reading';

/**
 * The first `limit` rows of a table of numbers; nothing after them is looked at. A first line without any number is a header; empty lines
 * do not count; NaN and infinities are numbers here.
 */
export function readCsv(bytes: Uint8Array, limit = Infinity): Reading<Matrix> {
  const text = new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n');
  const lines = records(text, delimiterOf(text));
  const first = lines.next();
  if (first.done) return unreadable('It is empty.');
  const table = new Table(first.value.cells.length);
  if (first.value.cells.some((cell) => number(cell) !== undefined)) table.push(first.value);
  for (const line of lines) {
    if (table.problem || table.rows === limit) break;
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
  rows = 0;
  private values = new Float64Array(1024);

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
  const firstLine = /^\s*([^\n]*)/.exec(text)?.[1] ?? '';
  return ['\t', ';'].find((candidate) => firstLine.includes(candidate)) ?? ',';
}

/** Lines that are not empty, split into trimmed cells. A quoted cell may hold delimiters, doubled quotes and line ends. */
function* records(text: string, delimiter: string): Generator<Line> {
  let number = 1;
  // The next quote, looked for only when passed: most files have none.
  let quote = positionOf('"', text, 0);
  let start = 0;
  while (start < text.length) {
    let end = positionOf('\n', text, start);
    const quoted = quote < end;
    while (quote < end) {
      const close = positionOf('"', text, quote + 1);
      if (close > end) end = positionOf('\n', text, close);
      quote = positionOf('"', text, close + 1);
    }
    const line = text.slice(start, end);
    if (line.trim() !== '')
      yield { number, cells: quoted ? quotedCells(line, delimiter) : plainCells(line, delimiter) };
    number += quoted ? line.split('\n').length : 1;
    start = end + 1;
  }
}

function plainCells(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((cell) => cell.trim());
}

/** Two quoted pieces in a row are one, with a doubled quote between. */
function quotedCells(line: string, delimiter: string): string[] {
  const cells = [''];
  let afterQuoted = false;
  for (const [piece, quoted] of line.matchAll(new RegExp(`("[^"]*"?)|${delimiter}|[^"${delimiter}]+`, 'g'))) {
    if (quoted === undefined && piece === delimiter) cells.push('');
    else
      cells[cells.length - 1] += quoted === undefined ? piece : (afterQuoted ? '"' : '') + quoted.replace(/^"|"$/g, '');
    afterQuoted = quoted !== undefined;
  }
  return cells.map((cell) => cell.trim());
}

/** Where `mark` stands next; the text's length when nowhere. */
function positionOf(mark: string, text: string, from: number): number {
  const position = text.indexOf(mark, from);
  return position < 0 ? text.length : position;
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const special = new Map([
  ['nan', NaN],
  ['inf', Infinity],
  ['+inf', Infinity],
  ['-inf', -Infinity],
]);

function number(cell: string): number | undefined {
  return decimal.test(cell) ? Number(cell) : special.get(cell.toLowerCase().replace('infinity', 'inf'));
}

function count(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`;
}
