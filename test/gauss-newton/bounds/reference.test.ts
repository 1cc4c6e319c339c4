import { describe, expect, it } from 'vitest';
import { linearBounds } from '../../../src/gauss-newton/bounds/linear-bounds';
import { caseSum, linearCases } from '../../support/reference-linear';

/** Truth: the 60-digit reference cases. */
const names: Record<string, string> = {
  U0: 'U0',
  U1: 'U1',
  U2: 'U2',
  U3: 'U3',
  U_staircase: 'staircase',
  Lweyl: 'weyl',
};

function expectClose(actual: number | null | undefined, truth: string, label: string): void {
  expect(typeof actual, label).toBe('number');
  const expected = Number(truth);
  const error = Math.abs((actual ?? NaN) - expected) / (expected === 0 ? 1e-3 : Math.abs(expected));
  expect(error, `${label}: ${actual} against ${truth}`).toBeLessThan(1e-9);
}

describe.each(linearCases.filter(({ loss }) => loss === 'mse'))('reference case $id', (item) => {
  const found = linearBounds(caseSum(item));
  const bound = (id: string, direction = 'upper') => found.bounds.find((b) => b.id === id && b.direction === direction);

  it.each(Object.entries(item.bounds))('%s', (name, truth) => {
    const actual = bound(names[name], name === 'Lweyl' ? 'lower' : 'upper');
    expect(actual).toBeDefined();
    if (truth === null) expect(actual?.value).toBeNull();
    else expectClose(actual?.value, truth, name);
  });

  it('ranks', () => {
    expect(found.structuralRank).toBe(item.rank);
    expect(found.layers.map(({ rankLeft }) => rankLeft)).toEqual(item.rank_left);
    expect(found.layers.map(({ rankRight }) => rankRight)).toEqual(item.rank_right);
  });

  it('layer figures', () => {
    found.layers.forEach((layer, l) => {
      expectClose(layer.top, item.layer_top[l], `top ${l}`);
      expectClose(layer.bottom, item.layer_bottom[l], `bottom ${l}`);
      if (item.alpha) expectClose(layer.alpha, item.alpha[l], `alpha ${l}`);
      else expect(layer.alpha).toBeNull();
      if (item.layer_terms_k2k2) expectClose(layer.term, item.layer_terms_k2k2[l], `term ${l}`);
      else expect(layer.term).toBeNull();
    });
  });

  it('comes within 4% of kappa from below, by alternating', () => {
    expect((bound('als', 'lower')?.value ?? 0) / Number(item.kappa)).toBeGreaterThan(0.96);
  });

  it('brackets kappa and its eigenvalues', () => {
    const kappa = Number(item.kappa);
    for (const { value, direction } of found.bounds)
      if (value !== null) expect(direction === 'upper' ? value / kappa : kappa / value).toBeGreaterThan(1 - 1e-9);
    const exact = bound('two_layer_exact');
    if (exact && exact.value !== null) expectClose(exact.value, item.kappa, 'exact');
    expect(exact?.value === null).toBe(found.layers.length > 2);
    const intervals = [
      [found.lambdaMax, Number(item.lambda_max)],
      [found.lambdaMin, Number(item.lambda_min_nz)],
    ] as const;
    for (const [[low, high], truth] of intervals) {
      expect(low / truth).toBeLessThan(1 + 1e-9);
      expect(high / truth).toBeGreaterThan(1 - 1e-9);
    }
  });
});
