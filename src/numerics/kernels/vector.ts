import { get, set } from './memory';

@inline
export function sumLanes(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** x y + sum; rounded once where the processor can and the build may (relaxed SIMD), else twice. */
@inline
export function multiplyAdd(x: v128, y: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(x, y, sum);
  return f64x2.add(sum, f64x2.mul(x, y));
}

/** x . y */
export function dot(n: i32, x: usize, y: usize): f64 {
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let i = 0;
  for (; i + 8 <= n; i += 8) {
    s0 = multiplyAdd(v128.load(x), v128.load(y), s0);
    s1 = multiplyAdd(v128.load(x, 16), v128.load(y, 16), s1);
    s2 = multiplyAdd(v128.load(x, 32), v128.load(y, 32), s2);
    s3 = multiplyAdd(v128.load(x, 48), v128.load(y, 48), s3);
    x += 64;
    y += 64;
  }
  let sum = sumLanes(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
  for (let rest = 0; i < n; i++, rest++) sum += get(x, rest) * get(y, rest);
  return sum;
}

/** y += factor x */
export function addScaled(n: i32, factor: f64, x: usize, y: usize): void {
  const f = f64x2.splat(factor);
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    v128.store(y, multiplyAdd(f, v128.load(x), v128.load(y)));
    v128.store(y, multiplyAdd(f, v128.load(x, 16), v128.load(y, 16)), 16);
    x += 32;
    y += 32;
  }
  for (let rest = 0; i < n; i++, rest++) set(y, rest, get(y, rest) + factor * get(x, rest));
}

/** x *= factor */
export function scale(n: i32, factor: f64, x: usize): void {
  for (let i = 0; i < n; i++) set(x, i, get(x, i) * factor);
}

export function swap(n: i32, x: usize, y: usize): void {
  for (let i = 0; i < n; i++) {
    const kept = get(x, i);
    set(x, i, get(y, i));
    set(y, i, kept);
  }
}

/** (x, y) = (c x - s y, s x + c y) */
export function rotate(n: i32, c: f64, s: f64, x: usize, y: usize): void {
  const cc = f64x2.splat(c);
  const ss = f64x2.splat(s);
  let i = 0;
  for (; i + 4 <= n; i += 4, x += 32, y += 32) {
    rotateLanes(cc, ss, x, y);
    rotateLanes(cc, ss, x + 16, y + 16);
  }
  for (; i < n; i++, x += 8, y += 8) {
    const u = load<f64>(x);
    const v = load<f64>(y);
    store<f64>(x, c * u - s * v);
    store<f64>(y, s * u + c * v);
  }
}

@inline
function rotateLanes(c: v128, s: v128, x: usize, y: usize): void {
  const u = v128.load(x);
  const v = v128.load(y);
  v128.store(x, f64x2.sub(f64x2.mul(c, u), f64x2.mul(s, v)));
  v128.store(y, multiplyAdd(c, v, f64x2.mul(s, u)));
}
