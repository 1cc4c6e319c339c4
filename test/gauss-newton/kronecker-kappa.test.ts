import { describe, expect, it } from 'vitest';
import { kroneckerKappa } from '../../src/gauss-newton/kronecker-kappa';
import type { KroneckerSum } from '../../src/gauss-newton/kronecker-sum';
import { Matrix } from '../../src/numerics/matrix';
import { randomStream } from '../../src/numerics/random';
import { explicitSpectrum } from '../support/explicit-gauss-newton';
import { kinds, randomSum } from '../support/random-linear';
import { caseSum, chainSum, linearCases } from '../support/reference-linear';

/** Both ends agree with the truth within the stated error; whether there was an answer. */
function check(sum: KroneckerSum, truth: { lambdaMax: number; lambdaMin: number; rank: number }): boolean {
  const found = kroneckerKappa(sum);
  if (!found) return false;
  const { relativeError, interval } = found;
  expect(found.rank).toBe(truth.rank);
  expect(Math.abs(found.lambdaMax / truth.lambdaMax - 1)).toBeLessThan(1e-10);
  expect(Math.abs(found.lambdaMin / truth.lambdaMin - 1)).toBeLessThan(relativeError + 1e-12);
  const kappa = truth.lambdaMax / truth.lambdaMin;
  expect(interval[0]).toBeLessThanOrEqual(kappa * (1 + 1e-12));
  expect(interval[1]).toBeGreaterThanOrEqual(kappa * (1 - 1e-12));
  return true;
}

/** Share of the random networks that must get an answer: parallel paths leave the range open; elsewhere rounding alone may. */
const answered: Partial<Record<(typeof kinds)[number], number>> = {
  'skip over two': 0.5,
  'parallel branches': 0,
  'singular weights': 0.8,
};

describe.each(kinds)('%s', (kind) => {
  it('both ends of the spectrum, against the singular values of Z', () => {
    const judged = [1, 2, 3, 4, 5].flatMap((depth) =>
      [10, 20, 30].flatMap((seed) => {
        const sum = randomSum(kind, depth, seed + depth);
        const { eigenvalues, rank, kappa } = explicitSpectrum(sum);
        if (rank === 0 || kappa > 1e9) return [];
        return [check(sum, { lambdaMax: eigenvalues[0], lambdaMin: eigenvalues[rank - 1], rank })];
      }),
    );
    expect(judged.length).toBeGreaterThan(10);
    expect(judged.filter(Boolean).length / judged.length).toBeGreaterThan(answered[kind] ?? 0.95);
  });
});

describe('reference cases (60 digits)', () => {
  it.each(
    linearCases
      .filter(({ loss, kappa }) => loss === 'mse' && Number(kappa) < 1e10)
      .map((item) => [item.id, item] as const),
  )('%s', (_, item) => {
    const truth = { lambdaMax: Number(item.lambda_max), lambdaMin: Number(item.lambda_min_nz), rank: item.rank };
    if (item.kind === 'linear') expect(check(caseSum(item), truth)).toBe(true);
    else check(caseSum(item), truth);
  });
});

describe('larger networks, against the singular values of Z', () => {
  it.each([
    ['wide', [16, 30, 30, 5], 0],
    ['ill-conditioned data', [12, 20, 20, 5], 6],
    ['a head as wide as the last hidden layer', [16, 20, 8, 8], 0],
    ['a bottleneck', [16, 20, 4, 20, 6], 0],
    ['a bottleneck and ill-conditioned data', [15, 3, 20, 6], 4],
    ['more outputs than inputs', [5, 20, 20, 15], 0],
    ['fewer samples than inputs', [20, 30, 30, 5], 0, 10],
  ])('%s', (_, widths, decades, samples = widths[0] + 5) => {
    const sum = chainSum(weightsOf(widths), dataOf(samples, widths[0], decades));
    const { eigenvalues, rank } = explicitSpectrum(sum);
    expect(check(sum, { lambdaMax: eigenvalues[0], lambdaMin: eigenvalues[rank - 1], rank })).toBe(true);
  });

  it('the vectors belong to J J^T on the rows of the factor', () => {
    const sum = chainSum(weightsOf([12, 20, 3, 20, 4]), dataOf(15, 12, 1));
    const found = kroneckerKappa(sum);
    const [top, bottom] = found?.vectors([0, 1]) ?? [];
    expect(rayleighQuotient(sum, top)).toBeCloseTo(found?.lambdaMax ?? NaN, 10);
    expect(rayleighQuotient(sum, bottom)).toBeCloseTo(found?.lambdaMin ?? NaN, 10);
  });

  it.each([
    ['wide', [40, 60, 60, 60, 10]],
    ['a bottleneck', [60, 80, 6, 80, 10]],
  ])('few steps to the bottom, for the preconditioner comes near to a shifted inverse: %s', (_, widths) => {
    expect(kroneckerKappa(chainSum(weightsOf(widths), dataOf(100, widths[0], 0)))?.steps.bottom).toBeLessThan(13);
  });

  it('says nothing without learned layers, or when rounding decides the rank', () => {
    const sum = chainSum(weightsOf([5, 8, 3]), dataOf(9, 5, 0));
    expect(kroneckerKappa({ ...sum, terms: [] })).toBeUndefined();
    expect(kroneckerKappa(chainSum(weightsOf([12, 16, 5]), dataOf(20, 12, 16)))).toBeUndefined();
  });
});

function weightsOf(widths: readonly number[]): readonly Matrix[] {
  return widths.slice(1).map((rows, l) => {
    const values = randomStream(3, `weight ${l}`).normals(rows * widths[l]);
    return new Matrix(rows, widths[l], values).scale(1 / Math.sqrt(widths[l]));
  });
}

/** Gaussian samples whose features fall off by so many decades in variance. */
function dataOf(samples: number, features: number, decades: number): Matrix {
  const result = new Matrix(samples, features, randomStream(4, 'data').normals(samples * features));
  result.data.forEach((_, at) => (result.data[at] *= 10 ** ((-decades * (at % features)) / (2 * (features - 1)))));
  return result;
}

/** x^T Ghat x / x^T x by the definition, x over (direction of the data, output). */
function rayleighQuotient({ terms, outputs, rank }: KroneckerSum, x: Float64Array): number {
  let sum = 0;
  for (const { left, data } of terms)
    for (let m = 0; m < left.cols; m++)
      for (let j = 0; j < data.rows; j++) {
        let entry = 0;
        for (let i = 0; i < rank; i++)
          for (let c = 0; c < outputs; c++) entry += x[i * outputs + c] * left.get(c, m) * data.get(j, i);
        sum += entry ** 2;
      }
  return sum / x.reduce((total, value) => total + value * value, 0);
}
