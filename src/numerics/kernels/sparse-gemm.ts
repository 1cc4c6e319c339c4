import { multiplyTile, pack, TILE } from './gemm';
import { isWhole, listColumns, listOf, multiplyListed } from './listed-columns';
import { address, get, rowAddress, set } from './memory';
import { COLUMNS, DEPTH, edge, packedA, packedB } from './scratch';

/** Of A's block, so that its lists have room behind it. */
const HEIGHT: i32 = 64;

/**
 * C += A B, all row-major with these strides, entries of A that are zero in whole strips of TILE rows left out. Every entry is summed in an order
 * that `k` alone decides, so that a product may be split after any multiple of TILE rows or columns without changing a bit.
 */
export function multiplySparse(
  m: i32, n: i32, k: i32, a: usize, aStride: i32, b: usize, bStride: i32, c: usize, cStride: i32,
): void {
  const lists = address(packedA, HEIGHT * DEPTH);
  for (let j = 0; j < n; j += COLUMNS) {
    const columns = min(COLUMNS, n - j);
    for (let p = 0; p < k; p += DEPTH) {
      const depth = min(DEPTH, k - p);
      pack(address(rowAddress(b, p, bStride), j), 1, bStride, columns, depth, packedB);
      for (let i = 0; i < m; i += HEIGHT) {
        const rows = min(HEIGHT, m - i);
        pack(address(rowAddress(a, i, aStride), p), aStride, 1, rows, depth, packedA);
        for (let row = 0; row < rows; row += TILE) listColumns(depth, address(packedA, row * depth), listOf(lists, row));
        for (let column = 0; column < columns; column += TILE)
          for (let row = 0; row < rows; row += TILE) {
            const list = listOf(lists, row);
            const block = address(packedA, row * depth);
            const strip = address(packedB, column * depth);
            const target = address(rowAddress(c, i + row, cStride), j + column);
            const height = min(TILE, rows - row);
            const width = min(TILE, columns - column);
            if (height == TILE && width == TILE && isWhole(depth, list)) multiplyTile(depth, block, strip, 1, target, cStride);
            else {
              multiplyListed(list, block, strip, edge);
              addTile(height, width, target, cStride);
            }
          }
      }
    }
  }
}

@inline
function addTile(height: i32, width: i32, c: usize, cStride: i32): void {
  for (let q = 0; q < height; q++) {
    const row = address(edge, q * TILE);
    if (width == TILE) {
      v128.store(c, f64x2.add(v128.load(c), v128.load(row)));
      v128.store(c, f64x2.add(v128.load(c, 16), v128.load(row, 16)), 16);
    } else for (let r = 0; r < width; r++) set(c, r, get(c, r) + get(row, r));
    c = rowAddress(c, 1, cStride);
  }
}
