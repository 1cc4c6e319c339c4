import { rowAddress, set } from './memory';
import { addScaled, dot, multiplyAdd, sumLanes } from './vector';

/** x -= V^T V x for `count` orthonormal rows of V, n entries each, one after another; four rows at a time, which reads memory least. */
export function removeComponents(count: i32, n: i32, v: usize, x: usize): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) removeFour(n, rowAddress(v, i, n), x);
  for (; i < count; i++) addScaled(n, -dot(n, rowAddress(v, i, n), x), rowAddress(v, i, n), x);
}

/** y = V x, with V as in removeComponents, its rows not necessarily orthonormal. */
export function components(count: i32, n: i32, v: usize, x: usize, y: usize): void {
  for (let i = 0; i < count; i++) set(y, i, dot(n, rowAddress(v, i, n), x));
}

/** y += V^T factors, with V as in removeComponents. */
export function addCombination(count: i32, n: i32, v: usize, factors: usize, y: usize): void {
  for (let i = 0; i < count; i++) addScaled(n, load<f64>(rowAddress(factors, i, 1)), rowAddress(v, i, n), y);
}

function removeFour(n: i32, a: usize, x: usize): void {
  const row = (<usize>n) << 3;
  const b = a + row;
  const c = b + row;
  const d = c + row;
  const whole = row & ~15;
  let a0 = f64x2.splat(0), b0 = a0, c0 = a0, d0 = a0;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    const xs = v128.load(x + at);
    a0 = multiplyAdd(v128.load(a + at), xs, a0);
    b0 = multiplyAdd(v128.load(b + at), xs, b0);
    c0 = multiplyAdd(v128.load(c + at), xs, c0);
    d0 = multiplyAdd(v128.load(d + at), xs, d0);
  }
  let alongA = sumLanes(a0), alongB = sumLanes(b0), alongC = sumLanes(c0), alongD = sumLanes(d0);
  if (at < row) {
    const last = load<f64>(x + at);
    alongA += load<f64>(a + at) * last;
    alongB += load<f64>(b + at) * last;
    alongC += load<f64>(c + at) * last;
    alongD += load<f64>(d + at) * last;
  }
  a0 = f64x2.splat(alongA);
  b0 = f64x2.splat(alongB);
  c0 = f64x2.splat(alongC);
  d0 = f64x2.splat(alongD);
  for (at = 0; at < whole; at += 16) {
    const left = multiplyAdd(b0, v128.load(b + at), f64x2.mul(a0, v128.load(a + at)));
    const right = multiplyAdd(d0, v128.load(d + at), f64x2.mul(c0, v128.load(c + at)));
    v128.store(x + at, f64x2.sub(v128.load(x + at), f64x2.add(left, right)));
  }
  if (at < row) {
    const sum = alongA * load<f64>(a + at) + alongB * load<f64>(b + at) + (alongC * load<f64>(c + at) + alongD * load<f64>(d + at));
    store<f64>(x + at, load<f64>(x + at) - sum);
  }
}
