import { putColumns, takeColumns } from './columns';
import { factorise, formQ, updateTriangle } from './householder-qr';
import { Matrix } from './matrix';
import { binaryScale } from './scaling';
import { withKernels } from './wasm';

/** Columns that differ by less than 10^240 in size keep their digits. */
const EXPONENT = 300;

/** Upper triangular (trapezoidal when m < n) R, min(m,n) x n, of a Householder QR of A (m x n). */
export function triangularFactor(a: Matrix): Matrix {
  return triangularFactorOfStack([a], a.cols);
}

/** Q (m x n, m >= n) with orthonormal columns and A = Q R where R's diagonal is not negative. */
export function orthonormalFactor(a: Matrix): Matrix {
  const { rows: m, cols: n } = a;
  if (m < n) throw new RangeError(`orthonormalFactor wants at least as many rows as columns, given ${m} x ${n}`);
  const scale = binaryScale(a.data, EXPONENT);
  return withKernels(
    (kernels, arena) => {
      const columns = putColumns(kernels, arena, [a], n, scale);
      const factorisation = { rows: m, columns, taus: arena.zeros(n) };
      factorise(kernels, arena, factorisation, n);
      const signs = Int8Array.from({ length: n }, (_, j) => (arena.view(columns + 8 * j * (m + 1), 1)[0] < 0 ? -1 : 1));
      const q = formQ(kernels, arena, factorisation, signs);
      return takeColumns(kernels, arena, m, n, q, 1);
    },
    4 * m * n * n,
  );
}

/** R of a tall matrix whose blocks of rows arrive one after another. Memory: about 2 cols^2 entries and the largest block. */
export class TriangularAccumulator {
  private reduced: Matrix;
  private pending: Matrix[] = [];
  private pendingRows = 0;

  constructor(readonly cols: number) {
    this.reduced = new Matrix(0, cols);
  }

  /** rows: any number of rows with `cols` columns; copied. */
  push(rows: Matrix): void {
    if (rows.cols !== this.cols) throw new RangeError(`rows with ${rows.cols} columns pushed, expected ${this.cols}`);
    this.pending.push(rows.clone());
    this.pendingRows += rows.rows;
    // Reducing fewer rows at a time would cost more than reducing them late.
    if (this.pendingRows >= Math.max(this.cols, 64)) this.reduce();
  }

  /** min(rows pushed, cols) x cols, upper. */
  factor(): Matrix {
    if (this.pendingRows > 0) this.reduce();
    return this.reduced.clone();
  }

  private reduce(): void {
    const isFull = this.reduced.rows === this.cols;
    this.reduced = isFull
      ? triangleWith(this.reduced, this.pending)
      : triangularFactorOfStack([this.reduced, ...this.pending], this.cols);
    this.pending = [];
    this.pendingRows = 0;
  }
}

function triangularFactorOfStack(blocks: readonly Matrix[], n: number): Matrix {
  const m = blocks.reduce((sum, block) => sum + block.rows, 0);
  const rank = Math.min(m, n);
  const scale = commonScale(blocks);
  return withKernels(
    (kernels, arena) => {
      const columns = putColumns(kernels, arena, blocks, n, scale);
      factorise(kernels, arena, { rows: m, columns, taus: arena.zeros(rank) }, n);
      const r = arena.reserve(rank * n);
      kernels.extractTriangle(m, rank, n, columns, r);
      return new Matrix(rank, n, arena.take(r, rank * n)).scale(1 / scale);
    },
    2 * m * n * rank,
  );
}

/** R of the stack of R (n x n, upper) and blocks of n columns. */
function triangleWith(r: Matrix, blocks: readonly Matrix[]): Matrix {
  const n = r.cols;
  const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
  const scale = commonScale([r, ...blocks]);
  return withKernels(
    (kernels, arena) => {
      const columns = putColumns(kernels, arena, [new Matrix(kernels.columnsAtOnce(), n), ...blocks], n, scale);
      const triangle = arena.put(r.clone().scale(scale).data);
      updateTriangle(kernels, arena, n, triangle, rows, columns);
      // Some zeros have come out with a sign.
      for (let i = 1; i < n; i++) arena.view(triangle + 8 * n * i, i).fill(0);
      return new Matrix(n, n, arena.take(triangle, n * n)).scale(1 / scale);
    },
    2 * rows * n ** 2,
  );
}

function commonScale(blocks: readonly Matrix[]): number {
  return blocks.reduce((least, block) => Math.min(least, binaryScale(block.data, EXPONENT)), Infinity);
}
