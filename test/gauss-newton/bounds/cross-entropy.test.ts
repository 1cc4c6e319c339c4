import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix as Dense } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { centredLogits } from '../../../src/gauss-newton/bounds/centred-logits';
import { householderComplement } from '../../../src/gauss-newton/loss-factor';
import {
  binaryCrossEntropyCurvature,
  crossEntropyBounds,
  crossEntropyCurvature,
} from '../../../src/gauss-newton/bounds/cross-entropy';
import { linearBounds } from '../../../src/gauss-newton/bounds/linear-bounds';
import { Matrix } from '../../../src/numerics/matrix';
import { gram, multiplyTransposed } from '../../../src/numerics/products';
import { explicitSpectrum } from '../../support/explicit-gauss-newton';
import { classScores } from '../../../src/spec/class-scores';
import { caseSum, linearCases } from '../../support/reference-linear';

const scoresOf = (output: readonly number[], layout: 'channels_last' | 'channels_first' = 'channels_last') =>
  classScores({ output, layout });

const softmax = (row: ArrayLike<number>) => {
  const exponentials = Array.from(row, (value) => Math.exp(value - Math.max(...Array.from(row))));
  const total = exponentials.reduce((a, b) => a + b);
  return exponentials.map((value) => value / total);
};

describe('curvature of cross entropy', () => {
  it.each([
    { name: 'uniform', p: [0.25, 0.25, 0.25, 0.25], smallest: 0.25, largest: 0.25 },
    { name: 'two classes: 2 p q', p: [0.9, 0.1], smallest: 0.18, largest: 0.18 },
    { name: 'a tie at the top', p: [0.4, 0.4, 0.2], smallest: 0.24, largest: 0.4 },
    { name: 'two tiny classes', p: [1 - 2e-30, 1e-30, 1e-30], smallest: 1e-30, largest: 3e-30 },
  ])('$name', ({ p, smallest, largest }) => {
    // Truth: eigenvalues by hand; with (b, a, a) they are a and 3 a b on the vectors of zero sum.
    const range = crossEntropyCurvature(Matrix.fromRows([p]));
    expect(range.smallest / smallest).toBeCloseTo(1, 12);
    expect(range.largest / largest).toBeCloseTo(1, 12);
  });

  it('agrees with the eigenvalues of diag(p) - p p^T', () => {
    const logits = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 2, maxLength: 7 });
    fc.assert(
      fc.property(logits, (row) => {
        const p = softmax(row);
        const h = Dense.diag(p).sub(Dense.columnVector(p).mmul(Dense.rowVector(p)));
        const truth = new EigenvalueDecomposition(h, { assumeSymmetric: true }).realEigenvalues.toSorted(
          (a, b) => a - b,
        );
        const range = crossEntropyCurvature(Matrix.fromRows([p]));
        expect(range.smallest / truth[1]).toBeCloseTo(1, 10);
        expect(range.largest / truth[truth.length - 1]).toBeCloseTo(1, 10);
      }),
    );
  });

  it('takes the extremes over the samples', () => {
    const range = crossEntropyCurvature(
      Matrix.fromRows([
        [0.5, 0.5],
        [0.9, 0.1],
      ]),
    );
    expect(range.smallest).toBeCloseTo(0.18, 14);
    expect(range.largest).toBeCloseTo(0.5, 14);
    expect(binaryCrossEntropyCurvature(Matrix.fromRows([[0.5, 0.9]]))).toEqual({
      smallest: 0.9 * (1 - 0.9),
      largest: 0.25,
    });
  });

  it('gives no bound when a probability vanishes', () => {
    const curvature = crossEntropyCurvature(Matrix.fromRows([[1, 0, 0]]));
    for (const bound of crossEntropyBounds({ lower: 1, upper: 1 }, curvature)) expect(bound.value).toBeNull();
  });
});

describe('cross entropy bounds', () => {
  it('uses an orthonormal basis of the vectors of zero sum', () => {
    const basis = householderComplement(new Float64Array(5).fill(1 / Math.sqrt(5)));
    expect(gram(basis).toRows().flat()).toEqual(
      Matrix.identity(4)
        .toRows()
        .flat()
        .map((x) => expect.closeTo(x, 14)),
    );
    expect(Array.from(multiplyTransposed(basis, Matrix.fromRows([[1, 1, 1, 1, 1]])).data)).toEqual(
      Array(4).fill(expect.closeTo(0, 14)),
    );
  });

  it.each(linearCases.filter(({ loss }) => loss === 'ce'))('bracket kappa of reference case $id', (item) => {
    const sum = centredLogits(caseSum(item), scoresOf([caseSum(item).outputs]));
    const truth = Number(item.kappa);
    const curvature = crossEntropyCurvature(caseProbabilities(item));
    const squared = explicitSpectrum(sum);
    expect(squared.rank).toBe(item.rank);
    const [lower, upper] = crossEntropyBounds({ lower: squared.kappa, upper: squared.kappa }, curvature);
    expect(lower.value).toBeLessThanOrEqual(truth);
    expect(upper.value).toBeGreaterThanOrEqual(truth);
    expect(upper.value! / squared.kappa).toBeCloseTo(curvature.largest / curvature.smallest, 9);
    const u0 = linearBounds(sum).bounds.find(({ id }) => id === 'U0');
    expect(u0?.value).toBeGreaterThanOrEqual(squared.kappa * (1 - 1e-12));
  });
});

it('centred logits of two layers have an exact value too', () => {
  const whole = caseSum(linearCases.find(({ id }) => id === 'lin2_illSigma')!);
  const sum = centredLogits(whole, scoresOf([whole.outputs]));
  const exact = linearBounds(sum).bounds.find(({ certainty }) => certainty === 'exact');
  expect((exact?.value ?? NaN) / explicitSpectrum(sum).kappa).toBeCloseTo(1, 9);
});

it.each(['channels_last', 'channels_first'] as const)('centres the logits of every position, %s', (layout) => {
  const output = layout === 'channels_last' ? [2, 3] : [3, 2];
  const left = Matrix.fromRows(Array.from({ length: 6 }, (_, at) => [at, at ** 2 % 7]));
  const term = { layer: 0, left, data: Matrix.identity(1) };
  const sigma = { eigenvalues: Float64Array.of(1), full: true };
  const sum = { outputs: 6, rank: 1, terms: [term], nested: true, sigma };
  const centred = centredLogits(sum, scoresOf(output, layout));
  // Truth: A with every position's mean over the classes taken off; the basis of the complement may be any.
  const scores = (t: number) => [0, 1, 2].map((c) => (layout === 'channels_last' ? 3 * t + c : 2 * c + t));
  const expected = left.clone();
  for (const t of [0, 1])
    for (const column of [0, 1]) {
      const mean = scores(t).reduce((total, at) => total + left.get(at, column), 0) / 3;
      scores(t).forEach((at) => expected.set(at, column, left.get(at, column) - mean));
    }
  expect(centred.outputs).toBe(4);
  const products = (matrix: Matrix) => gram(matrix.transpose()).toRows().flat();
  products(centred.terms[0].left).forEach((value, at) => expect(value).toBeCloseTo(products(expected)[at], 12));
});

function caseProbabilities({ weights, X }: (typeof linearCases)[number]): Matrix {
  return Matrix.fromRows(
    X[0].map((_, i) => {
      const outputs = (weights ?? []).reduce(
        (features: readonly number[], weight) =>
          weight.map((row) => row.reduce((total, w, q) => total + w * features[q], 0)),
        X.map((row) => row[i]),
      );
      return softmax(outputs);
    }),
  );
}
