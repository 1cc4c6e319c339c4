import type { Matrix } from './matrix';
import { withKernels } from './wasm';

/** One factor of a sum over positions: every row holds `width` entries a position. */
export interface PositionFactor {
  readonly of: Matrix;
  readonly width: number;
}

/**
 * sum_t left[r, t, a] right[t, b] for every row r of `left` in [firstRow, lastRow) and every a in [first, last): one row each, of
 * (last - first) * right.cols entries, written to `target` one after another. right: positions x width.
 */
export function sumOverPositions(
  left: PositionFactor,
  rows: readonly [first: number, last: number],
  columns: readonly [first: number, last: number],
  right: Matrix,
  target: Float64Array,
): void {
  const [firstRow, lastRow] = rows;
  const [first, last] = columns;
  const width = last - first;
  const { cols } = left.of;
  if (right.rows === 1) return outerProducts(left.of, rows, columns, right.data, target);
  withKernels((kernels, arena) => {
    const a = arena.put(left.of.data.subarray(firstRow * cols, lastRow * cols)) + 8 * first;
    const b = arena.put(right.data);
    const size = width * right.cols;
    const c = arena.zeros((lastRow - firstRow) * size);
    for (let row = 0; row < lastRow - firstRow; row++)
      kernels.gemm(
        ...([width, right.cols, right.rows, 1] as const),
        ...([a + 8 * row * cols, 1, left.width] as const),
        ...([b, right.cols, 1, c + 8 * row * size, right.cols, false] as const),
      );
    target.set(arena.view(c, target.length));
  });
}

/** For one position. */
function outerProducts(
  left: Matrix,
  [firstRow, lastRow]: readonly [first: number, last: number],
  [first, last]: readonly [first: number, last: number],
  right: Float64Array,
  target: Float64Array,
): void {
  const size = right.length;
  let to = 0;
  for (let row = firstRow; row < lastRow; row++)
    for (let a = first; a < last; a++) {
      const factor = left.data[row * left.cols + a];
      for (let b = 0; b < size; b++) target[to++] = factor * right[b];
    }
}
