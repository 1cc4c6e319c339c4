import { describe, expect, it, test } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import { gram, multiplyTransposed } from '../../../src/numerics/products';
import { randomStream } from '../../../src/numerics/random';
import { angularSpectrum } from '../../../src/theory/mean-field/angular-spectrum';
import { predictedBatchEntropy } from '../../../src/theory/mean-field/batch-entropy';
import { effectiveConnectivity } from '../../../src/theory/mean-field/effective-connectivity';
import { normalisedResidualGradients } from '../../../src/theory/mean-field/normalised-residual';
import { varianceLimit } from '../../../src/theory/mean-field/variance-fixed-point';
import { nextVariance } from '../../../src/theory/mean-field/variance-maps';
import { activationKernels } from '../../../src/theory/infinite-width/activation-kernels';
import { denseKernels } from '../../../src/theory/infinite-width/affine-kernels';
import { inputKernels } from '../../../src/theory/infinite-width/kernel-state';
import { namedActivation } from '../../support/named-activation';

describe('where variances go', () => {
  test.each([
    // Closed forms: relu and leaky relu multiply q by a constant; selu is made for its fixed point at 1.
    ['relu', 2, 0, 1, 'fixed', 1],
    ['relu', 2, 0, 7, 'fixed', 7],
    ['leaky_relu_0.5', 1.6, 0, 3, 'fixed', 3],
    ['relu', 1, 0.3, 1, 'fixed', 0.6],
    ['relu', 1.999, 1e-4, 1, 'fixed', 0.2],
    ['selu', 1, 0, 1, 'fixed', 1],
    ['relu', 1.9, 0, 1, 'collapses', 0],
    ['relu', 1.9999, 0, 1, 'collapses', 0],
    ['relu', 2.1, 0, 1, 'diverges', 0],
    ['relu', 2.00001, 0, 1, 'diverges', 0],
    ['linear', 0.5, 0, 1, 'collapses', 0],
    // Algebraic decay to zero, without a fixed point.
    ['tanh', 1, 0, 1, 'collapses', 0],
    ['gelu', 2, 0, 1, 'collapses', 0],
    ['silu', 2, 0, 1, 'collapses', 0],
  ] as const)('%s with sigma_w^2 = %d, sigma_b^2 = %d from %d: %s %d', (name, weight, bias, q0, kind, variance) => {
    const limit = varianceLimit(namedActivation(name), { weight, bias }, q0);
    expect(limit.kind).toBe(kind);
    if (limit.kind === 'fixed') expect(limit.variance / variance).toBeCloseTo(1, 9);
  });

  it.each(['tanh', 'erf', 'sin', 'elu', 'hardtanh', 'softplus'])(
    '%s: the fixed point is one, and iteration finds it',
    (name) => {
      const phi = namedActivation(name);
      const variances = { weight: 1.3, bias: 0.07 };
      for (const q0 of [1e-3, 30]) {
        const limit = varianceLimit(phi, variances, q0);
        if (limit.kind !== 'fixed') throw new Error(limit.kind);
        expect(nextVariance(phi, variances, limit.variance) / limit.variance).toBeCloseTo(1, 13);
        let q = q0;
        for (let l = 0; l < 120; l++) q = nextVariance(phi, variances, q);
        expect(q / limit.variance).toBeCloseTo(1, 6);
      }
    },
  );

  it('calls the phases by the slope: selu is mildly chaotic', () => {
    const limit = varianceLimit(namedActivation('selu'), { weight: 1, bias: 0 }, 1);
    expect(limit).toMatchObject({ kind: 'fixed', certainty: 'infinite-width' });
    if (limit.kind === 'fixed') expect(limit.gradientFactor).toBeCloseTo(1.071574992456, 11);
  });
});

describe('layer norm and skips', () => {
  it.each(['relu', 'tanh', 'gelu'])(
    '%s with skip 1: chi - 1 falls as zeta / l, whatever the initialisation',
    (name) => {
      for (const weight of [0.5, 2, 9]) {
        const { factors, limit, exponent } = normalisedResidualGradients(
          namedActivation(name),
          { weight, bias: 0.1 },
          { skip: 1, q0: 1, depth: 20_000 },
        );
        expect(limit).toBe(1);
        expect(((factors[19_999] - 1) * 20_000) / exponent!).toBeCloseTo(1, 2);
      }
    },
  );

  it.each([0, 0.5, 0.9])('skip %d: the factors tend to the limit', (skip) => {
    const { factors, limit } = normalisedResidualGradients(
      namedActivation('gelu'),
      { weight: 1.4, bias: 0.2 },
      { skip, q0: 3, depth: 400 },
    );
    expect(factors[399] / limit).toBeCloseTo(1, 10);
  });
});

/** Truth: a network of width 800. */
test.each(['relu', 'tanh'])('batch entropy of %s layers is that of a wide network', (name) => {
  const phi = namedActivation(name);
  const [samples, features, width, depth] = [20, 40, 800, 2];
  const stream = randomStream(8, `batch entropy of ${name}`);
  const inputs = new Matrix(samples, features, stream.normals(samples * features));
  const layer = { weightVariance: 1.8, fanIn: 1, biasVariance: 0, biased: false, learned: true };
  let state = denseKernels(inputKernels([inputs], 'equal'), layer);
  let units = inputs;
  for (let l = 0; l < depth; l++) {
    const scale = Math.sqrt(1.8 / units.cols);
    const weights = randomStream(8, `${name} layer ${l}`)
      .normals(width * units.cols)
      .map((z) => z * scale);
    const sums = multiplyTransposed(units, new Matrix(width, units.cols, weights));
    expect(Math.abs(predictedBatchEntropy(state.covariance[0]) / meanEntropy(sums) - 1)).toBeLessThan(0.05);
    units = new Matrix(samples, width, sums.data.map(phi.value));
    state = denseKernels(activationKernels(phi, state), layer);
    if (l === 0) expect(gram(sums).get(0, 0) / width).toBeCloseTo(1.8 * (gram(inputs).get(0, 0) / features), 0);
  }
});

function meanEntropy(units: Matrix): number {
  const entropies = Array.from({ length: units.cols }, (_, j) => {
    const column = units.column(j);
    const mean = column.reduce((sum, x) => sum + x / column.length, 0);
    const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (column.length - 1);
    return 0.5 * Math.log(Math.PI * Math.E * variance + 1);
  });
  return entropies.reduce((sum, entropy) => sum + entropy / entropies.length, 0);
}

test('a constant batch has no entropy', () => {
  expect(predictedBatchEntropy(new Matrix(3, 3, new Float64Array(9).fill(2)))).toBe(0);
  expect(predictedBatchEntropy(Matrix.identity(1))).toBe(0);
});

describe('effective depth and width', () => {
  it('L residual blocks of two layers have 2^L paths of mean depth L', () => {
    const blocks = 40;
    const edges = Array.from({ length: blocks }, (_, i) => [
      { from: 2 * i, to: 2 * i + 1, learned: true },
      { from: 2 * i + 1, to: 2 * i + 2, learned: true },
      { from: 2 * i, to: 2 * i + 2, learned: false },
    ]).flat();
    const { paths, depth, width } = effectiveConnectivity(edges, 0, 2 * blocks);
    expect(paths).toBe(2 ** blocks);
    expect(depth).toBeCloseTo(blocks, 10);
    expect(width).toBeCloseTo((2 ** blocks - 1) / blocks, 0);
  });

  it('knows graphs without weights, and edges in any order', () => {
    const edges = [
      { from: 2, to: 1, learned: false },
      { from: 0, to: 2, learned: false },
    ];
    expect(effectiveConnectivity(edges, 0, 1)).toMatchObject({ paths: 1, depth: 0, width: 0 });
  });
});

describe('angular spectra', () => {
  it.each([
    ['tanh', 0.3, 4, 2],
    ['gelu', 0, 3, 2],
    ['sin', 0.5, 2, 9],
    ['erf', 0.2, 16, 2],
  ])(
    '%s, bias %d, depth %d, S^%d: a law whose second moment is slope^depth',
    (name, biasDeviation, depth, sphereDimension) => {
      const { shares, secondMoment } = angularSpectrum(namedActivation(name), {
        biasDeviation,
        depth,
        sphereDimension,
      });
      expect(Math.min(...shares)).toBeGreaterThan(-1e-11);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 8);
      const moment = shares.reduce(
        (sum, share, l) => sum + (share * l * (l + sphereDimension - 1)) / sphereDimension,
        0,
      );
      expect(moment / secondMoment).toBeCloseTo(1, 5);
    },
  );

  it.each([
    ['relu', 0, 'sparse', 1],
    ['abs', 0, 'sparse', 1],
    ['relu', 0.5, 'low-disorder', 0.75],
    ['tanh', 0, 'high-disorder', 1.177807],
    ['tanh', 0.6, 'low-disorder', 0.753797],
    ['gelu', 0, 'high-disorder', 1.072032],
    ['softplus', 0, 'low-disorder', 0.318459],
    ['sigmoid', 0, 'low-disorder', 0.152827],
  ])('%s with bias %d is %s', (name, biasDeviation, disorder, slope) => {
    const spectrum = angularSpectrum(namedActivation(name), { biasDeviation, depth: 1, sphereDimension: 2 });
    expect(spectrum.disorder).toBe(disorder);
    expect(spectrum.slope).toBeCloseTo(slope, 6);
  });

  it.each([
    ['relu', 1],
    ['tanh', 11],
    ['erf', 15],
    ['sin', 25],
    ['gelu', 5],
    ['softplus', 0],
  ])('%s at depth 16: 95 percent lie within degree %d', (name, support) =>
    expect(angularSpectrum(namedActivation(name), { biasDeviation: 0, depth: 16, sphereDimension: 2 }).support).toBe(
      support,
    ),
  );
});
