import { describe, expect, it } from 'vitest';
import { isKappaWorthwhile, measureKappa } from '../../src/gauss-newton/measured-kappa';
import { Matrix } from '../../src/numerics/matrix';
import { columnGram, gram, multiply } from '../../src/numerics/products';
import { orthonormalFactor } from '../../src/numerics/qr';
import { randomStream } from '../../src/numerics/random';

const size = 60;

/** A symmetric matrix with these eigenvalues in random directions. */
function withEigenvalues(values: readonly number[], seed: number): Matrix {
  const basis = orthonormalFactor(new Matrix(size, size, randomStream(seed, 'basis').normals(size * size)));
  return gram(multiply(basis, Matrix.diagonal(values.map(Math.sqrt))));
}

const spread = (kappa: number) => Array.from({ length: size }, (_, i) => kappa ** (-i / (size - 1)));
const clustered = (kappa: number) => [
  ...Array.from({ length: size - 20 }, (_, i) => 1 / (i + 1)),
  ...Array.from({ length: 20 }, (_, i) => (1 + i * 1e-3) / kappa),
];
const measure = (matrix: Matrix, structuralRank: number | null = null) =>
  measureKappa({ side: 'rows', matrix }, structuralRank);

describe('both ends of a spectrum that is known', () => {
  // Truth: the eigenvalues that the matrix was made of.
  it.each([1, 2, 10, 1e3, 1e6, 1e9].flatMap((kappa) => [1, 2, 3].map((seed) => ({ kappa, seed }))))(
    'kappa $kappa, directions $seed: within the stated errors',
    ({ kappa, seed }) => {
      for (const values of [spread(kappa), clustered(2 * kappa)]) {
        const found = measure(withEigenvalues(values, seed))!;
        const [lambdaMax, lambdaMin] = [Math.max(...values), Math.min(...values)];
        expect(found).toMatchObject({ rank: size, side: 'rows' });
        expect(Math.abs(found.lambdaMax / lambdaMax - 1)).toBeLessThan(1e-12);
        expect(Math.abs(found.lambdaMin / lambdaMin - 1)).toBeLessThan(found.relativeError);
        expect(found.interval[0]).toBeLessThanOrEqual(lambdaMax / lambdaMin);
        expect(found.interval[1]!).toBeGreaterThanOrEqual(lambdaMax / lambdaMin);
        expect(found.trace / values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
      }
    },
  );

  it('the error stated is rounding of the Gram matrix and nothing to speak of from the iteration', () => {
    const { relativeError } = measure(withEigenvalues(spread(100), 1))!;
    expect(relativeError).toBeLessThan(1.1 * 4 * Math.sqrt(size) * 2 ** -52 * 100);
  });

  it('its vectors are eigenvectors of either end', () => {
    const matrix = withEigenvalues(spread(50), 4);
    const { vectors, values } = measure(matrix)!;
    for (const index of [0, 1]) {
      const [vector] = vectors([index]);
      const image = multiply(matrix, new Matrix(size, 1, vector)).data;
      image.forEach((entry, i) => expect(Math.abs(entry - values[index] * vector[i])).toBeLessThan(1e-6));
    }
  });
});

describe('silence where the rank is in doubt', () => {
  const full = withEigenvalues(spread(10), 1);
  const halfRank = columnGram(new Matrix(size / 2, size, randomStream(7, 'factor').normals((size * size) / 2)));
  const infinite = new Matrix(size, size, full.data.with(0, NaN));
  it.each([
    ['a Gram matrix of half the rank', halfRank, null],
    ['zero', new Matrix(size, size), null],
    ['a smallest eigenvalue within sight of rounding', withEigenvalues(spread(1e13), 1), null],
    ['a structure that has less', full, size - 1],
    ['entries that are no numbers', infinite, null],
  ] as const)('%s', (_, matrix, structuralRank) => expect(measure(matrix, structuralRank)).toBeUndefined());

  it('a structure that has as much', () => expect(measure(full, size)).toBeDefined());
});

it.each([
  [149, null, false],
  [150, null, true],
  [1000, 999, false],
  [1000, 1000, true],
] as const)('of %d with structural rank %j worthwhile: %j', (rows, structuralRank, expected) =>
  expect(isKappaWorthwhile(rows, structuralRank)).toBe(expected),
);
