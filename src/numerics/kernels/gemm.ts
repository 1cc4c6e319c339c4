import { address, get, rowAddress, set } from './memory';
import { COLUMNS, DEPTH, edge, packedA, packedB, ROWS } from './scratch';
import { multiplyAdd } from './vector';

// Blocked as in Goto and van de Geijn, ACM TOMS 34 (2008): a DEPTH x COLUMNS panel of B and a ROWS x DEPTH block of A are packed
// into strips of TILE, and a TILE x TILE tile of C is kept in registers.
export const TILE: i32 = 4;

/**
 * C += alpha A B; A m x k, B k x n with any strides between rows and between columns, C row-major with rows `cStride` apart.
 * `lowerOnly`: entries above C's diagonal are left alone or hold nothing of use afterwards. Every entry is summed in an order that `k`
 * alone decides, so that a product may be split after any multiple of four rows or columns without changing a bit.
 */
export function gemm(
  m: i32, n: i32, k: i32, alpha: f64,
  a: usize, aRow: i32, aColumn: i32,
  b: usize, bRow: i32, bColumn: i32,
  c: usize, cStride: i32, lowerOnly: bool,
): void {
  for (let j = 0; j < n; j += COLUMNS) {
    const columns = min(COLUMNS, n - j);
    for (let p = 0; p < k; p += DEPTH) {
      const depth = min(DEPTH, k - p);
      pack(rowAddress(rowAddress(b, p, bRow), j, bColumn), bColumn, bRow, columns, depth, packedB);
      for (let i = lowerOnly ? j : 0; i < m; i += ROWS) {
        const rows = min(ROWS, m - i);
        pack(rowAddress(rowAddress(a, i, aRow), p, aColumn), aRow, aColumn, rows, depth, packedA);
        const block = address(rowAddress(c, i, cStride), j);
        multiplyPacked(rows, columns, depth, alpha, block, cStride, lowerOnly ? i - j : i32.MAX_VALUE - ROWS);
      }
    }
  }
}

/** C_ji = C_ij for i > j. */
export function mirrorLower(n: i32, c: usize): void {
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) set(rowAddress(c, j, n), i, get(rowAddress(c, i, n), j));
}

/** Tiles of one block of C; only those that meet entries with column <= row + `diagonal`. */
function multiplyPacked(rows: i32, columns: i32, depth: i32, alpha: f64, c: usize, cStride: i32, diagonal: i32): void {
  for (let j = 0; j < columns; j += TILE) {
    const strip = address(packedB, j * depth);
    const width = min(TILE, columns - j);
    for (let i = 0; i < rows; i += TILE) {
      const height = min(TILE, rows - i);
      if (j > i + height - 1 + diagonal) continue;
      const tile = address(rowAddress(c, i, cStride), j);
      const block = address(packedA, i * depth);
      if (height == TILE && width == TILE) multiplyTile(depth, block, strip, alpha, tile, cStride);
      else multiplyEdge(depth, block, strip, alpha, tile, cStride, height, width);
    }
  }
}

/** Strips of TILE lines, `lineStride` apart, each `depth` entries `depthStride` apart; missing lines are zeros. */
export function pack(source: usize, lineStride: i32, depthStride: i32, lines: i32, depth: i32, target: usize): void {
  const lineBytes = (<usize>lineStride) << 3;
  const depthBytes = (<usize>depthStride) << 3;
  for (let line = 0; line < lines; line += TILE) {
    let from = rowAddress(source, line, lineStride);
    if (lines - line < TILE) {
      for (let p = 0; p < depth; p++)
        for (let q = 0; q < TILE; q++, target += 8)
          store<f64>(target, line + q < lines ? load<f64>(from + <usize>q * lineBytes + <usize>p * depthBytes) : 0);
    } else if (lineStride == 1) {
      for (let p = 0; p < depth; p++, from += depthBytes, target += 32) {
        v128.store(target, v128.load(from));
        v128.store(target, v128.load(from, 16), 16);
      }
    } else {
      let p = 0;
      if (depthStride == 1)
        for (; p + 2 <= depth; p += 2, from += 16, target += 64) {
          const row0 = v128.load(from);
          const row1 = v128.load(from + lineBytes);
          const row2 = v128.load(from + 2 * lineBytes);
          const row3 = v128.load(from + 3 * lineBytes);
          v128.store(target, v128.shuffle<f64>(row0, row1, 0, 2));
          v128.store(target, v128.shuffle<f64>(row2, row3, 0, 2), 16);
          v128.store(target, v128.shuffle<f64>(row0, row1, 1, 3), 32);
          v128.store(target, v128.shuffle<f64>(row2, row3, 1, 3), 48);
        }
      for (; p < depth; p++, from += depthBytes, target += 32) {
        store<f64>(target, load<f64>(from));
        store<f64>(target, load<f64>(from + lineBytes), 8);
        store<f64>(target, load<f64>(from + 2 * lineBytes), 16);
        store<f64>(target, load<f64>(from + 3 * lineBytes), 24);
      }
    }
  }
}

/** C += the tile; only part of it. By way of a tile of zeros, so that the entries are summed as in a whole one. */
function multiplyEdge(
  depth: i32, a: usize, b: usize, alpha: f64,
  c: usize, cStride: i32, height: i32, width: i32,
): void {
  memory.fill(edge, 0, TILE * TILE * 8);
  multiplyTile(depth, a, b, alpha, edge, TILE);
  for (let i = 0; i < height; i++)
    for (let j = 0; j < width; j++) {
      const entry = address(rowAddress(c, i, cStride), j);
      store<f64>(entry, load<f64>(entry) + get(edge, i * TILE + j));
    }
}

/**
 * A function without calls and a loop of one block, entered at least once: what the engine's register allocator needs to keep the
 * eight sums, and the six operands, which it loads first, in registers.
 */
export function multiplyTile(depth: i32, a: usize, b: usize, alpha: f64, c: usize, cStride: i32): void {
  let c00 = f64x2.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  const end = address(a, depth * TILE);
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load64_splat(a);
    c00 = multiplyAdd(a0, b0, c00);
    c01 = multiplyAdd(a0, b1, c01);
    const a1 = v128.load64_splat(a, 8);
    c10 = multiplyAdd(a1, b0, c10);
    c11 = multiplyAdd(a1, b1, c11);
    const a2 = v128.load64_splat(a, 16);
    c20 = multiplyAdd(a2, b0, c20);
    c21 = multiplyAdd(a2, b1, c21);
    const a3 = v128.load64_splat(a, 24);
    c30 = multiplyAdd(a3, b0, c30);
    c31 = multiplyAdd(a3, b1, c31);
    a += 32;
    b += 32;
  } while (a < end);
  const factor = f64x2.splat(alpha);
  const stride = (<usize>cStride) << 3;
  addTileRow(factor, c00, c01, c);
  addTileRow(factor, c10, c11, c + stride);
  addTileRow(factor, c20, c21, c + 2 * stride);
  addTileRow(factor, c30, c31, c + 3 * stride);
}

@inline
function addTileRow(alpha: v128, left: v128, right: v128, target: usize): void {
  v128.store(target, multiplyAdd(alpha, left, v128.load(target)));
  v128.store(target, multiplyAdd(alpha, right, v128.load(target, 16)), 16);
}
