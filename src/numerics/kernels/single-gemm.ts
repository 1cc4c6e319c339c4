import { COLUMNS, DEPTH as ENTRIES, edge, packedA, packedB, ROWS } from './scratch';
import { multiplyAddSingle, singleAddress, singleRow } from './single-memory';

// As gemm.ts, in float32 and for operands that lie as a Cholesky factorisation has them: twice as many numbers to a vector, and to a block.
const HEIGHT: i32 = 4;
const WIDTH: i32 = 8;
const DEPTH: i32 = 2 * ENTRIES;

/**
 * C -= A B^T in float32; A m x k, B n x k, C m x n, row-major with these numbers of entries between rows. `lowerOnly` and the order of
 * sums as in gemm.
 */
export function subtractSingleProducts(
  m: i32, n: i32, k: i32, a: usize, aStride: i32, b: usize, bStride: i32, c: usize, cStride: i32, lowerOnly: bool,
): void {
  for (let j = 0; j < n; j += COLUMNS) {
    const columns = min(COLUMNS, n - j);
    for (let p = 0; p < k; p += DEPTH) {
      const depth = min(DEPTH, k - p);
      pack(singleAddress(singleRow(b, j, bStride), p), bStride, columns, depth, WIDTH, packedB);
      for (let i = lowerOnly ? j : 0; i < m; i += ROWS) {
        const rows = min(ROWS, m - i);
        pack(singleAddress(singleRow(a, i, aStride), p), aStride, rows, depth, HEIGHT, packedA);
        const block = singleAddress(singleRow(c, i, cStride), j);
        subtractPacked(rows, columns, depth, block, cStride, lowerOnly ? i - j : i32.MAX_VALUE - ROWS);
      }
    }
  }
}

function subtractPacked(rows: i32, columns: i32, depth: i32, c: usize, cStride: i32, diagonal: i32): void {
  for (let j = 0; j < columns; j += WIDTH) {
    const strip = singleAddress(packedB, j * depth);
    const width = min(WIDTH, columns - j);
    for (let i = 0; i < rows; i += HEIGHT) {
      const height = min(HEIGHT, rows - i);
      if (j > i + height - 1 + diagonal) continue;
      const tile = singleAddress(singleRow(c, i, cStride), j);
      const block = singleAddress(packedA, i * depth);
      if (height == HEIGHT && width == WIDTH) subtractTile(depth, block, strip, tile, cStride);
      else subtractEdge(depth, block, strip, tile, cStride, height, width);
    }
  }
}

/** Strips of `together` rows of `source`, entry by entry; missing rows are zeros. */
function pack(source: usize, stride: i32, rows: i32, depth: i32, together: i32, target: usize): void {
  for (let row = 0; row < rows; row += together) {
    const whole = min(together, rows - row);
    if (whole < together) memory.fill(target, 0, (<usize>(together * depth)) << 2);
    let q = 0;
    for (; q + 4 <= whole; q += 4)
      packFourRows(singleRow(source, row + q, stride), stride, depth, singleAddress(target, q), together);
    for (; q < whole; q++)
      for (let p = 0; p < depth; p++)
        store<f32>(singleAddress(target, p * together + q), load<f32>(singleAddress(singleRow(source, row + q, stride), p)));
    target = singleAddress(target, together * depth);
  }
}

function packFourRows(row0: usize, stride: i32, depth: i32, target: usize, together: i32): void {
  const row1 = singleRow(row0, 1, stride);
  const row2 = singleRow(row0, 2, stride);
  const row3 = singleRow(row0, 3, stride);
  const step = (<usize>together) << 2;
  const bytes = (<usize>depth) << 2;
  let p: usize = 0;
  for (; p + 16 <= bytes; p += 16) {
    const r0 = v128.load(row0 + p);
    const r1 = v128.load(row1 + p);
    const r2 = v128.load(row2 + p);
    const r3 = v128.load(row3 + p);
    const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(target, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    v128.store(target + step, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
    v128.store(target + 2 * step, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
    v128.store(target + 3 * step, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
    target += 4 * step;
  }
  for (; p < bytes; p += 4, target += step) {
    store<f32>(target, load<f32>(row0 + p));
    store<f32>(target, load<f32>(row1 + p), 4);
    store<f32>(target, load<f32>(row2 + p), 8);
    store<f32>(target, load<f32>(row3 + p), 12);
  }
}

function subtractEdge(depth: i32, a: usize, b: usize, c: usize, cStride: i32, height: i32, width: i32): void {
  memory.fill(edge, 0, HEIGHT * WIDTH * 4);
  subtractTile(depth, a, b, edge, WIDTH);
  for (let i = 0; i < height; i++)
    for (let j = 0; j < width; j++) {
      const entry = singleAddress(singleRow(c, i, cStride), j);
      store<f32>(entry, load<f32>(entry) + load<f32>(singleAddress(edge, i * WIDTH + j)));
    }
}

/** Without calls, its loop of one block: see multiplyTile of gemm.ts. */
function subtractTile(depth: i32, a: usize, b: usize, c: usize, cStride: i32): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  const end = singleAddress(a, depth * HEIGHT);
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    c00 = multiplyAddSingle(a0, b0, c00);
    c01 = multiplyAddSingle(a0, b1, c01);
    const a1 = v128.load32_splat(a, 4);
    c10 = multiplyAddSingle(a1, b0, c10);
    c11 = multiplyAddSingle(a1, b1, c11);
    const a2 = v128.load32_splat(a, 8);
    c20 = multiplyAddSingle(a2, b0, c20);
    c21 = multiplyAddSingle(a2, b1, c21);
    const a3 = v128.load32_splat(a, 12);
    c30 = multiplyAddSingle(a3, b0, c30);
    c31 = multiplyAddSingle(a3, b1, c31);
    a += 16;
    b += 32;
  } while (a < end);
  const stride = (<usize>cStride) << 2;
  subtractRow(c00, c01, c);
  subtractRow(c10, c11, c + stride);
  subtractRow(c20, c21, c + 2 * stride);
  subtractRow(c30, c31, c + 3 * stride);
}

@inline
function subtractRow(left: v128, right: v128, target: usize): void {
  v128.store(target, f32x4.sub(v128.load(target), left));
  v128.store(target, f32x4.sub(v128.load(target, 16), right), 16);
}
