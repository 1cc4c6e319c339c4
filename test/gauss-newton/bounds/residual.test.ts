import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deepResidualBound,
  plainStage,
  residualBound,
  residualStage,
  skipTwoStage,
  squareStage,
} from '../../../src/gauss-newton/bounds/residual';
import { conditionOfSigma } from '../../../src/gauss-newton/kronecker-sum';
import { Matrix } from '../../../src/numerics/matrix';
import { randomStream } from '../../../src/numerics/random';
import { singularValues } from '../../../src/numerics/svd';
import { explicitSpectrum } from '../../support/explicit-gauss-newton';
import { caseSum, chainSum, linearCases, plusIdentity, skipSum } from '../../support/reference-linear';

const rangeOf = (weight: Matrix) => {
  const values = singularValues(weight);
  return { largest: values[0], smallest: values[values.length - 1] };
};
const range = (rows: readonly (readonly number[])[]) => rangeOf(Matrix.fromRows(rows));
const two = { largest: 2, smallest: 1 };
const caseOf = (id: string) => linearCases.find((item) => item.id === id)!;

describe('residual closed forms', () => {
  it('sums the layers as written (section 4.2)', () => {
    // beta 2, norms 1, 0.5, 0.25: u = 3, 2.5, 2.25 and 1, 1.5, 1.75.
    const upper = (2.5 * 2.25) ** 2 + (3 * 2.25) ** 2 + (3 * 2.5) ** 2;
    const lower = (1.5 * 1.75) ** 2 + (1 * 1.75) ** 2 + (1 * 1.5) ** 2;
    const bound = residualBound([residualStage(2, 1), residualStage(2, 0.5), residualStage(-2, 0.25)], 7);
    expect(bound.value).toBeCloseTo((7 * upper) / lower, 10);
  });

  it('treats layers without skips by their own singular values', () => {
    // Stages 3..1 (plain) and 1 + 0.5: (1.5^2 + 3^2) / (0.5^2 + 1^2).
    const bound = residualBound([plainStage({ largest: 3, smallest: 1 }), residualStage(1, 0.5)], 1);
    expect(bound.value).toBeCloseTo((2.25 + 9) / (0.25 + 1), 12);
  });

  it('adds both layers of a branch (section 4.4)', () => {
    // One block: no other factors, (4 + 9) / (1 + 0.25).
    const block = skipTwoStage(10, { largest: 2, smallest: 1 }, { largest: 3, smallest: 0.5 });
    expect(residualBound([block], 1).value).toBeCloseTo(13 / 1.25, 12);
  });

  it.each([
    ['a branch above its skip weight', [residualStage(1, 1)]],
    ['a change of width in the middle', [squareStage(two), plainStage(two), squareStage(two)]],
    [
      'a branch whose both layers lose rank',
      [skipTwoStage(1, { largest: 1, smallest: 0 }, { largest: 0.5, smallest: 0 })],
    ],
  ])('does not apply to %s', (_, stages) => {
    expect(residualBound(stages, 1).value).toBeNull();
  });

  it('lies above kappa of the reference cases', () => {
    const small = caseOf('resid_small_w');
    const stages = small.weights!.map((rows) => residualStage(small.beta!, range(rows).largest));
    expect(residualBound(stages, conditionOfSigma(caseSum(small))).value).toBeGreaterThan(Number(small.kappa));
    const skip = caseOf('resid_skip2');
    const blocks = skip.blocks!.map(({ W1, W2 }) => skipTwoStage(skip.beta!, range(W1), range(W2)));
    expect(residualBound(blocks, conditionOfSigma(caseSum(skip))).value).toBeGreaterThan(Number(skip.kappa));
  });

  it('tends to e^{4c} in depth (section 4.5)', () => {
    expect(deepResidualBound(0.5, 4, 3).value).toBeCloseTo(3 * (1.125 / 0.875) ** 6, 10);
    expect(deepResidualBound(0.5, 1e6, 1).value! / Math.exp(2)).toBeCloseTo(1, 5);
    expect(deepResidualBound(2, 2, 1).value).toBeNull();
  });
});

describe('random residual chains', () => {
  /** Truth: kappa from the explicit Jacobian, by an independent singular value decomposition. */
  const seeds = fc.record({
    depth: fc.integer({ min: 1, max: 4 }),
    d: fc.integer({ min: 1, max: 4 }),
    seed: fc.integer({ min: 0 }),
  });
  const matrix = (seed: number, key: string, rows: number, cols: number) =>
    new Matrix(rows, cols, randomStream(seed, key).normals(rows * cols));
  const kappaSigma = conditionOfSigma;
  const holds = (value: number | null, kappa: number) => {
    if (value !== null && kappa < 1e11) expect(value / kappa).toBeGreaterThan(1 - 1e-9);
    return value !== null;
  };

  it('with a skip over each layer, between layers without', () => {
    let applied = 0;
    fc.assert(
      fc.property(seeds, ({ depth, d, seed }) => {
        const branches = Array.from({ length: depth }, (_, l) => matrix(seed, `${l}`, d + 1, d + 1).scale(0.3));
        const [first, last] = [matrix(seed, 'first', d + 1, d), matrix(seed, 'last', d, d + 1)];
        const sum = chainSum([first, ...branches.map((w) => plusIdentity(w, 1.5)), last], matrix(seed, 'x', d + 3, d));
        const stages = [
          plainStage(rangeOf(first)),
          ...branches.map((w) => residualStage(1.5, rangeOf(w).largest)),
          plainStage(rangeOf(last)),
        ];
        if (holds(residualBound(stages, kappaSigma(sum)).value, explicitSpectrum(sum).kappa)) applied++;
      }),
      { numRuns: 200 },
    );
    expect(applied).toBeGreaterThan(50);
  });

  it('with skips over two layers', () => {
    let applied = 0;
    fc.assert(
      fc.property(seeds, ({ depth, d, seed }) => {
        const blocks = Array.from({ length: depth }, (_, b) => [
          matrix(seed, `${b} in`, d + 1, d).scale(0.5),
          matrix(seed, `${b} out`, d, d + 1).scale(0.5),
        ]);
        const sum = skipSum(blocks, 2, matrix(seed, 'x', d + 3, d));
        const stages = blocks.map(([w1, w2]) => skipTwoStage(2, rangeOf(w1), rangeOf(w2)));
        if (holds(residualBound(stages, kappaSigma(sum)).value, explicitSpectrum(sum).kappa)) applied++;
      }),
      { numRuns: 200 },
    );
    expect(applied).toBeGreaterThan(50);
  });

  it('with branches of norm c / depth', () => {
    fc.assert(
      fc.property(seeds, ({ depth, d, seed }) => {
        const branches = Array.from({ length: depth }, (_, l) => {
          const weight = matrix(seed, `${l}`, d, d);
          return weight.scale(0.9 / depth / rangeOf(weight).largest);
        });
        const sum = chainSum(
          branches.map((w) => plusIdentity(w, 1)),
          matrix(seed, 'x', d + 3, d),
        );
        expect(holds(deepResidualBound(0.9, depth, kappaSigma(sum)).value, explicitSpectrum(sum).kappa)).toBe(true);
      }),
    );
  });
});
