import { pack, TILE } from './gemm';
import { listColumns, listOf, multiplyListed } from './listed-columns';
import { address, get, rowAddress, set } from './memory';
import { DEPTH, packedA, ROWS } from './scratch';

/**
 * The rows of A (rows x length) as addWeightedGram reads them: panels of DEPTH columns one after another, each in strips of TILE rows, the
 * last strip filled up with zeros.
 */
export function packRows(rows: i32, length: i32, a: usize, packed: usize): void {
  for (let p = 0; p < length; p += DEPTH) {
    const depth = min(DEPTH, length - p);
    pack(address(a, p), length, 1, rows, depth, packed);
    packed = address(packed, padded(rows) * depth);
  }
}

/** target_(j times + c) = source_j for c < times. */
export function repeatEntries(count: i32, times: i32, source: usize, target: usize): void {
  for (let j = 0; j < count; j++, source += 8) {
    const value = load<f64>(source);
    for (let c = 0; c < times; c++, target += 8) store<f64>(target, value);
  }
}

/**
 * C_rj += W_sj sum_p A_rp A_jp for rows r of A in [first, last) and j <= r; s = r / perSample - firstSample. `packed`: by packRows, of `rows`
 * rows. C's first row is that of `first`, a multiple of TILE; its entries above the diagonal are left alone or hold nothing of use afterwards.
 * Every entry is summed in an order that `length` alone decides: a call may be split after any multiple of TILE rows without changing a bit.
 * Columns that are zero in all rows of a strip, as behind a unit that is not active, cost nothing.
 */
export function addWeightedGram(
  first: i32, last: i32, rows: i32, length: i32, packed: usize,
  perSample: i32, firstSample: i32, weights: usize, weightStride: i32,
  c: usize, cStride: i32,
): void {
  // A is packed already: the place for blocks of it has the lists.
  const tile = address(packedA, ROWS * DEPTH - TILE * TILE);
  for (let p = 0; p < length; p += DEPTH) {
    const depth = min(DEPTH, length - p);
    for (let top = first; top < last; top += ROWS) {
      const end = min(top + ROWS, last);
      for (let i = top; i < end; i += TILE) listColumns(depth, address(packed, i * depth), listOf(packedA, i - top));
      for (let j = 0; j < end; j += TILE)
        for (let i = max(top, j); i < end; i += TILE) {
          const block = address(packed, i * depth);
          const strip = address(packed, j * depth);
          const list = listOf(packedA, i - top);
          const target = address(rowAddress(c, i - first, cStride), j);
          const samples = address(rowAddress(weights, i / perSample - firstSample, weightStride), j);
          multiplyListed(list, block, strip, tile);
          addTile(min(TILE, end - i), min(TILE, end - j), i % perSample, perSample, tile, samples, weightStride, target, cStride);
        }
    }
    packed = address(packed, padded(rows) * depth);
  }
}

/** C += the tile times the weights, whose next row follows after `perSample` rows of C, the first of which is the `within`-th of its sample. */
@inline
function addTile(
  height: i32, width: i32, within: i32, perSample: i32,
  tile: usize, weights: usize, weightStride: i32, c: usize, cStride: i32,
): void {
  for (let q = 0; q < height; q++) {
    const row = address(tile, q * TILE);
    if (width == TILE) {
      v128.store(c, f64x2.add(v128.load(c), f64x2.mul(v128.load(weights), v128.load(row))));
      v128.store(c, f64x2.add(v128.load(c, 16), f64x2.mul(v128.load(weights, 16), v128.load(row, 16))), 16);
    } else for (let r = 0; r < width; r++) set(c, r, get(c, r) + get(weights, r) * get(row, r));
    c = rowAddress(c, 1, cStride);
    if (++within < perSample) continue;
    within = 0;
    weights = rowAddress(weights, 1, weightStride);
  }
}

@inline
function padded(rows: i32): i32 {
  return ((rows + TILE - 1) / TILE) * TILE;
}
