import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { householderComplement, lossFactor, softmax } from '../../src/gauss-newton/loss-factor';
import { Matrix } from '../../src/numerics/matrix';
import { multiplyTransposed, transposeMultiply } from '../../src/numerics/products';
import type { Architecture, Loss, Shape } from '../../src/spec/architecture';

type Layout = Architecture['layout'];

const logits = (k: number) => fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: k, maxLength: k });
const sample = (values: readonly number[]) => Matrix.fromRows([values]);

function factorOf(loss: Loss, outputs: Matrix, output: Shape = [outputs.cols], layout: Layout = 'channels_last') {
  return lossFactor({ loss, output, layout }, outputs);
}

describe('rows whose outer products sum to the Hessian of the loss in the outputs', () => {
  it('mse: the identity for every sample', () => {
    const { seeds, rowsPerSample } = factorOf('mse', new Matrix(2, 3));
    expect(rowsPerSample).toBe(3);
    expect(seeds.toRows()).toEqual([...Matrix.identity(3).toRows(), ...Matrix.identity(3).toRows()]);
  });

  // Truth: diag(p) - p p^T, k - 1 rows.
  it.each([2, 3, 5])('cross entropy with %d classes: diag(p) - p p^T', (k) => {
    fc.assert(
      fc.property(logits(k), (values) => {
        const { seeds, rowsPerSample } = factorOf('cross_entropy', sample(values));
        const p = softmax(Float64Array.from(values));
        const hessian = transposeMultiply(seeds, seeds);
        expect(rowsPerSample).toBe(k - 1);
        for (let a = 0; a < k; a++)
          for (let b = 0; b < k; b++) expect(hessian.get(a, b)).toBeCloseTo((a === b ? p[a] : 0) - p[a] * p[b], 14);
      }),
    );
  });

  // Truth: diag(p) - p p^T within a position, nothing between two.
  it.each([
    { layout: 'channels_last', output: [2, 2, 3], at: (t: number, c: number) => 3 * t + c },
    { layout: 'channels_first', output: [3, 2, 2], at: (t: number, c: number) => 4 * c + t },
    { layout: 'channels_first', output: [12], at: (t: number, c: number) => 12 * t + c },
  ] as const)('cross entropy at the positions of $output, $layout', ({ layout, output, at }) => {
    const values = Array.from({ length: 12 }, (_, j) => Math.sin(5 * j));
    const { seeds, rowsPerSample } = factorOf('cross_entropy', Matrix.fromRows([values, values]), output, layout);
    const classes = output.length === 1 ? 12 : 3;
    const positions = 12 / classes;
    expect([rowsPerSample, seeds.rows]).toEqual([positions * (classes - 1), 2 * positions * (classes - 1)]);
    const own = new Matrix(rowsPerSample, 12, seeds.data.slice(rowsPerSample * 12));
    const hessian = transposeMultiply(own, own);
    const entries = Array.from({ length: 12 }, (_, j) => [Math.floor(j / classes), j % classes]);
    for (const [t, a] of entries) {
      const p = softmax(Float64Array.from({ length: classes }, (_, c) => values[at(t, c)]));
      for (const [s, b] of entries) {
        const expected = s !== t ? 0 : (a === b ? p[a] : 0) - p[a] * p[b];
        expect(hessian.get(at(t, a), at(s, b))).toBeCloseTo(expected, 14);
      }
    }
  });

  it('keeps the relative digits of a confident prediction', () => {
    // Two classes: H = p1 p2 (1, -1)(1, -1)^T.
    const { seeds } = factorOf('cross_entropy', sample([0, -60]));
    const small = Math.exp(-60) / (1 + Math.exp(-60)) ** 2;
    expect(seeds.get(0, 1) ** 2 / small).toBeCloseTo(1, 13);
    expect(seeds.get(0, 0)).toBeCloseTo(-seeds.get(0, 1), 14);
  });

  it.each([
    [0, 0.25],
    [2, Math.exp(2) / (1 + Math.exp(2)) ** 2],
    [-2, Math.exp(2) / (1 + Math.exp(2)) ** 2],
    [800, 0],
  ])('binary cross entropy at logit %d: p (1 - p) = %d', (logit, curvature) => {
    const { seeds } = factorOf('binary_cross_entropy', sample([logit, 0]));
    expect(seeds.get(0, 0) ** 2).toBeCloseTo(curvature, 15);
    expect([seeds.get(0, 1), seeds.get(1, 1)]).toEqual([0, 0.5]);
  });

  it('the complement of a unit vector is orthonormal and perpendicular to it', () => {
    fc.assert(
      fc.property(logits(4), (values) => {
        const norm = Math.hypot(...values);
        fc.pre(norm > 1e-6);
        const direction = Float64Array.from(values, (value) => value / norm);
        const basis = householderComplement(direction);
        const products = multiplyTransposed(basis, basis);
        for (let i = 0; i < 3; i++) {
          for (let j = 0; j < 3; j++) expect(products.get(i, j)).toBeCloseTo(i === j ? 1 : 0, 14);
          expect(basis.row(i).reduce((sum, value, j) => sum + value * direction[j], 0)).toBeCloseTo(0, 14);
        }
      }),
    );
  });
});
