import { set } from './memory';

// Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
const MULTIPLIER_0: u64 = 0xd2511f53;
const MULTIPLIER_1: u64 = 0xcd9e8d57;
const WEYL_0: u32 = 0x9e3779b9;
const WEYL_1: u32 = 0xbb67ae85;
const ROUNDS: i32 = 10;
/** 2^-53 */
const UNIT: f64 = 1.1102230246251565e-16;
const TWO_PI: f64 = 6.283185307179586;

/** The two 64-bit halves of the last block, low word first. */
let low: u64 = 0;
let high: u64 = 0;

/** Encrypts the counter (counterLow, counterHigh) under `key` into `low` and `high`. */
function encrypt(counterLow: u64, counterHigh: u64, key: u64): void {
  let c0 = <u32>counterLow;
  let c1 = <u32>(counterLow >> 32);
  let c2 = <u32>counterHigh;
  let c3 = <u32>(counterHigh >> 32);
  let k0 = <u32>key;
  let k1 = <u32>(key >> 32);
  for (let round = 0; round < ROUNDS; round++) {
    const p0 = MULTIPLIER_0 * <u64>c0;
    const p1 = MULTIPLIER_1 * <u64>c2;
    c0 = <u32>(p1 >> 32) ^ c1 ^ k0;
    c2 = <u32>(p0 >> 32) ^ c3 ^ k1;
    c1 = <u32>p1;
    c3 = <u32>p0;
    k0 += WEYL_0;
    k1 += WEYL_1;
  }
  low = (<u64>c0) | ((<u64>c1) << 32);
  high = (<u64>c2) | ((<u64>c3) << 32);
}

/** Values start, ..., start + count - 1: value i is half i mod 2 of block floor(i / 2), its upper 53 bits as a fraction. */
export function uniforms(count: i32, start: u64, seed: u64, key: u64, target: usize): void {
  for (let i = 0; i < count; ) {
    const index = start + <u64>i;
    encrypt(index >> 1, seed, key);
    if ((index & 1) == 0) set(target, i++, fraction(low));
    if (i < count) set(target, i++, fraction(high));
  }
}

@inline
function fraction(word: u64): f64 {
  return <f64>(word >> 11) * UNIT;
}

/** As uniforms; a block's two values are the Box-Muller pair of its halves, cosine first. */
export function normals(count: i32, start: u64, seed: u64, key: u64, target: usize): void {
  for (let i = 0; i < count; ) {
    const index = start + <u64>i;
    encrypt(index >> 1, seed, key);
    // From (0, 1], so that the logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(<f64>((low >> 11) + 1) * UNIT));
    const angle = TWO_PI * fraction(high);
    if ((index & 1) == 0) set(target, i++, radius * Math.cos(angle));
    if (i < count) set(target, i++, radius * Math.sin(angle));
  }
}
