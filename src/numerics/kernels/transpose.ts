import { address, rowAddress, set } from './memory';

const TILE: i32 = 16;

/** target_ji = factor source_ij; source rows x columns with rows `sourceStride` apart, target's rows `targetStride` apart. */
export function transpose(
  rows: i32, columns: i32, factor: f64, source: usize, sourceStride: i32, target: usize, targetStride: i32,
): void {
  for (let i0 = 0; i0 < rows; i0 += TILE)
    for (let j0 = 0; j0 < columns; j0 += TILE)
      for (let j = j0; j < min(j0 + TILE, columns); j++) {
        const line = rowAddress(target, j, targetStride);
        for (let i = i0; i < min(i0 + TILE, rows); i++)
          set(line, i, factor * load<f64>(address(rowAddress(source, i, sourceStride), j)));
      }
}
