/** Exact-as-you-like reference arithmetic: numbers are BigInt multiples of 2^-BITS. */
export const BITS = 2400n;
export const ONE = 1n << BITS;

/** Exact. */
export function fromNumber(x: number): bigint {
  let shift = BITS;
  for (; !Number.isInteger(x); shift--) x *= 2;
  return shift >= 0n ? BigInt(x) << shift : BigInt(x) >> -shift;
}

/** To the nearest double, also far below one. */
export function toNumber(x: bigint): number {
  const bits = BigInt((x < 0n ? -x : x).toString(2).length);
  const excess = bits > 64n ? bits - 64n : 0n;
  const exponent = Number(excess - BITS);
  // In two steps, since 2^exponent alone may underflow.
  return Number(x >> excess) * 2 ** Math.ceil(exponent / 2) * 2 ** Math.floor(exponent / 2);
}

export const times = (x: bigint, y: bigint): bigint => (x * y) >> BITS;
export const over = (x: bigint, y: bigint): bigint => (x << BITS) / y;

export function squareRoot(x: bigint): bigint {
  const square = x << BITS;
  let root = 1n << BigInt(Math.ceil(square.toString(2).length / 2));
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** Machin's formula. */
export function pi(): bigint {
  const arctanOfInverse = (n: bigint) => {
    let [sum, power] = [0n, ONE / n];
    for (let k = 1n; power !== 0n; k += 2n, power = -power / (n * n)) sum += power / k;
    return sum;
  };
  return 16n * arctanOfInverse(5n) - 4n * arctanOfInverse(239n);
}

/** erf by its Maclaurin series. */
export function erf(x: bigint): bigint {
  const square = times(x, x);
  let [sum, power] = [0n, x];
  for (let n = 0n; power !== 0n && power !== -1n; n++, power = -times(power, square) / n) sum += power / (2n * n + 1n);
  return times(over(2n * ONE, squareRoot(pi())), sum);
}

export function exponential(x: bigint): bigint {
  let [sum, term] = [0n, ONE];
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    sum += term;
    term = times(term, x) / n;
  }
  return sum;
}

/** Singular values of the rows' matrix, descending, by plain one-sided Jacobi on its rows (no more rows than columns). */
export function singularValues(rows: readonly (readonly number[])[]): number[] {
  const x = rows.map((row) => row.map(fromNumber));
  const dot = (i: number, j: number) => x[i].reduce((sum, value, k) => sum + times(value, x[j][k]), 0n);
  // 2^-300 of full size: a hundred digits, out of the seven hundred carried.
  const small = (pq: bigint, pp: bigint, qq: bigint) => times(pq, pq) <= times(pp, qq) >> 300n;
  for (let rotated = true; rotated;) {
    rotated = false;
    for (let p = 0; p < x.length; p++)
      for (let q = p + 1; q < x.length; q++) {
        const [pp, qq, pq] = [dot(p, p), dot(q, q), dot(p, q)];
        if (small(pq, pp, qq)) continue;
        rotated = true;
        const zeta = over(qq - pp, 2n * pq);
        const size = (zeta < 0n ? -zeta : zeta) + squareRoot(ONE + times(zeta, zeta));
        const t = over(zeta < 0n ? -ONE : ONE, size);
        const c = over(ONE, squareRoot(ONE + times(t, t)));
        const s = times(c, t);
        const [u, v] = [x[p], x[q]];
        x[p] = u.map((value, k) => times(c, value) - times(s, v[k]));
        x[q] = u.map((value, k) => times(s, value) + times(c, v[k]));
      }
  }
  return x.map((_, i) => toNumber(squareRoot(dot(i, i)))).sort((a, b) => b - a);
}
