import { describe, expect, it } from 'vitest';
import { activationFunction } from '../../../src/network/activations/activation';
import { leastSteepness, lipschitzConstant, slopeRange } from '../../../src/network/activations/slope-range';
import { normalCdf, normalPdf } from '../../../src/numerics/special-functions';
import type { ActivationName } from '../../../src/spec/architecture';
import { namedActivation } from '../../support/named-activation';

const phi = (name: ActivationName, argument?: number) => activationFunction({ name, argument, normalized: false });

const steepestGelu = normalCdf(Math.SQRT2) + Math.SQRT2 * normalPdf(Math.SQRT2);

describe('slopeRange', () => {
  // Truth: closed forms; gelu is steepest where 2 pdf(x) = x^2 pdf(x).
  it.each<[ActivationName, number | undefined, number, number]>([
    ['linear', undefined, 1, 1],
    ['relu', undefined, 0, 1],
    ['leaky_relu', 0.1, 0.1, 1],
    ['leaky_relu', -0.5, -0.5, 1],
    ['abs', undefined, -1, 1],
    ['relu6', undefined, 0, 1],
    ['hardtanh', undefined, 0, 1],
    ['elu', 2, 0, 2],
    ['selu', undefined, 0, 1.0507009873554805 * 1.6732632423543772],
    ['tanh', undefined, 0, 1],
    ['erf', undefined, 0, 2 / Math.sqrt(Math.PI)],
    ['sigmoid', undefined, 0, 0.25],
    ['softplus', undefined, 0, 1],
    ['sin', undefined, -1, 1],
    ['gelu', undefined, 1 - steepestGelu, steepestGelu],
    ['quadratic', undefined, -Infinity, Infinity],
    ['relu_power', 2, 0, Infinity],
    ['relu_power', 1.5, 0, Infinity],
  ])('%s %s', (name, argument, least, greatest) => {
    const found = slopeRange(phi(name, argument));
    if (Number.isFinite(least)) expect(found.least).toBeCloseTo(least, 10);
    else expect(found.least).toBe(least);
    if (Number.isFinite(greatest)) expect(found.greatest).toBeCloseTo(greatest, 10);
    else expect(found.greatest).toBe(greatest);
  });

  it('gives the Lipschitz constant', () => {
    expect(lipschitzConstant(phi('gelu'))).toBeCloseTo(steepestGelu, 12);
    expect(lipschitzConstant(phi('abs'))).toBe(1);
  });
});

describe('leastSteepness', () => {
  it.each([
    ['smooth_leaky_0.2', -Infinity, Infinity, 0.2],
    ['u+0.5sin', -Infinity, Infinity, 0.5],
    ['0.3u+tanh', -Infinity, Infinity, 0.3],
    ['tanh', -1, 1, 1 / Math.cosh(1) ** 2],
    ['gelu', 0.3, Infinity, 0.7323277668271098],
    ['softplus', 0, Infinity, 0.5],
    ['sin', -2, 2, 0],
    ['tanh', -Infinity, Infinity, 0],
  ])('of %s from %d to %d', (name, from, to, expected) => {
    expect(Math.abs(leastSteepness(namedActivation(name), from, to) - expected)).toBeLessThan(1e-12);
  });
});
