import { get, rowAddress } from './memory';
import { addScaled, dot } from './vector';

/**
 * C = H_{n-1} ... H_width C, one reflector after the other: what few columns are worth. C has `columns` columns of n entries, stored by
 * columns; rows of A as gatherReflectorRows takes them.
 */
export function applyReflectorRows(width: i32, n: i32, a: usize, taus: usize, columns: i32, c: usize): void {
  for (let i = width; i < n; i++) {
    const tau = get(taus, i);
    if (tau == 0) continue;
    const row = rowAddress(a, i, n);
    const length = i - width + 1;
    for (let column = 0; column < columns; column++) {
      const x = rowAddress(c, column, n);
      addScaled(length, -tau * dot(length, row, x), row, x);
    }
  }
}
