import { describe, expect, it, test } from 'vitest';
import { benignOverfitting } from '../../../src/theory/deep-conditioning/benign-overfitting';
import {
  depthForGradientGrowth,
  depthForKappa,
  depthForKappaByShare,
} from '../../../src/theory/deep-conditioning/depth-for-kappa';
import { correlationsByDepth } from '../../../src/theory/deep-conditioning/depth-recursion';
import { finiteWidth } from '../../../src/theory/deep-conditioning/finite-width';
import { normalisedLengths } from '../../../src/theory/deep-conditioning/length-map';
import { depthOfSignalLoss, linearSignalShare } from '../../../src/theory/deep-conditioning/signal-decay';
import { multiplicity, operatorSpectrum, sphereSpectrum } from '../../../src/theory/deep-conditioning/sphere-spectrum';
import { equicorrelatedKappa, limitingCorrelation } from '../../../src/theory/deep-conditioning/uncentred-limit';
import { activationMoments } from '../../../src/theory/dual-activations/moments';
import { normalisedDual, rescaledDual } from '../../../src/theory/dual-activations/normalised-dual';
import { namedActivation } from '../../support/named-activation';

/** Truth: an independent implementation (kappa <= 2 for 100 inputs with correlations up to 0.9; depth of a thousandfold gradient, rounded). */
test.each([
  ['relu', 26, 28, 18],
  ['leaky_relu_0.2', 52, 56, 32],
  ['gelu', 26, 27, 25],
  ['silu', 37, 38, 36],
  ['mish', 38, 39, 36],
  ['softplus', 98, 98, 89],
  ['tanh', 88, 112, 42],
  ['erf', 71, 90, 34],
  ['sin', 41, 52, 25],
  ['elu', 118, 124, 91],
  ['selu', 231, 268, 100],
  ['sigmoid', 401, 497, 209],
  ['hardtanh', 63, 80, 25],
  ['abs', 6, 6, 7],
])('%s needs %d layers, %d by its share alone, and gradients allow %d', (name, exact, byShare, gradients) => {
  const phi = namedActivation(name);
  const { nonlinearity, normalisedSlope } = activationMoments(phi);
  expect(depthForKappa(normalisedDual(phi), 100, 0.9, 2)).toBe(exact);
  expect(depthForKappaByShare(nonlinearity, 100, 0.9, 2)).toBe(byShare);
  expect(Math.round(depthForGradientGrowth(normalisedSlope, 1000))).toBe(gradients);
});

describe('depth that never comes', () => {
  it.each([
    ['linear', normalisedDual(namedActivation('linear')), 0.9],
    ['parallel inputs', normalisedDual(namedActivation('relu')), 1],
    ['an activation that is not centred', rescaledDual(namedActivation('sigmoid')), 0.9],
  ])('%s', (_, map, largest) => expect(depthForKappa(map, 10, largest, 2)).toBeNull());

  it('none is needed where the inputs are far apart', () =>
    expect(depthForKappa(normalisedDual(namedActivation('relu')), 3, 0.1, 2)).toBe(0));
});

/** Truth: an independent implementation. */
test.each([
  ['relu', 15],
  ['gelu', 15],
  ['silu', 21],
  ['leaky_relu_0.2', 31],
  ['tanh', 64],
  ['sigmoid', 289],
  ['selu', 155],
  ['abs', 1],
])('%s keeps a hundredth of the linear signal for %d layers', (name, depth) => {
  const { nonlinearity } = activationMoments(namedActivation(name));
  expect(depthOfSignalLoss(nonlinearity, 0.01)).toBe(depth);
  expect(linearSignalShare(nonlinearity, depth)).toBeLessThanOrEqual(0.01);
});

/** Truth: an independent implementation; after 10 and 50 layers. */
test.each([
  ['relu', 2, 3.73, 6.7e5],
  ['gelu', 2, 6.7, 4.5e6],
  ['silu', 2, 16, 1.3e9],
  ['softplus', 2, 5.8, 1.1e10],
  ['mish', 2, 2.8, 706],
  ['elu', 2, 1.19, 1],
  ['tanh', 2, 1, 1],
  ['relu', 0.5, 0.72, 0.89],
])('normalised %s takes squared lengths from %d to %d and %d', (name, q0, ten, fifty) => {
  const lengths = normalisedLengths(namedActivation(name), q0, 50);
  expect(lengths[9] / ten).toBeCloseTo(1, 1);
  expect(lengths[49] / fifty).toBeCloseTo(1, 1);
});

describe('without centring', () => {
  it('He ReLU: correlations tend to 1 as 9 pi^2 / (2 l^2)', () => {
    const phi = namedActivation('relu');
    expect(limitingCorrelation(phi)).toBe(1);
    const deficit = (l: number) => l ** 2 * (1 - correlationsByDepth(rescaledDual(phi), 0.5, l)[l - 1]);
    // Independent implementation: 34.5, 41.7, 43.6 for l = 100, 500, 2000.
    expect([100, 500, 2000].map((l) => Math.round(10 * deficit(l)) / 10)).toEqual([34.5, 41.7, 43.6]);
  });

  it.each(['tanh', 'erf', 'sin', 'linear'])('odd %s: orthogonal inputs stay orthogonal', (name) =>
    expect(limitingCorrelation(namedActivation(name))).toBe(0),
  );

  it.each(['gelu', 'silu', 'mish', 'softplus', 'sigmoid', 'quadratic', 'cos'])(
    '%s: the limit is where the recursion goes',
    (name) => {
      const phi = namedActivation(name);
      const limit = limitingCorrelation(phi);
      const correlations = correlationsByDepth(rescaledDual(phi), 0.1, 3000);
      expect(correlations[2999]).toBeCloseTo(limit, 6);
    },
  );

  it('kappa of equal correlations', () => expect(equicorrelatedKappa(10, 0.5)).toBe(11));
});

describe('sphere', () => {
  it.each([
    [3, [1, 3, 5, 7, 9]],
    [2, [1, 2, 2, 2, 2]],
    [20, [1, 20, 209, 1520, 8645]],
  ])('multiplicities in dimension %d', (dimension, truth) =>
    expect(truth.map((_, degree) => multiplicity(dimension, degree))).toEqual(truth),
  );

  it.each([2, 3, 10, 32, 33, 784, 1e5])('K(t) = t + t^2 has a closed spectrum in dimension %d', (d) => {
    const { eigenvalues, hilbertSchmidt } = operatorSpectrum((t) => t + t * t, d, 5);
    // t^2 = 1/d + (1 - 1/d) P_2, and E t^2 = 1/d, E t^4 = 3 / (d (d + 2)).
    const truth = [1 / d, 1 / d, (1 - 1 / d) / multiplicity(d, 2), 0, 0];
    truth.forEach((value, k) => expect(Math.abs(eigenvalues[k] - value)).toBeLessThan(1e-14));
    expect(hilbertSchmidt ** 2 * d).toBeCloseTo(1 + 3 / (d + 2), 11);
  });

  it.each([
    ['relu', [0.165, 0.0732, 0.0238]],
    ['gelu', [0.163, 0.0711, 0.0223]],
    ['tanh', [0.21, 0.173, 0.132]],
  ])('%s: Hilbert-Schmidt norms in dimension 20, depths 1, 4, 8', (name, truth) => {
    // Independent implementation.
    [1, 4, 8].forEach((depth, i) => {
      const { hilbertSchmidt } = sphereSpectrum(normalisedDual(namedActivation(name)), 20, depth, 1);
      expect(hilbertSchmidt / truth[i]).toBeCloseTo(1, 2);
    });
  });

  it('the eigenvalues sum to the trace', () => {
    const { eigenvalues, multiplicities } = sphereSpectrum(normalisedDual(namedActivation('gelu')), 5, 2, 80);
    expect(eigenvalues.reduce((sum, value, k) => sum + value * multiplicities[k], 0)).toBeCloseTo(1, 6);
  });
});

/** Truth: an independent implementation; dimension 20, degrees 0 to 9. */
test.each([
  [1, 200, 0.105, 0.76],
  [4, 200, 0.105, 0.15],
  [8, 200, 0.005, 0.11],
  [16, 200, 0, 0.0009],
  [4, 2000, 0.115, 0.19],
  [8, 2000, 0.115, 0.025],
  [16, 2000, 0, 0.009],
])('relu of depth %d on %d samples: head %d, tail %d', (depth, samples, head, tail) => {
  const spectrum = sphereSpectrum(normalisedDual(namedActivation('relu')), 20, depth, 10);
  const { headOverSamples, samplesOverTailRank } = benignOverfitting(spectrum, samples);
  expect(headOverSamples).toBeCloseTo(head, 12);
  expect(Math.abs(samplesOverTailRank! / tail - 1)).toBeLessThan(0.06);
});

it.each([3, 20, 784])('a linear activation in dimension %d has a head and no tail', (dimension) => {
  const spectrum = sphereSpectrum(normalisedDual(namedActivation('linear')), dimension, 2, 10);
  // The d coordinates are all of the kernel x . y.
  expect(benignOverfitting(spectrum, 2000)).toMatchObject({
    headOverSamples: dimension / 2000,
    samplesOverTailRank: null,
  });
});

it('floor of the condition number at finite width', () => {
  expect(finiteWidth(10, 8, 1024)).toMatchObject({ ratio: 0.078125, certainty: 'heuristic' });
  expect(finiteWidth(16, 8, 64).kappaFloor).toBe(9);
  expect(finiteWidth(10, 1, 10).kappaFloor).toBe(Infinity);
});
