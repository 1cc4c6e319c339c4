import { describe, expect, it } from 'vitest';
import { layerPredictions, modelPredictions } from '../../../src/gauss-newton/initialisation/predictions';
import { productEdges } from '../../../src/gauss-newton/initialisation/spectral-edges';
import { weightVariance } from '../../../src/gauss-newton/initialisation/weight-variance';
import { Matrix } from '../../../src/numerics/matrix';
import { gram, multiply } from '../../../src/numerics/products';
import { randomStream } from '../../../src/numerics/random';
import { symmetricEigenvalues } from '../../../src/numerics/symmetric-eigen';
import type { Initialiser, InitialiserName } from '../../../src/spec/architecture';
import { explicitSpectrum } from '../../support/explicit-gauss-newton';
import { chainSum } from '../../support/reference-linear';

const init = (name: InitialiserName, options: Partial<Initialiser> = {}): Initialiser => ({
  name,
  fan: 'in',
  gain: 1,
  seed: 0,
  ...options,
});
const all = (count: number, initialiser: Initialiser) => Array<Initialiser>(count).fill(initialiser);
const white = (rank: number) => ({ rank, kappa: 1 });
const lecun = init('lecun_normal');

function predicted(id: string, widths: number[], initialiser = lecun, sigma = white(widths[0])) {
  return modelPredictions({ widths, initialisers: all(widths.length - 1, initialiser), sigma }).find(
    (p) => p.id === id,
  );
}

describe('weight variance', () => {
  it.each([
    [lecun, 1 / 20],
    [init('kaiming_uniform', { gain: Math.SQRT2 }), 2 / 20],
    [init('kaiming_normal', { gain: Math.SQRT2, fan: 'out' }), 2 / 30],
    [init('xavier_normal', { fan: 'average' }), 2 / 50],
    [init('normal', { std: 0.5, gain: 2 }), 1],
    [init('orthogonal'), null],
    [init('zeros'), null],
  ])('%o', (initialiser, variance) => {
    const value = weightVariance(initialiser, 20, 30);
    if (variance === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(variance, 14);
  });
});

describe('edges of products', () => {
  it.each([0.01, 0.3, 0.9])('are Marchenko-Pastur for one factor, gamma %d', (gamma) => {
    const { lower, upper } = productEdges([gamma]);
    expect(lower).toBeCloseTo((1 - Math.sqrt(gamma)) ** 2, 12);
    expect(upper).toBeCloseTo((1 + Math.sqrt(gamma)) ** 2, 12);
  });

  // Truth: docs/theory/gauss-newton.md's printed edges, three digits.
  it.each([
    [50, [400, 200, 300], 0.134, 3.28],
    [20, [100, 100, 100, 100, 100], 0.056, 4.67],
    [50, Array(8).fill(500), 0.093, 4.16],
  ])('p = %d, m = %o', (p, widths, lower, upper) => {
    const edges = productEdges(widths.map((width: number) => p / width));
    expect(Math.abs(edges.lower - lower)).toBeLessThan(6e-4);
    expect(Math.abs(edges.upper - upper)).toBeLessThan(6e-3);
  });

  it('hold sampled spectra', () => {
    const p = 60;
    const widths = [400, 200, 300];
    let product = Matrix.identity(p);
    widths.forEach((width, i) => {
      const factor = new Matrix(product.cols, width, randomStream(5, `edges ${i}`).normals(product.cols * width));
      product = multiply(product, factor.scale(1 / Math.sqrt(width)));
    });
    const values = symmetricEigenvalues(gram(product));
    const { lower, upper } = productEdges(widths.map((width) => p / width));
    expect(values[p - 1] / lower).toBeGreaterThan(0.95);
    expect(values[p - 1] / lower).toBeLessThan(1.4);
    expect(values[0] / upper).toBeGreaterThan(0.8);
    expect(values[0] / upper).toBeLessThan(1.05);
  });

  it('close at a bottleneck, and are trivial without factors', () => {
    expect(productEdges([0.5, 1]).lower).toBe(0);
    expect(productEdges([])).toEqual({ lower: 1, upper: 1 });
    expect(productEdges([2]).upper).toBeCloseTo((1 + Math.SQRT2) ** 2, 12);
  });
});

describe('two layers on white data', () => {
  // Truth: docs/theory/gauss-newton.md's predicted (three digits) and sampled kappa.
  it.each([
    [32, 64, 10, 11.2, 11.0],
    [32, 128, 10, 5.98, 5.85],
    [32, 512, 10, 2.52, 2.51],
    [16, 24, 4, 10.4, 11.0],
    [64, 256, 10, 5.74, 5.74],
  ])('d %d, m %d, k %d', (d, m, k, expected, sampled) => {
    const { value = NaN, certainty } = predicted('two_layer_white', [d, m, k]) ?? {};
    expect(Math.abs(value / expected - 1)).toBeLessThan(5e-3);
    expect(Math.abs(value / sampled - 1)).toBeLessThan(0.07);
    expect(certainty).toBe('infinite-width');
  });

  it.each([
    ['a bottleneck', [32, 20, 10], white(32)],
    ['three layers', [8, 32, 32, 4], white(8)],
    ['data that are not white', [8, 32, 4], { rank: 8, kappa: 2 }],
  ])('does not speak of %s', (_, widths, sigma) => {
    expect(predicted('two_layer_white', widths, lecun, sigma)).toBeUndefined();
  });
});

describe('deep chains', () => {
  it.each([
    [[20, 120, 10], 2],
    [[20, 120, 120, 10], 3],
    [[20, 120, 120, 120, 10], 3.5],
  ])('the predicted upper estimate lies above sampled kappa, widths %o', (widths, slack) => {
    const { value = NaN, certainty } = predicted('U1_predicted', widths) ?? {};
    expect(certainty).toBe('heuristic');
    for (const seed of [1, 2, 3]) {
      const weights = widths.slice(1).map((rows, l) => {
        const draws = randomStream(seed, `layer ${l}`).normals(rows * widths[l]);
        return new Matrix(rows, widths[l], draws).scale(1 / Math.sqrt(widths[l]));
      });
      const whiteData = Matrix.identity(20).scale(Math.sqrt(20));
      const squares = chainSum(weights, whiteData);
      const { kappa } = explicitSpectrum({ ...squares, terms: squares.terms.map(compressed) });
      expect(value / kappa).toBeGreaterThan(1);
      expect(value / kappa).toBeLessThan(slack);
    }
  });

  it('counts kappa and rank of the data', () => {
    const base = predicted('U1_predicted', [20, 100, 100, 5], lecun, white(10))!.value;
    expect(predicted('U1_predicted', [20, 100, 100, 5], lecun, { rank: 10, kappa: 7 })!.value / base).toBeCloseTo(
      7,
      12,
    );
    expect(base).toBeLessThan(predicted('U1_predicted', [20, 100, 100, 5])!.value);
    expect(predicted('infinite_width', [20, 100, 5], lecun, { rank: 10, kappa: 7 })!.value).toBe(7);
  });

  it('gives no estimate at a bottleneck', () => {
    expect(predicted('U1_predicted', [20, 100, 4, 100, 5])).toBeUndefined();
  });

  it('predicts layers: closed forms for two', () => {
    const [first, second] = layerPredictions({ widths: [16, 64, 4], initialisers: all(2, lecun), sigma: white(16) });
    const of = (predictions: typeof first, id: string) => predictions.find((p) => p.id === id)?.value;
    // W is 4 x 64 with variance 1/64, V 64 x 16 with variance 1/16: mean of C_2 is 4.
    expect(of(first, 'left_max')).toBeCloseTo(1.25 ** 2, 12);
    expect(of(first, 'left_min')).toBeCloseTo(0.75 ** 2, 12);
    expect(of(first, 'right_max')).toBe(1);
    expect(of(second, 'left_min')).toBe(1);
    expect(of(second, 'right_max')).toBeCloseTo(4 * 1.5 ** 2, 12);
    expect(of(second, 'right_min')).toBeCloseTo(4 * 0.5 ** 2, 12);
    expect(of(first, 'top_share')).toBeCloseTo(1.5625 / (1.5625 + 9), 12);
    expect(of(second, 'bottom_share')).toBeCloseTo(1 / (0.5625 + 1), 12);
    expect(layerPredictions({ widths: [4, 4], initialisers: [init('zeros')], sigma: white(4) })).toEqual([[]]);
  });
});

describe('orthogonal layers', () => {
  it.each([
    [[8, 16, 16, 4], 3],
    [[8, 4], 3],
  ])('keep kappa of the data, widths %o', (widths, kappa) => {
    expect(predicted('orthogonal', widths, init('orthogonal', { gain: 3 }), { rank: 8, kappa })).toMatchObject({
      value: kappa,
      certainty: 'exact',
    });
  });

  it.each([[[8, 16, 32, 4]], [[8, 6, 6, 4]]])('promise nothing for widths %o', (widths) => {
    expect(predicted('orthogonal', widths, init('orthogonal'))).toBeUndefined();
  });
});

describe('common gain', () => {
  const kaiming = init('kaiming_normal', { gain: Math.SQRT2 });
  it('leaves every prediction where it was', () => {
    expect(predicted('U1_predicted', [5, 30, 40, 3], kaiming)!.value).toBeCloseTo(
      predicted('U1_predicted', [5, 30, 40, 3])!.value,
      10,
    );
  });
});

/** The same products with square factors, for a small explicit matrix. */
function compressed(term: ReturnType<typeof chainSum>['terms'][number]) {
  return { ...term, left: squareRoot(gram(term.left)), data: squareRoot(gram(term.data.transpose())) };
}

/** Cholesky factor's transpose is enough: any F with F F^T = A; symmetric here through its own columns. */
function squareRoot(square: Matrix): Matrix {
  const n = square.rows;
  const factor = new Matrix(n, n);
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let value = square.get(i, j);
      for (let q = 0; q < j; q++) value -= factor.get(i, q) * factor.get(j, q);
      factor.set(i, j, i === j ? Math.sqrt(value) : value / factor.get(j, j));
    }
  }
  return factor;
}
