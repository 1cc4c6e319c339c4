import { expect, it, test } from 'vitest';
import { randomStream } from '../../../src/numerics/random';
import { dualActivation } from '../../../src/theory/dual-activations/dual-activation';
import { hermiteDual } from '../../../src/theory/dual-activations/hermite';
import { normalisedDual, rescaledDual } from '../../../src/theory/dual-activations/normalised-dual';
import { activationMoments } from '../../../src/theory/dual-activations/moments';
import { preparedDual } from '../../../src/theory/dual-activations/prepared-dual';
import { namedActivation } from '../../support/named-activation';

const names = ['relu', 'tanh', 'silu', 'softplus', 'elu', 'hardtanh', 'gelu_tanh', 'sigmoid', 'cubic', 'erf'];
const random = randomStream(9, 'prepared duals').uniforms(40);

/** Truth: the dual itself, one pair at a time. */
test.each(names)('%s: all pairs at once, unequal and equal variances', (name) => {
  const phi = namedActivation(name);
  const dual = dualActivation(phi);
  for (const variances of [
    [0.2, 1, 3.9, 0],
    [1.7, 1.7, 1.7, 1.7],
  ]) {
    const prepared = preparedDual(phi, variances);
    for (const [i, j, r] of [
      [0, 1, 0.5],
      [2, 2, 1],
      [1, 2, -0.97],
      [3, 1, 0],
      [2, 1, random[0]],
    ]) {
      const c = r * Math.sqrt(variances[i] * variances[j]);
      expect(prepared.value(i, j, c)).toBeCloseTo(dual.value(variances[i], variances[j], c), 12);
      expect(prepared.derivative(i, j, c)).toBeCloseTo(dual.derivative(variances[i], variances[j], c), 12);
    }
  }
});

test.each(names)('%s: tables of the normalised and rescaled duals', (name) => {
  const phi = namedActivation(name);
  const { value, derivative } = dualActivation(phi);
  const { mean, variance, secondMoment, normalisedSlope } = activationMoments(phi);
  const [normalised, rescaled] = [normalisedDual(phi), rescaledDual(phi)];
  for (const u of random.subarray(0, 8)) {
    const r = 2 * u - 1;
    expect(normalised.value(r)).toBeCloseTo((value(1, 1, r) - mean ** 2) / variance, 12);
    expect(normalised.derivative(r)).toBeCloseTo(derivative(1, 1, r) / variance, 12);
    expect(rescaled.value(r)).toBeCloseTo(value(1, 1, r) / secondMoment, 12);
  }
  expect([normalised.value(1), rescaled.value(1), normalised.derivative(1)]).toEqual([1, 1, normalisedSlope]);
  expect(Math.abs(normalised.value(0))).toBeLessThan(1e-14);
});

it('refuses a series that is too short', () => {
  expect(hermiteDual(Math.tanh, 1)).toBeDefined();
  expect(hermiteDual((x) => Math.tanh(30 * x), 1)).toBeUndefined();
});

it('asks an activation for no more values once its dual is known', () => {
  let calls = 0;
  const phi = namedActivation('tanh');
  const counted = { ...phi, value: (x: number) => (calls++, phi.value(x)) };
  const { value } = normalisedDual(counted);
  value(0.5);
  const before = calls;
  for (let i = 0; i < 1000; i++) value(i / 1000);
  expect(calls).toBe(before);
});
