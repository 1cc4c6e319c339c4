import { describe, expect, it } from 'vitest';
import { lobpcg } from '../../src/numerics/lobpcg';
import { Matrix } from '../../src/numerics/matrix';
import { gram, multiply } from '../../src/numerics/products';
import { orthonormalFactor } from '../../src/numerics/qr';
import { randomStream } from '../../src/numerics/random';
import { symmetricEigenvalues } from '../../src/numerics/symmetric-eigen';
import { dot } from '../../src/numerics/vectors';
import { randomMatrix } from './support';

const size = 90;
const run = { maxSteps: 400, tolerance: 1e-12 };

function starts(count: number, length: number): Float64Array[] {
  return Array.from({ length: count }, (_, i) => randomStream(i, 'start').normals(length));
}

/** On a diagonal matrix with the inverse of one whose entries are off by up to a factor 3 for a preconditioner. */
function onDiagonal(values: readonly number[], count = 3) {
  const off = randomStream(5, 'off').uniforms(values.length);
  const scaled = (vector: Float64Array, factor: (i: number) => number) => vector.map((x, i) => x * factor(i));
  return lobpcg(
    {
      times: (block) => block.map((vector) => scaled(vector, (i) => values[i])),
      precondition: (block) =>
        block.map((vector) => scaled(vector, (i) => 3 ** (2 * off[i] - 1) / (values[i] + 1e-12))),
      start: starts(count, values.length),
      norm: Math.max(...values),
    },
    run,
  );
}

const index = Array.from({ length: size }, (_, i) => i);

describe('the smallest eigenvalues, known in advance', () => {
  it.each([
    ['well apart', index.map((i) => i + 1)],
    ['over ten decades', index.map((i) => 10 ** (i / 12 - 5))],
    ['double', [2, 2, ...index.slice(2).map((i) => i + 3)]],
    ['four times', [2, 2, 2, 2, ...index.slice(4).map((i) => i + 3)]],
    ['a cluster', index.map((i) => (i < 6 ? 1 + 1e-5 * i : i))],
    ['dense at the bottom', index.map((i) => 1 + i / size)],
    ['all equal', index.map(() => 7)],
  ])('%s', (_, values) => {
    const found = onDiagonal(values);
    const [smallest] = [...values].sort((a, b) => a - b);
    expect(found.steps).toBeLessThan(run.maxSteps);
    expect(Math.abs(found.values[0] / smallest - 1)).toBeLessThan(2e-12);
    expect(found.error).toBeLessThanOrEqual(1e-12 * smallest + 2 ** -48 * Math.max(...values));
    // A Rayleigh quotient is never below, and an eigenvalue lies within each residual.
    expect(found.values[0]).toBeGreaterThan(smallest * (1 - 1e-14));
    found.values.forEach((value, i) => {
      const nearest = Math.min(...values.map((truth) => Math.abs(truth - value)));
      expect(nearest).toBeLessThanOrEqual(found.residuals[i] * (1 + 1e-9) + 1e-15 * Math.max(...values));
    });
  });

  it('a block as large as the matrix, and a matrix of one entry', () => {
    expect(onDiagonal([3, 1, 2]).values.map((value) => Number(value.toPrecision(14)))).toEqual([1, 2, 3]);
    expect(onDiagonal([5], 1)).toMatchObject({ values: [5], steps: 1 });
  });

  it('says how far it came when the steps end', () => {
    const values = index.map((i) => 1 + i ** 2);
    const times = (block: readonly Float64Array[]) => block.map((vector) => vector.map((x, i) => x * values[i]));
    const found = lobpcg(
      { times, precondition: (block) => [...block], start: starts(3, size), norm: size ** 2 },
      { maxSteps: 10, tolerance: 1e-12 },
    );
    expect(found.steps).toBe(10);
    expect(found.values[0]).toBeGreaterThan(1.001);
    expect(found.error).toBeGreaterThan(1e-3);
  });
});

it('agrees with a dense decomposition, preconditioned by the diagonal', () => {
  const factor = randomMatrix(size, 2 * size);
  for (let i = 0; i < size; i++) factor.row(i).forEach((value, j, row) => (row[j] = value * (1 + i)));
  const matrix = gram(factor);
  const times = (block: readonly Float64Array[]) =>
    block.map((vector) => multiply(matrix, new Matrix(size, 1, vector)).data);
  const found = lobpcg(
    {
      times,
      precondition: (block) => block.map((vector) => vector.map((x, i) => x / matrix.get(i, i))),
      start: starts(3, size),
      norm: symmetricEigenvalues(matrix)[0],
    },
    run,
  );
  const truth = symmetricEigenvalues(matrix);
  expect(found.values[0] / truth[size - 1]).toBeCloseTo(1, 10);
  const gramOfVectors = found.vectors.map((a) => found.vectors.map((b) => Math.round(1e12 * dot(a, b)) / 1e12 + 0));
  expect(gramOfVectors).toEqual(Matrix.identity(3).toRows());
});

it('stays in the range of a singular matrix when start and preconditioner do', () => {
  const basis = orthonormalFactor(randomMatrix(size, 30));
  const values = Float64Array.from({ length: 30 }, (_, i) => 30 - i);
  const map = (vector: Float64Array, factor: (i: number) => number) => {
    const inside = multiply(basis.transpose(), new Matrix(size, 1, vector)).data.map((x, i) => x * factor(i));
    return multiply(basis, new Matrix(30, 1, inside)).data;
  };
  const found = lobpcg(
    {
      times: (block) => block.map((vector) => map(vector, (i) => values[i])),
      precondition: (block) => block.map((vector) => map(vector, (i) => 1 / Math.sqrt(values[i]))),
      start: starts(3, size).map((vector) => map(vector, () => 1)),
      norm: 30,
    },
    run,
  );
  expect(found.values[0]).toBeCloseTo(1, 11);
});
