// Sine and cosine of two numbers in [0, 2 pi], with the operations of fdlibm (Sun Microsystems, e_rem_pio2.c, k_sin.c, k_cos.c) in their order,
// so that every bit is that of NativeMath.sincos, and without branches that depend on the numbers.

const PIO2_1: f64 = reinterpret<f64>(0x3ff921fb54400000);
const PIO2_1T: f64 = reinterpret<f64>(0x3dd0b4611a626331);
const INVERSE_PIO2: f64 = reinterpret<f64>(0x3fe45f306dc9c883);
/** The next number is the first that is reduced. */
const LAST_UNREDUCED: u64 = 0x3fe921fbffffffff;
/** Nearer to a multiple of pi / 2 than this the reduction takes more digits of pi. */
const NEAR: f64 = 2.44140625e-4;

const S1: f64 = reinterpret<f64>(0xbfc5555555555549);
const S2: f64 = reinterpret<f64>(0x3f8111111110f8a6);
const S3: f64 = reinterpret<f64>(0xbf2a01a019c161d5);
const S4: f64 = reinterpret<f64>(0x3ec71de357b1fe7d);
const S5: f64 = reinterpret<f64>(0xbe5ae5e68a2b9ceb);
const S6: f64 = reinterpret<f64>(0x3de5d93a5acfd57c);
const C1: f64 = reinterpret<f64>(0x3fa555555555554c);
const C2: f64 = reinterpret<f64>(0xbf56c16c16c15177);
const C3: f64 = reinterpret<f64>(0x3efa01a019cb1590);
const C4: f64 = reinterpret<f64>(0xbe927e4f809c52ad);
const C5: f64 = reinterpret<f64>(0x3e21ee9ebdb4b1c4);
const C6: f64 = reinterpret<f64>(0xbda8fae9be8838d4);

/** To `target` cosine and sine of the first lane of x, times that of `radius`, then those of the second. */
@inline
export function storePolar(radius: v128, x: v128, target: usize): void {
  const isReduced = i64x2.gt_s(x, i64x2.splat(LAST_UNREDUCED));
  const quarter = v128.and(f64x2.nearest(f64x2.mul(x, f64x2.splat(INVERSE_PIO2))), isReduced);
  const r = f64x2.sub(x, f64x2.mul(quarter, f64x2.splat(PIO2_1)));
  const w = f64x2.mul(quarter, f64x2.splat(PIO2_1T));
  const y0 = f64x2.sub(r, w);
  const y1 = f64x2.sub(f64x2.sub(r, y0), w);
  const isNear = v128.and(isReduced, f64x2.lt(f64x2.abs(y0), f64x2.splat(NEAR)));
  if (v128.any_true(isNear)) return storePolarOneByOne(radius, x, target);
  const z = f64x2.mul(y0, y0);
  const z2 = f64x2.mul(z, z);
  const sine = sineOf(y0, y1, z, z2, isReduced);
  const cosine = cosineOf(y0, y1, z, z2);
  // By the number of quarters: an odd one exchanges the two; the sine's sign changes from 2 on, the cosine's at 1 and 2.
  const bits = f64x2.add(quarter, f64x2.splat(4503599627370496));
  const odd = i64x2.neg(v128.and(bits, i64x2.splat(1)));
  const sineSign = i64x2.shl(v128.and(bits, i64x2.splat(2)), 62);
  const cosineSign = i64x2.shl(v128.and(i64x2.add(bits, i64x2.splat(1)), i64x2.splat(2)), 62);
  const s = f64x2.mul(radius, v128.xor(v128.bitselect(cosine, sine, odd), sineSign));
  const c = f64x2.mul(radius, v128.xor(v128.bitselect(sine, cosine, odd), cosineSign));
  v128.store(target, v128.shuffle<i64>(c, s, 0, 2));
  v128.store(target, v128.shuffle<i64>(c, s, 1, 3), 16);
}

function storePolarOneByOne(radius: v128, x: v128, target: usize): void {
  NativeMath.sincos(f64x2.extract_lane(x, 0));
  store<f64>(target, f64x2.extract_lane(radius, 0) * NativeMath.sincos_cos);
  store<f64>(target, f64x2.extract_lane(radius, 0) * NativeMath.sincos_sin, 8);
  NativeMath.sincos(f64x2.extract_lane(x, 1));
  store<f64>(target, f64x2.extract_lane(radius, 1) * NativeMath.sincos_cos, 16);
  store<f64>(target, f64x2.extract_lane(radius, 1) * NativeMath.sincos_sin, 24);
}

/** Of y0 + y1; y1 is 0, and the sum ends in another way, where nothing was reduced. */
@inline
function sineOf(y0: v128, y1: v128, z: v128, z2: v128, isReduced: v128): v128 {
  const low = f64x2.add(f64x2.splat(S3), f64x2.mul(z, f64x2.splat(S4)));
  const high = f64x2.add(f64x2.splat(S5), f64x2.mul(z, f64x2.splat(S6)));
  const r = f64x2.add(f64x2.add(f64x2.splat(S2), f64x2.mul(z, low)), f64x2.mul(f64x2.mul(z, z2), high));
  const v = f64x2.mul(z, y0);
  const whole = f64x2.add(y0, f64x2.mul(v, f64x2.add(f64x2.splat(S1), f64x2.mul(z, r))));
  const tail = f64x2.sub(f64x2.mul(z, f64x2.sub(f64x2.mul(f64x2.splat(0.5), y1), f64x2.mul(v, r))), y1);
  const reduced = f64x2.sub(y0, f64x2.sub(tail, f64x2.mul(v, f64x2.splat(S1))));
  return v128.bitselect(reduced, whole, isReduced);
}

@inline
function cosineOf(y0: v128, y1: v128, z: v128, z2: v128): v128 {
  const low = f64x2.add(f64x2.splat(C1), f64x2.mul(z, f64x2.add(f64x2.splat(C2), f64x2.mul(z, f64x2.splat(C3)))));
  const high = f64x2.add(f64x2.splat(C4), f64x2.mul(z, f64x2.add(f64x2.splat(C5), f64x2.mul(z, f64x2.splat(C6)))));
  const r = f64x2.add(f64x2.mul(z, low), f64x2.mul(f64x2.mul(z2, z2), high));
  const half = f64x2.mul(f64x2.splat(0.5), z);
  const one = f64x2.splat(1);
  const w = f64x2.sub(one, half);
  const rest = f64x2.add(f64x2.sub(f64x2.sub(one, w), half), f64x2.sub(f64x2.mul(z, r), f64x2.mul(y0, y1)));
  return f64x2.add(w, rest);
}
