import { describe, expect, it } from 'vitest';
import { schurBound } from '../../../src/gauss-newton/bounds/schur';
import { Matrix } from '../../../src/numerics/matrix';
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
