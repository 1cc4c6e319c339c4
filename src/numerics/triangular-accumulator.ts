import { updateTriangle } from './householder-qr';
import { Matrix } from './matrix';
import { triangularFactor } from './qr';
import { binaryScale } from './scaling';
import { withKernels } from './wasm';

/** Entries that differ by less than 10^240 in size keep their digits. */
const EXPONENT = 300;
/** Columns that are taken together at least: fewer cost as many passes over the triangle. */
const FEWEST = 64;

/** R of the QR of A^T, A (rows x any number of columns) in blocks of columns. Memory: about 3 rows^2 entries and the last blocks. */
export class TriangularAccumulator {
  private triangle: Matrix;
  private pending: Columns[] = [];

  constructor(readonly rows: number) {
    this.triangle = new Matrix(0, rows);
  }

  /** block: `rows` rows; it may be kept, and must stay as it is. */
  push(block: Matrix): void {
    const { rows } = this;
    if (block.rows !== rows) throw new RangeError(`a block of ${block.rows} rows pushed, expected ${rows}`);
    const atOnce = Math.max(rows, FEWEST);
    const scale = binaryScale(block.data, EXPONENT);
    for (let first = 0; first < block.cols;) {
      const last = Math.min(block.cols, first + atOnce - countOf(this.pending));
      this.pending.push({ block, scale, first, last });
      first = last;
      if (countOf(this.pending) === atOnce) this.reduce();
    }
  }

  /** min(columns pushed, rows) x rows, upper. */
  factor(): Matrix {
    if (this.pending.length > 0) this.reduce();
    return this.triangle.clone();
  }

  private reduce(): void {
    const { triangle, pending, rows } = this;
    this.triangle = triangle.rows < rows ? triangularFactor(stacked(triangle, pending)) : joined(triangle, pending);
    this.pending = [];
  }
}

/** Columns [first, last) of a block. */
interface Columns {
  readonly block: Matrix;
  /** Of the whole block. */
  readonly scale: number;
  readonly first: number;
  readonly last: number;
}

function countOf(columns: readonly Columns[]): number {
  return columns.reduce((sum, { first, last }) => sum + last - first, 0);
}

/** The triangle's rows, and below them the columns as rows. */
function stacked(triangle: Matrix, columns: readonly Columns[]): Matrix {
  const result = new Matrix(triangle.rows + countOf(columns), triangle.cols);
  result.data.set(triangle.data);
  let row = triangle.rows;
  for (const { block, first, last } of columns)
    for (let j = first; j < last; j++) result.row(row++).set(block.column(j));
  return result;
}

/** R of the stack of R (n x n) and the columns as rows. */
function joined(triangle: Matrix, columns: readonly Columns[]): Matrix {
  const n = triangle.cols;
  const count = countOf(columns);
  const scale = Math.min(binaryScale(triangle.data, EXPONENT), ...columns.map((each) => each.scale));
  const result = new Matrix(n, n);
  withKernels(
    (kernels, arena) => {
      const lead = kernels.columnsAtOnce();
      const stack = arena.reserve(n * (lead + count));
      const r = arena.reserve(n * n);
      for (let i = 0; i < n; i++) {
        let to = stack + 8 * (i * (lead + count) + lead);
        for (const { block, first, last } of columns) {
          setScaled(arena.view(to, last - first), block.row(i).subarray(first, last), scale);
          to += 8 * (last - first);
        }
      }
      setScaled(arena.view(r, n * n), triangle.data, scale);
      updateTriangle(kernels, arena, n, r, count, stack);
      // Below the diagonal zeros have come out with a sign.
      for (let i = 0; i < n; i++)
        setScaled(result.row(i).subarray(i), arena.view(r + 8 * i * (n + 1), n - i), 1 / scale);
    },
    2 * count * n ** 2,
  );
  return result;
}

function setScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let i = 0; i < source.length; i++) target[i] = factor * source[i];
}
