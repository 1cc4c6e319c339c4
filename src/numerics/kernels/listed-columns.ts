import { TILE } from './gemm';
import { DEPTH } from './scratch';
import { multiplyAdd } from './vector';

// Products of strips over the columns alone that are not zero in all rows of the first one. Behind a unit that is at rest on a sample all of the
// sample's cotangents are zero: where half of the units are, as with relu, half of the work is saved. A list: where it ends, then where in the
// strip its columns are.

/** Bytes of the entries that a strip has of one column. */
const QUAD: usize = 32;

/** Bytes of the list of one strip. */
const listBytes: usize = (<usize>DEPTH + 1) << 2;

/** Of the strip whose first row is the `row`-th, in a table of lists. */
@inline
export function listOf(lists: usize, row: i32): usize {
  return lists + <usize>(row / TILE) * listBytes;
}

export function listColumns(depth: i32, strip: usize, list: usize): void {
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

/** Whether no column is left out. */
@inline
export function isWhole(depth: i32, list: usize): bool {
  return <usize>load<u32>(list) - list == (<usize>depth + 1) << 2;
}

/** The tile of products of the rows of two strips. Its loop without calls and of one block: see multiplyTile of gemm.ts. */
export function multiplyListed(list: usize, a: usize, b: usize, tile: usize): void {
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
  v128.store(tile, c00);
  v128.store(tile, c01, 16);
  v128.store(tile, c10, 32);
  v128.store(tile, c11, 48);
  v128.store(tile, c20, 64);
  v128.store(tile, c21, 80);
  v128.store(tile, c30, 96);
  v128.store(tile, c31, 112);
}
