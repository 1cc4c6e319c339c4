import { describe, expect, it } from 'vitest';
import { Lanczos } from '../../src/numerics/lanczos';
import { Matrix } from '../../src/numerics/matrix';
import { gram, multiply } from '../../src/numerics/products';
import { orthonormalFactor } from '../../src/numerics/qr';
import { randomStream } from '../../src/numerics/random';

/** Q diag(values) Q^T with a random orthogonal Q. */
function withEigenvalues(values: readonly number[]): Matrix {
  const size = values.length;
  const q = orthonormalFactor(new Matrix(size, size, randomStream(2, 'basis').normals(size * size)));
  return gram(multiply(q, Matrix.diagonal(values.map(Math.sqrt))));
}

function lanczosOn(matrix: Matrix): Lanczos {
  const times = (vector: Float64Array) => multiply(matrix, new Matrix(vector.length, 1, vector)).data;
  return new Lanczos(matrix.rows, times);
}

describe('the largest eigenvalue by Lanczos', () => {
  const size = 60;
  it.each([
    ['well apart', Array.from({ length: size }, (_, i) => 10 / (i + 1)), 25],
    ['close to the next', [1.01, ...Array.from({ length: size - 1 }, (_, i) => 1 - i / size)], 45],
    ['double', [3, 3, ...Array.from({ length: size - 2 }, (_, i) => 1 / (i + 1))], 25],
    ['over many decades', Array.from({ length: size }, (_, i) => 10 ** -i), 20],
  ])('%s', (_, values, steps) => {
    const lanczos = lanczosOn(withEigenvalues(values));
    let found = lanczos.step();
    for (let step = 1; step < steps; step++) {
      found = lanczos.step();
      // Never above, and an eigenvalue within the residual: with rounding.
      expect(found.value).toBeLessThanOrEqual(values[0] * (1 + 1e-13));
      const nearest = Math.min(...values.map((value) => Math.abs(value - found.value)));
      expect(nearest).toBeLessThanOrEqual(found.residual + 1e-13 * values[0]);
    }
    expect(found.steps).toBe(steps);
    expect(found.value / values[0]).toBeCloseTo(1, 12);
    expect(found.residual).toBeLessThan(1e-6 * values[0]);
  });

  it('ends in exact hits: a matrix of rank one, and zero', () => {
    const one = lanczosOn(Matrix.fromRows([[1, 2], [2, 4]])); // prettier-ignore
    one.step();
    const second = one.step();
    expect(second.value).toBeCloseTo(5, 14);
    expect(second.residual).toBeLessThan(1e-12);
    expect(lanczosOn(new Matrix(3, 3)).step()).toEqual({ value: 0, residual: 0, next: 0, error: 0, steps: 1 });
  });
});
