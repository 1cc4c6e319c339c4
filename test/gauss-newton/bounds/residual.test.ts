import { describe, expect, it } from 'vitest';
import {
  deepResidualBound,
  deepResidualLimit,
  plainStage,
  positiveResidualStage,
  residualBound,
  residualStage,
  skipTwoStage,
} from '../../../src/gauss-newton/bounds/residual';
import { conditionOfSigma } from '../../../src/gauss-newton/kronecker-sum';
import { Matrix } from '../../../src/numerics/matrix';
import { singularValues } from '../../../src/numerics/svd';
import { caseSum, linearCases } from '../../support/reference-linear';

const range = (rows: readonly (readonly number[])[]) => {
  const values = singularValues(Matrix.fromRows(rows));
  return { largest: values[0], smallest: values[values.length - 1] };
};
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

  it('knows positive semidefinite branches exactly', () => {
    const stages = [1, 2].map((largest) => positiveResidualStage(1, { largest, smallest: 0 }));
    expect(residualBound(stages, 1).value).toBeCloseTo((4 + 9) / 2, 12);
  });

  it('adds both layers of a branch (section 4.4)', () => {
    // One block: no other factors, (4 + 9) / (1 + 0.25).
    const block = skipTwoStage(10, { largest: 2, smallest: 1 }, { largest: 3, smallest: 0.5 });
    expect(residualBound([block], 1).value).toBeCloseTo(13 / 1.25, 12);
  });

  it.each([
    ['a branch above its skip weight', [residualStage(1, 1)]],
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
    expect(deepResidualBound(0.5, 1e6, 1).value! / deepResidualLimit(0.5)).toBeCloseTo(1, 5);
    expect(deepResidualBound(2, 2, 1).value).toBeNull();
  });
});
