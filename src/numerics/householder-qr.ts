import type { Arena } from './arena';
import type { Kernels } from './wasm';

/** A QR factorisation in the arena: R on and above the diagonal, the reflectors of Q below; by columns, `rows` of them, at address `columns`. */
export interface Factorisation {
  readonly rows: number;
  readonly columns: number;
  /** Factors of the reflectors, min(rows, columns) of them. */
  readonly taus: number;
}

/** Replaces the matrix at `columns` (rows x n) by its factorisation. */
export function factorise(kernels: Kernels, arena: Arena, { rows, columns, taus }: Factorisation, n: number): void {
  const rank = Math.min(rows, n);
  const panels = new Panels(kernels, arena, rows, n);
  for (let first = 0; first < rank; first += panels.atOnce) {
    const count = Math.min(panels.atOnce, rank - first);
    const panel = {
      length: rows - first,
      stride: rows,
      count,
      a: columns + 8 * first * (rows + 1),
      taus: taus + 8 * first,
    };
    panels.factorise(panel, n - first);
  }
}

/** C = Q C with the Q of `rank` reflectors; C: `count` columns, `rows` entries each, one after another. */
export function applyQ(
  kernels: Kernels,
  arena: Arena,
  { rows, columns, taus }: Factorisation,
  rank: number,
  count: number,
  c: number,
): void {
  const panels = new Panels(kernels, arena, rows, count);
  for (const { first, panel } of panelsBackwards(panels.atOnce, { rows, columns, taus }, rank))
    panels.apply(panel, false, count, c + 8 * first);
}

/** Address of the first columns of Q times these signs, by columns: as applyQ, but no panel is applied to the columns before its own. */
export function formQ(kernels: Kernels, arena: Arena, factorisation: Factorisation, signs: Int8Array): number {
  const { rows } = factorisation;
  const { length: rank } = signs;
  const q = arena.zeros(rows * rank);
  signs.forEach((sign, j) => arena.view(q + 8 * j * (rows + 1), 1).fill(sign));
  const panels = new Panels(kernels, arena, rows, rank);
  for (const { first, panel } of panelsBackwards(panels.atOnce, factorisation, rank))
    panels.apply(panel, false, rank - first, q + 8 * first * (rows + 1));
  return q;
}

/** Of the `rank` reflectors, the last panel first; `first`: its first column. */
function panelsBackwards(atOnce: number, { rows, columns, taus }: Factorisation, rank: number) {
  return Array.from({ length: Math.ceil(rank / atOnce) }, (_, i) => {
    const first = i * atOnce;
    const a = columns + 8 * first * (rows + 1);
    const count = Math.min(atOnce, rank - first);
    return { first, panel: { length: rows - first, stride: rows, count, a, taus: taus + 8 * first } };
  }).reverse();
}

/**
 * Replaces R (n x n, upper, row-major) by the R of the QR of [R; B]. B: `rows` x n, by columns with `kernels.columnsAtOnce()` entries above each
 * column's own, which are overwritten like these. Its zeros stay zeros, so that fewer operations are taken than for the stack.
 */
export function updateTriangle(kernels: Kernels, arena: Arena, n: number, r: number, rows: number, b: number): void {
  const panels = new Panels(kernels, arena, kernels.columnsAtOnce() + rows, n);
  const stride = panels.atOnce + rows;
  const taus = arena.reserve(panels.atOnce);
  for (let first = 0; first < n; first += panels.atOnce) {
    const count = Math.min(panels.atOnce, n - first);
    const a = b + 8 * (first * stride + panels.atOnce - count);
    const rowsOfR = r + 8 * first * (n + 1);
    kernels.transpose(count, n - first, 1, rowsOfR, n, a, stride);
    panels.factorise({ length: count + rows, stride, count, a, taus }, n - first);
    kernels.transpose(n - first, count, 1, a, stride, rowsOfR, n);
  }
}

interface Panel {
  readonly length: number;
  readonly stride: number;
  readonly count: number;
  /** Address of its first entry. */
  readonly a: number;
  readonly taus: number;
}

/** Columns that are factored together, and their products with others, which may be divided among threads. */
class Panels {
  readonly atOnce: number;
  private readonly v: number;
  private readonly t: number;
  private readonly projected: number;
  private readonly weighted: number;

  /** For panels of up to `length` entries a column, applied to up to `columns` columns. */
  constructor(
    private readonly kernels: Kernels,
    private readonly arena: Arena,
    length: number,
    columns: number,
  ) {
    const atOnce = kernels.columnsAtOnce();
    this.atOnce = atOnce;
    [this.v, this.t] = [arena.reserve(atOnce * length), arena.reserve(atOnce ** 2)];
    [this.projected, this.weighted] = [arena.reserve(atOnce * columns), arena.reserve(atOnce * columns)];
  }

  /** The panel, and its Q^T applied to those of the `columns` columns from its first on that follow it. */
  factorise(panel: Panel, columns: number): void {
    const { length, stride, count, a, taus } = panel;
    this.kernels.qrPanel(length, stride, count, a, taus);
    if (columns > count) this.apply(panel, true, columns - count, a + 8 * count * stride);
  }

  /** C = Q C, or Q^T C; `columns` columns from `c` on. */
  apply({ length, stride, count, a, taus }: Panel, transposed: boolean, columns: number, c: number): void {
    const { kernels, v, t, projected, weighted } = this;
    kernels.gatherPanel(length, stride, count, a, taus, v, t);
    for (const product of [projected, weighted]) this.arena.view(product, columns * count).fill(0);
    const [tRow, tColumn] = transposed ? [count, 1] : [1, count];
    kernels.gemm(columns, count, length, 1, c, stride, 1, v, 1, length, projected, count, false);
    kernels.gemm(columns, count, count, 1, projected, count, 1, t, tRow, tColumn, weighted, count, false);
    kernels.gemm(columns, length, count, -1, weighted, count, 1, v, length, 1, c, stride, false);
  }
}
