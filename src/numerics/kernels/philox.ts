import { address, copy } from './memory';
import { packedA } from './scratch';
import { storePolar } from './sincos';

// Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
const MULTIPLIER_0: u32 = 0xd2511f53;
const MULTIPLIER_1: u32 = 0xcd9e8d57;
const WEYL_0: u32 = 0x9e3779b9;
const WEYL_1: u32 = 0xbb67ae85;
const ROUNDS: i32 = 10;
/** 2^-53 */
const UNIT: f64 = 1.1102230246251565e-16;
const TWO_PI: f64 = 6.283185307179586;

/** Blocks encrypted together. */
const LANES: i32 = 4;

/** Encrypts the counters (counterLow + lane, counterHigh) under `key`: of all blocks the first 32 bits, then the next, ..., to `words`. */
function encrypt(counterLow: u64, counterHigh: u64, key: u64, words: usize): void {
  const multiplier0 = i32x4.splat(<i32>MULTIPLIER_0);
  const multiplier1 = i32x4.splat(<i32>MULTIPLIER_1);
  const start = i32x4.splat(<i32>counterLow);
  let c0 = i32x4.add(start, i32x4(0, 1, 2, 3));
  // Less the truth value -1 where the low word has run over.
  let c1 = i32x4.sub(i32x4.splat(<i32>(counterLow >> 32)), i32x4.lt_u(c0, start));
  let c2 = i32x4.splat(<i32>counterHigh);
  let c3 = i32x4.splat(<i32>(counterHigh >> 32));
  let k0 = <u32>key;
  let k1 = <u32>(key >> 32);
  for (let round = 0; round < ROUNDS; round++) {
    const p0 = i64x2.extmul_low_i32x4_u(multiplier0, c0);
    const q0 = i64x2.extmul_high_i32x4_u(multiplier0, c0);
    const p1 = i64x2.extmul_low_i32x4_u(multiplier1, c2);
    const q1 = i64x2.extmul_high_i32x4_u(multiplier1, c2);
    c0 = v128.xor(v128.xor(v128.shuffle<i32>(p1, q1, 1, 3, 5, 7), c1), i32x4.splat(<i32>k0));
    c2 = v128.xor(v128.xor(v128.shuffle<i32>(p0, q0, 1, 3, 5, 7), c3), i32x4.splat(<i32>k1));
    c1 = v128.shuffle<i32>(p1, q1, 0, 2, 4, 6);
    c3 = v128.shuffle<i32>(p0, q0, 0, 2, 4, 6);
    k0 += WEYL_0;
    k1 += WEYL_1;
  }
  v128.store(words, c0);
  v128.store(words, c1, 16);
  v128.store(words, c2, 32);
  v128.store(words, c3, 48);
}

/** The upper 53 bits of 64-bit numbers, of lanes 0 and 1 of their lower and upper words. */
@inline
function upperBits(low: v128, high: v128): v128 {
  const upper = f64x2.mul(f64x2.convert_low_i32x4_u(high), f64x2.splat(2097152));
  return f64x2.add(upper, f64x2.convert_low_i32x4_u(i32x4.shr_u(low, 11)));
}

/** Of two blocks, from `block` on, the fractions that their first and their second halves are. */
@inline
function fractions(words: usize, block: usize, second: usize): v128 {
  const from = words + (block << 2) + (second << 5);
  return f64x2.mul(upperBits(v128.load64_zero(from), v128.load64_zero(from, 16)), f64x2.splat(UNIT));
}

/** Values start, ..., start + count - 1: value i is half i mod 2 of block floor(i / 2), its upper 53 bits as a fraction. */
export function uniforms(
  count: i32, start: f64, seedLow: u32, seedHigh: u32, keyLow: u32, keyHigh: u32, target: usize,
): void {
  const seed = whole(seedLow, seedHigh);
  const key = whole(keyLow, keyHigh);
  const words = packedA;
  const pairs = words + <usize>LANES * 16;
  for (let i = 0; i < count; ) {
    const index = <u64>start + <u64>i;
    encrypt(index >> 1, seed, key, words);
    for (let block: usize = 0; block < <usize>LANES; block += 2) {
      const first = fractions(words, block, 0);
      const second = fractions(words, block, 1);
      v128.store(pairs + (block << 4), v128.shuffle<i64>(first, second, 0, 2));
      v128.store(pairs + (block << 4), v128.shuffle<i64>(first, second, 1, 3), 16);
    }
    i += give(pairs, <i32>(index & 1), count - i, address(target, i));
  }
}

/** As uniforms; a block's two values are the Box-Muller pair of its halves, cosine first. */
export function normals(
  count: i32, start: f64, seedLow: u32, seedHigh: u32, keyLow: u32, keyHigh: u32, target: usize,
): void {
  const seed = whole(seedLow, seedHigh);
  const key = whole(keyLow, keyHigh);
  const words = packedA;
  const pairs = words + <usize>LANES * 16;
  for (let i = 0; i < count; ) {
    const index = <u64>start + <u64>i;
    encrypt(index >> 1, seed, key, words);
    for (let block: usize = 0; block < <usize>LANES; block += 2) {
      // From (0, 1], so that the logarithm is finite.
      const u = f64x2.add(fractions(words, block, 0), f64x2.splat(UNIT));
      const logarithm = f64x2(Math.log(f64x2.extract_lane(u, 0)), Math.log(f64x2.extract_lane(u, 1)));
      const radius = f64x2.sqrt(f64x2.mul(f64x2.splat(-2), logarithm));
      storePolar(radius, f64x2.mul(f64x2.splat(TWO_PI), fractions(words, block, 1)), pairs + (block << 4));
    }
    i += give(pairs, <i32>(index & 1), count - i, address(target, i));
  }
}

@inline
function whole(low: u32, high: u32): u64 {
  return (<u64>high << 32) | <u64>low;
}

/** Copies the pairs' values from `first` on, `most` at most; gives how many these are. */
@inline
function give(pairs: usize, first: i32, most: i32, target: usize): i32 {
  const count = min(2 * LANES - first, most);
  copy(target, address(pairs, first), count);
  return count;
}
