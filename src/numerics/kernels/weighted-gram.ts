import { pack, TILE } from './gemm';
import { address, get, rowAddress, set } from './memory';
import { DEPTH, packedA, ROWS } from './scratch';
import { multiplyAdd } from './vector';

/** Bytes of the entries that a strip has of one column. */
const QUAD: usize = 32;

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
  for (let p = 0; p < length; p += DEPTH) {
    const depth = min(DEPTH, length - p);
    for (let top = first; top < last; top += ROWS) {
      const end = min(top + ROWS, last);
      for (let i = top; i < end; i += TILE) listColumns(depth, address(packed, i * depth), listOf(i - top));
      for (let j = 0; j < end; j += TILE)
        for (let i = max(top, j); i < end; i += TILE) {
          const block = address(packed, i * depth);
          const strip = address(packed, j * depth);
          const list = listOf(i - top);
          const target = address(rowAddress(c, i - first, cStride), j);
          const samples = address(rowAddress(weights, i / perSample - firstSample, weightStride), j);
          multiplyListed(list, block, strip, tile());
          addTile(min(TILE, end - i), min(TILE, end - j), i % perSample, perSample, samples, weightStride, target, cStride);
        }
    }
    packed = address(packed, padded(rows) * depth);
  }
}

// The scratch memory of A's blocks, which are packed already, has the lists and, at its end, a tile.

/** Of a strip: where its list ends, and where in the strip its columns are that are not zero. */
@inline
function listOf(row: i32): usize {
  return packedA + <usize>(row / TILE) * <usize>((DEPTH + 1) << 2);
}

@inline
function tile(): usize {
  return address(packedA, ROWS * DEPTH - TILE * TILE);
}

function listColumns(depth: i32, strip: usize, list: usize): void {
  let end = list + 4;
  const bytes = <usize>depth * QUAD;
  for (let at: usize = 0; at < bytes; at += QUAD) {
    store<u32>(end, <u32>at);
    const quad = strip + at;
    const isZero = load<f64>(quad) == 0 && load<f64>(quad, 8) == 0 && load<f64>(quad, 16) == 0 && load<f64>(quad, 24) == 0;
    end += isZero ? 0 : 4;
  }
  store<u32>(list, <u32>end);
}

/** The products of two strips, over the columns of the list. Its loop without calls and of one block: see multiplyTile of gemm.ts. */
function multiplyListed(list: usize, a: usize, b: usize, target: usize): void {
  let c00 = f64x2.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  const end = <usize>load<u32>(list);
  list += 4;
  if (list < end)
    do {
      const at = <usize>load<u32>(list);
      const from = a + at;
      const by = b + at;
      const b0 = v128.load(by);
      const b1 = v128.load(by, 16);
      const a0 = v128.load64_splat(from);
      c00 = multiplyAdd(a0, b0, c00);
      c01 = multiplyAdd(a0, b1, c01);
      const a1 = v128.load64_splat(from, 8);
      c10 = multiplyAdd(a1, b0, c10);
      c11 = multiplyAdd(a1, b1, c11);
      const a2 = v128.load64_splat(from, 16);
      c20 = multiplyAdd(a2, b0, c20);
      c21 = multiplyAdd(a2, b1, c21);
      const a3 = v128.load64_splat(from, 24);
      c30 = multiplyAdd(a3, b0, c30);
      c31 = multiplyAdd(a3, b1, c31);
      list += 4;
    } while (list < end);
  v128.store(target, c00);
  v128.store(target, c01, 16);
  v128.store(target, c10, 32);
  v128.store(target, c11, 48);
  v128.store(target, c20, 64);
  v128.store(target, c21, 80);
  v128.store(target, c30, 96);
  v128.store(target, c31, 112);
}

/** C += the tile times the weights, whose next row follows after `perSample` rows of C, the first of which is the `within`-th of its sample. */
@inline
function addTile(
  height: i32, width: i32, within: i32, perSample: i32,
  weights: usize, weightStride: i32, c: usize, cStride: i32,
): void {
  for (let q = 0; q < height; q++) {
    const row = address(tile(), q * TILE);
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
