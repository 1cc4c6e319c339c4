import { describe, expect, it, test } from 'vitest';
import { activationMoments } from '../../../src/theory/dual-activations/moments';
import { namedActivation } from '../../support/named-activation';

const names = [
  ...[
    'relu',
    'leaky_relu_0.01',
    'leaky_relu_0.2',
    'relu6',
    'abs',
    'elu',
    'elu_0.3',
    'selu',
    'gelu',
    'gelu_tanh',
    'silu',
    'mish',
  ],
  ...[
    'softplus',
    'tanh',
    'hardtanh',
    'sigmoid',
    'logsigmoid',
    'erf',
    'sin',
    'relu_power_2',
    'quadratic',
    'cos',
    'gaussian',
  ],
];

/** sum k a_k^2 >= a_1^2 + 2 (1 - a_1^2) for the Hermite coefficients of a normalised activation. */
test.each(names)('%s: D >= 1 + mu, and mu lies in (0, 1]', (name) => {
  const { nonlinearity, normalisedSlope } = activationMoments(namedActivation(name));
  expect(normalisedSlope).toBeGreaterThanOrEqual((1 + nonlinearity) * (1 - 1e-14));
  expect(nonlinearity).toBeGreaterThan(0);
  expect(nonlinearity).toBeLessThanOrEqual(1 + 1e-14);
});

describe('closed forms', () => {
  it.each<[string, Partial<Record<keyof ReturnType<typeof activationMoments>, number>>]>([
    [
      'relu',
      { mean: 1 / Math.sqrt(2 * Math.PI), secondMoment: 0.5, normalisedSlope: Math.PI / (Math.PI - 1), lengthSlope: 1 },
    ],
    ['abs', { mean: Math.sqrt(2 / Math.PI), nonlinearity: 1, squaredSlope: 1 }],
    ['quadratic', { mean: 1, variance: 2, nonlinearity: 1, normalisedSlope: 2, lengthSlope: 2 }],
    ['sin', { variance: (1 - Math.exp(-2)) / 2, linearPart: Math.exp(-0.5), squaredSlope: (1 + Math.exp(-2)) / 2 }],
    ['sign', { variance: 1, nonlinearity: 1 - 2 / Math.PI, squaredSlope: Infinity }],
    ['linear', { mean: 0, variance: 1, nonlinearity: 0, normalisedSlope: 1 }],
    ['relu_power_0.5', { squaredSlope: Infinity }],
  ])('%s', (name, expected) => {
    const moments = activationMoments(namedActivation(name));
    for (const [key, value] of Object.entries(expected)) {
      const actual = moments[key as keyof typeof moments];
      if (value === Infinity) expect(actual).toBe(Infinity);
      else expect(actual, key).toBeCloseTo(value, 13);
    }
  });
});

it('keeps the digits of a nearly linear activation', () => {
  // leaky relu with slope 1 - e: mu = (1 - 2/pi) e^2 / 4 + O(e^3); 1 - a^2 / variance has no digit left of it.
  const e = 1e-7;
  const { nonlinearity } = activationMoments(namedActivation(`leaky_relu_${1 - e}`));
  expect(nonlinearity / (((1 - 2 / Math.PI) * e * e) / 4)).toBeCloseTo(1, 6);
});
