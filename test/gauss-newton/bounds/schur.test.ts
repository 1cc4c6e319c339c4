import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix as Dense } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import type { SchurLayer } from '../../../src/gauss-newton/bounds/schur';
import { schurBound } from '../../../src/gauss-newton/bounds/schur';
import { Matrix } from '../../../src/numerics/matrix';
import { randomStream } from '../../../src/numerics/random';
import { mlpCases } from '../../support/reference-linear';
import { denseFactors } from '../../support/reference-mlp';

describe('Schur bound', () => {
  it.each(mlpCases.filter(({ norm }) => norm === null))('reference case $id', (item) => {
    const { value } = schurBound(denseFactors(item));
    const truth = Number(item.bounds.U_schur);
    expect(Math.abs((value ?? NaN) / truth - 1)).toBeLessThan(1e-9);
    expect(value).toBeGreaterThan(Number(item.kappa));
  });

  it('is vacuous when no layer separates the samples', () => {
    const twice = new Matrix(2, 2, Float64Array.of(1, 2, 1, 2));
    expect(schurBound([{ left: Matrix.fromRows([[1], [1]]), right: twice }])).toMatchObject({ value: null });
  });

  it('is exact for one layer', () => {
    // K = H (x) I, H = diag(4, 1).
    const left = Matrix.fromRows([
      [1, 0],
      [0, 1],
      [1, 0],
      [0, 1],
    ]);
    expect(schurBound([{ left, right: Matrix.diagonal([2, 1]) }]).value).toBeCloseTo(4, 12);
  });
});

describe('random multilayer perceptrons', () => {
  const layer = fc.record({
    width: fc.integer({ min: 2, max: 24 }),
    act: fc.constantFrom('relu' as const, 'tanh' as const),
  });

  it('kappa lies below wherever the bound applies', () => {
    let applied = 0;
    const nets = fc.record({
      hidden: fc.array(layer, { minLength: 1, maxLength: 2 }),
      d: fc.integer({ min: 2, max: 8 }),
      n: fc.integer({ min: 1, max: 5 }),
      k: fc.integer({ min: 1, max: 3 }),
      bias: fc.boolean(),
      seed: fc.integer({ min: 0 }),
    });
    fc.assert(
      fc.property(nets, ({ hidden, d, n, k, bias, seed }) => {
        const widths = [d, ...hidden.map(({ width }) => width), k];
        const rows = (key: string, count: number, cols: number) =>
          new Matrix(count, cols, randomStream(seed, key).normals(count * cols)).toRows();
        const layers = denseFactors({
          weights: widths.slice(1).map((count, l) => rows(`${l}`, count, widths[l])),
          biases: bias ? widths.slice(1).map((count, l) => rows(`bias ${l}`, 1, count)[0]) : null,
          X: rows('x', d, n),
          act: hidden[0].act,
          slope: 0.1,
        });
        const { value } = schurBound(layers);
        const values = new EigenvalueDecomposition(explicitGram(layers, k), { assumeSymmetric: true }).realEigenvalues;
        const kappa = Math.max(...values) / Math.min(...values);
        if (value === null || !(kappa > 0 && kappa < 1e6)) return;
        applied++;
        expect(value / kappa).toBeGreaterThan(1 - 1e-9);
      }),
      { numRuns: 300 },
    );
    expect(applied).toBeGreaterThan(100);
  });
});

/** K = sum_l (H_l (x) 1 1^T) o Gamma_l, entry by entry. */
function explicitGram(layers: readonly SchurLayer[], outputs: number): Dense {
  const size = layers[0].right.rows * outputs;
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((total, value, i) => total + value * b[i], 0);
  const gram = Dense.zeros(size, size);
  for (const { left, right } of layers)
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) {
        const features = dot(right.row(Math.floor(a / outputs)), right.row(Math.floor(b / outputs)));
        gram.set(a, b, gram.get(a, b) + features * dot(left.row(a), left.row(b)));
      }
  return gram;
}
