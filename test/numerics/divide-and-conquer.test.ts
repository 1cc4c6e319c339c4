import { describe, expect, test } from 'vitest';
import { tridiagonalEigen } from '../../src/numerics/divide-and-conquer';
import { Matrix } from '../../src/numerics/matrix';
import { randomStream } from '../../src/numerics/random';
import { withKernels } from '../../src/numerics/wasm';
import { EPSILON, combine, frobenius, naiveProduct, orthonormalityDefect } from './support';

interface Tridiagonal {
  readonly diagonal: number[];
  readonly coupling: number[];
}

const tridiagonal = (n: number, diagonal: (i: number) => number, coupling: (i: number) => number): Tridiagonal => ({
  diagonal: Array.from({ length: n }, (_, i) => diagonal(i)),
  coupling: Array.from({ length: n }, (_, i) => (i + 1 < n ? coupling(i) : 0)),
});

/** Values ascending, vectors as columns. */
function solve({ diagonal, coupling }: Tridiagonal): { values: number[]; vectors: Matrix } {
  const n = diagonal.length;
  return withKernels((kernels, arena) => {
    const form = { diagonal: arena.put(Float64Array.from(diagonal)), coupling: arena.put(Float64Array.from(coupling)) };
    const { values, vectors } = tridiagonalEigen(kernels, arena, n, form)!;
    const order = [...values.keys()].sort((i, j) => values[i] - values[j]);
    const rows = order.map((i) => Array.from(arena.take(vectors + 8 * n * i, n)));
    return { values: order.map((i) => values[i]), vectors: Matrix.fromRows(rows).transpose() };
  });
}

/** Eigenvalues below x, by the signs of the pivots of T - x I. */
function countBelow({ diagonal, coupling }: Tridiagonal, x: number): number {
  let pivot = 1;
  return diagonal.reduce((count, entry, i) => {
    const square = i > 0 ? coupling[i - 1] ** 2 : 0;
    pivot = entry - x - square / (pivot || Number.MIN_VALUE);
    return pivot < 0 ? count + 1 : count;
  }, 0);
}

const normals = (seed: number, n: number) => randomStream(seed, 'tridiagonal').normals(n);
const random = (n: number, seed = 1) => {
  const [diagonal, coupling] = [normals(seed, n), normals(seed + 1000, n)];
  return tridiagonal(n, (i) => diagonal[i], (i) => coupling[i]); // prettier-ignore
};
const glued = (glue: number) => tridiagonal(189, (i) => Math.abs((i % 21) - 10) / 10, (i) => (i % 21 === 20 ? glue : 0.1)); // prettier-ignore

describe('T V = V diag(values) with orthonormal V, and every value where the pivots place it', () => {
  test.each<[string, Tridiagonal]>([
    ...[1, 2, 32, 33, 34, 63, 64, 65, 66, 100, 130, 257].map((n): [string, Tridiagonal] => [`random, n = ${n}`, random(n)]),
    ['discrete Laplacian', tridiagonal(150, () => 2, () => -1)],
    ['without diagonal', tridiagonal(151, () => 0, () => 1)],
    ['negative couplings at the joints only', tridiagonal(128, (i) => i / 64, (i) => ((i + 1) % 32 === 0 ? -1 : 0))],
    ['zero', tridiagonal(90, () => 0, () => 0)],
    ['identity', tridiagonal(90, () => 1, () => 0)],
    ['diagonal, unordered', tridiagonal(100, (i) => ((i * 7) % 100) / 50 - 1, () => 0)],
    ['diagonal but for one joint', tridiagonal(64, (i) => i % 5, (i) => (i === 31 ? 1 : 0))],
    ['Wilkinson', tridiagonal(101, (i) => Math.abs(i - 50) / 50, () => 0.02)],
    ['glued Wilkinson', glued(1e-10)],
    ['barely glued Wilkinson', glued(1e-16)],
    ['graded', tridiagonal(120, (i) => 10 ** (-i / 8), (i) => 10 ** (-i / 8) / 2)],
    ['graded the other way', tridiagonal(120, (i) => 10 ** ((i - 120) / 8), (i) => 10 ** ((i - 120) / 8) / 2)],
    ['a tiny half', tridiagonal(100, (i) => (i < 50 ? 1 : 1e-300 * Math.cos(i)), (i) => (i < 50 ? 0.5 : 1e-300 * Math.sin(3 * i)))],
    ['couplings that underflow when squared', tridiagonal(100, (i) => (i % 3) + 1, (i) => 10 ** (-3 * i))],
    ['nearly equal values far apart', tridiagonal(140, (i) => 1 + (i % 7) * 1e-15, () => 1e-9)],
    ['one value far out', tridiagonal(96, (i) => (i === 40 ? 1 : 1e-12), () => 1e-13)],
    ['Clement', tridiagonal(160, () => 0, (i) => Math.sqrt((i + 1) * (159 - i)) / 160)],
  ])('%s', (_, t) => {
    const n = t.diagonal.length;
    const { values, vectors } = solve(t);
    const dense = new Matrix(n, n);
    t.diagonal.forEach((entry, i) => dense.set(i, i, entry));
    for (let i = 0; i + 1 < n; i++) [dense.data[i * n + i + 1], dense.data[(i + 1) * n + i]] = [t.coupling[i], t.coupling[i]];
    const size = frobenius(dense);
    const residual = combine(1, naiveProduct(dense, vectors), -1, naiveProduct(vectors, Matrix.diagonal(values)));
    expect(frobenius(residual)).toBeLessThanOrEqual(3 * Math.sqrt(n) * EPSILON * size);
    expect(orthonormalityDefect(vectors)).toBeLessThan(5 * (n + 1) * EPSILON);
    const margin = 30 * EPSILON * size;
    values.forEach((value, k) => {
      expect(countBelow(t, value - margin)).toBeLessThanOrEqual(k);
      expect(countBelow(t, value + margin + Number.MIN_VALUE)).toBeGreaterThan(k);
    });
  }); // prettier-ignore
});

describe('eigenvalues of diag(d) + z z^T', () => {
  /** Values, and vectors as rows. */
  const modified = (d: number[], z: number[]) =>
    withKernels((kernels, arena) => {
      const n = d.length;
      const [poles, weights] = [d, z].map((numbers) => arena.put(Float64Array.from(numbers)));
      const values = arena.zeros(n);
      const gaps = arena.zeros(n * n);
      const places = arena.zeros(n);
      arena.integers(places, n).set([...d.keys()]);
      const work = arena.zeros(2 * n);
      kernels.secularRoots(n, poles, weights, values, gaps);
      const found = new Matrix(n, n, arena.take(gaps, n * n));
      kernels.secularVectors(n, poles, weights, gaps, places, work);
      return { values: arena.take(values, n), gaps: found, vectors: new Matrix(n, n, arena.take(gaps, n * n)) };
    });

  test('one and two in closed form', () => {
    expect(modified([3], [2]).values).toEqual(Float64Array.of(7));
    // 2 x 2 matrix of 1 + 1, 1, 1, 2 + 1: (5 -+ sqrt 5) / 2.
    const { values } = modified([1, 2], [1, 1]);
    [(5 - Math.sqrt(5)) / 2, (5 + Math.sqrt(5)) / 2].forEach((truth, i) => expect(values[i]).toBeCloseTo(truth, 15));
  });

  test.each<[string, number[], number[]]>([
    ['even', [0, 1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 1, 1, 1]],
    ['weights over 12 decades', [-2, -1, 0, 1, 2, 3], [1e-12, 1, 1e-6, 1e-3, 1e-9, 1]],
    ['poles a hair apart', [0, 1, 1 + 4e-15, 1 + 8e-15, 2], [1, 1, 1, 1, 1]],
    ['negative weights', [1, 2, 3, 4, 5], [-1, 2, -3, 4, -5]],
    ['huge weights', [1, 2, 3], [1e6, 1e6, 1e6]],
    ['all weight on the last', [0, 1, 2, 3], [1e-8, 1e-8, 1e-8, 1]],
    ['all weight on the first', [0, 1, 2, 3], [1, 1e-8, 1e-8, 1e-8]],
  ])('%s: between the poles, gaps to the last digits, vectors orthonormal', (_, d, z) => {
    const { values, gaps, vectors } = modified(d, z);
    values.forEach((value, j) => {
      const row = gaps.row(j);
      // The secular equation at the gaps themselves, within the rounding of its terms.
      const terms = z.map((weight, i) => weight ** 2 / row[i]);
      const size = 1 + terms.reduce((sum, term) => sum + Math.abs(term), 0);
      expect(Math.abs(terms.reduce((sum, term) => sum + term, 1))).toBeLessThan(20 * EPSILON * size);
      expect(row.every((gap, i) => (i <= j ? gap < 0 : gap > 0))).toBe(true);
      d.forEach((pole, i) =>
        expect(Math.abs(pole - value - row[i])).toBeLessThan(4 * EPSILON * Math.abs(value) + 1e-15),
      );
    });
    expect(orthonormalityDefect(vectors)).toBeLessThan(20 * EPSILON);
  });
});
