/** Matrices stored by columns in the arena, as the QR kernels want them. */
import type { Arena } from './arena';
import { Matrix } from './matrix';
import type { Kernels } from './wasm';

const CHUNK = 64;

/** Address of factor * [blocks stacked], by columns; `order[i]` is the row of the stack that comes i-th. */
export function putColumns(
  kernels: Kernels,
  arena: Arena,
  blocks: readonly Matrix[],
  cols: number,
  factor: number,
  order?: Int32Array,
): number {
  const rows = blocks.flatMap((block) => Array.from({ length: block.rows }, (_, i) => block.row(i)));
  const target = arena.reserve(rows.length * cols);
  const staging = arena.reserve(CHUNK * cols);
  for (let first = 0; first < rows.length; first += CHUNK) {
    const count = Math.min(CHUNK, rows.length - first);
    const view = arena.view(staging, count * cols);
    for (let i = 0; i < count; i++) view.set(rows[order ? order[first + i] : first + i], i * cols);
    kernels.transpose(count, cols, factor, staging, cols, target + 8 * first, rows.length);
  }
  return target;
}

/** factor * the rows x cols matrix stored by columns at `address`. */
export function takeColumns(
  kernels: Kernels,
  arena: Arena,
  rows: number,
  cols: number,
  address: number,
  factor: number,
): Matrix {
  const target = arena.reserve(rows * cols);
  kernels.transpose(cols, rows, factor, address, rows, target, cols);
  return new Matrix(rows, cols, arena.take(target, rows * cols));
}
