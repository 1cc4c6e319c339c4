import { set } from './memory';

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
/** Their 64-bit halves, block by block, low half first. */
const halves: usize = memory.data(LANES * 16, 16);

/** Encrypts the counters (counterLow + lane, counterHigh) under `key`. */
function encrypt(counterLow: u64, counterHigh: u64, key: u64): void {
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
  const low01 = v128.shuffle<i32>(c0, c1, 0, 4, 1, 5);
  const high01 = v128.shuffle<i32>(c2, c3, 0, 4, 1, 5);
  const low23 = v128.shuffle<i32>(c0, c1, 2, 6, 3, 7);
  const high23 = v128.shuffle<i32>(c2, c3, 2, 6, 3, 7);
  v128.store(halves, v128.shuffle<i64>(low01, high01, 0, 2));
  v128.store(halves, v128.shuffle<i64>(low01, high01, 1, 3), 16);
  v128.store(halves, v128.shuffle<i64>(low23, high23, 0, 2), 32);
  v128.store(halves, v128.shuffle<i64>(low23, high23, 1, 3), 48);
}

/** Values start, ..., start + count - 1: value i is half i mod 2 of block floor(i / 2), its upper 53 bits as a fraction. */
export function uniforms(count: i32, start: u64, seed: u64, key: u64, target: usize): void {
  for (let i = 0; i < count; ) {
    const index = start + <u64>i;
    encrypt(index >> 1, seed, key);
    for (let half = <i32>(index & 1); half < 2 * LANES && i < count; half++) set(target, i++, fraction(halfAt(half)));
  }
}

@inline
function halfAt(half: i32): u64 {
  return load<u64>(halves + ((<usize>half) << 3));
}

/** Of 53 bits, which are the same number with a sign. */
@inline
function fraction(word: u64): f64 {
  return <f64>(<i64>(word >> 11)) * UNIT;
}

/** As uniforms; a block's two values are the Box-Muller pair of its halves, cosine first. */
export function normals(count: i32, start: u64, seed: u64, key: u64, target: usize): void {
  for (let i = 0; i < count; ) {
    const index = start + <u64>i;
    encrypt(index >> 1, seed, key);
    for (let half = <i32>(index & 1); half < 2 * LANES && i < count; half++) {
      // From (0, 1], so that the logarithm is finite.
      const radius = Math.sqrt(-2 * Math.log(<f64>(<i64>((halfAt(half & ~1) >> 11) + 1)) * UNIT));
      NativeMath.sincos(TWO_PI * fraction(halfAt(half | 1)));
      if ((half & 1) == 0) {
        set(target, i++, radius * NativeMath.sincos_cos);
        half++;
      }
      if (i < count) set(target, i++, radius * NativeMath.sincos_sin);
    }
  }
}
