import { describe, expect, it, test } from 'vitest';
import type { ActivationFunction } from '../../../src/network/activations/activation-function';
import { normalized } from '../../../src/network/activations/normalized';
import { gaussianExpectation } from '../../../src/numerics/gaussian-expectation';
import { gaussLegendre } from '../../../src/numerics/gauss-legendre';
import { randomStream } from '../../../src/numerics/random';
import { dualActivation } from '../../../src/theory/dual-activations/dual-activation';
import { namedActivation } from '../../support/named-activation';

/** The same function, known as nothing but a function: its dual is a quadrature in two dimensions, independent of every closed form. */
const formless = (phi: ActivationFunction): ActivationFunction => ({ ...phi, form: undefined });

/** E f(u) f(v) in polar coordinates, sector by sector between the zeros of u and v: for functions analytic on either side of 0. */
function inSectors(f: (x: number) => number, q1: number, q2: number, r: number): number {
  const angle = Math.acos(r);
  const ends = [-Math.PI / 2, angle - Math.PI / 2, Math.PI / 2, angle + Math.PI / 2, (3 * Math.PI) / 2];
  const sector = (from: number, to: number) =>
    on(from, to, (t) => {
      const [one, other] = [Math.sqrt(q1) * Math.cos(t), Math.sqrt(q2) * Math.cos(t - angle)];
      const ray = (R: number) => R * Math.exp((-R * R) / 2) * f(one * R) * f(other * R);
      return (on(0, 4.4, ray) + on(4.4, 11, ray)) / (2 * Math.PI);
    });
  return ends.slice(1).reduce((sum, to, i) => sum + sector(ends[i], to), 0);
}

const nodes = gaussLegendre(48);

function on(from: number, to: number, f: (x: number) => number): number {
  const half = (to - from) / 2;
  return nodes.reduce((sum, { x, weight }) => sum + half * weight * f(from + half * (1 + x)), 0);
}

const smoothForms = ['linear', 'erf', 'sin', 'gelu', 'quadratic'];
const kinkedAtZero = [
  'relu',
  'leaky_relu_0.2',
  'abs',
  'elu',
  'elu_0.5',
  'selu',
  'relu_power_2',
  'relu3',
  'relu_power_4',
];
const kinkedElsewhere = ['hardtanh', 'relu6'];
const functions = ['tanh', 'sigmoid', 'logsigmoid', 'softplus', 'silu', 'mish', 'gelu_tanh', 'cos', 'cubic'];

/** Closed forms and quadrature by the sizes that their errors are measured in. */
function scales(phi: ActivationFunction, q1: number, q2: number): { value: number; derivative: number } {
  const { value, derivative } = dualActivation(phi);
  return {
    value: Math.sqrt(value(q1, q1, q1) * value(q2, q2, q2)),
    derivative: Math.sqrt(derivative(q1, q1, q1) * derivative(q2, q2, q2)),
  };
}

function compare(
  name: string,
  one: ActivationFunction,
  other: ActivationFunction,
  points: readonly (readonly [number, number, number])[],
  tolerance: number,
) {
  for (const [q1, q2, r] of points) {
    const c = r * Math.sqrt(q1 * q2);
    const scale = scales(one, q1, q2);
    for (const pick of ['value', 'derivative'] as const) {
      const difference = dualActivation(one)[pick](q1, q2, c) - dualActivation(other)[pick](q1, q2, c);
      expect(Math.abs(difference) / scale[pick], `${name} ${pick} at ${q1}, ${q2}, ${r}`).toBeLessThan(tolerance);
    }
  }
}

const random = randomStream(5, 'dual activations').uniforms(300);
const points = Array.from(
  { length: 100 },
  (_, i) => [4 * random[3 * i], 4 * random[3 * i + 1], 2 * random[3 * i + 2] - 1] as const,
);
const ends = [
  [1, 1, 1],
  [0.3, 2, 1],
  [2, 0.3, -1],
  [1, 1, 0.999999],
  [1, 1, 0],
] as const;

describe('closed forms against quadrature over the plane', () => {
  const few = [...points.slice(0, 6), ...ends];

  test.each(smoothForms)('%s', (name) =>
    compare(name, namedActivation(name), formless(namedActivation(name)), few, 1e-13),
  );

  test.each(kinkedAtZero)('%s', (name) => {
    const phi = namedActivation(name);
    const dual = dualActivation(phi);
    for (const [q1, q2, r] of points.slice(0, 5)) {
      const c = r * Math.sqrt(q1 * q2);
      const scale = scales(phi, q1, q2);
      expect(Math.abs(dual.value(q1, q2, c) - inSectors(phi.value, q1, q2, r)) / scale.value).toBeLessThan(1e-13);
      expect(
        Math.abs(dual.derivative(q1, q2, c) - inSectors(phi.derivative, q1, q2, r)) / scale.derivative,
      ).toBeLessThan(1e-13);
    }
  });

  test.each(kinkedElsewhere)('%s', (name) => {
    const phi = namedActivation(name);
    compare(name, phi, formless(phi), [points[0], ends[1]], 1e-13);
  });

  test.each(['tanh', 'gelu', 'elu', 'relu'])('normalised %s', (name) => {
    const phi = normalized(namedActivation(name));
    const { value } = dualActivation(phi);
    for (const [q1, q2, r] of points.slice(0, 5))
      expect(value(q1, q2, r * Math.sqrt(q1 * q2))).toBeCloseTo(inSectors(phi.value, q1, q2, r), 11);
  });

  it('knows the arc-cosine kernel of a fractional power', () => {
    // 30-digit quadrature of the angular integral.
    const { value } = dualActivation(namedActivation('relu_power_0.5'));
    expect(value(1, 1, -0.99)).toBeCloseTo(0.001567623664019241, 15);
    expect(value(1, 1, 0.3)).toBeCloseTo(0.2266183805355982, 14);
    expect(value(1, 1, 0.9)).toBeCloseTo(0.3650548725573423, 14);
  });
});

describe('theorems', () => {
  const all = [...smoothForms, ...kinkedAtZero, ...kinkedElsewhere, ...functions];

  test.each(all)('Price: Tdot of %s is the derivative of T', (name) => {
    const { value, derivative } = dualActivation(namedActivation(name));
    for (const [q1, q2, r] of points.slice(0, 2)) {
      const [at, step] = [0.9 * r * Math.sqrt(q1 * q2), 1e-4 * Math.sqrt(q1 * q2)];
      const slope = (value(q1, q2, at + step) - value(q1, q2, at - step)) / (2 * step);
      const curvature = Math.max(1, Math.abs(slope));
      expect(Math.abs(derivative(q1, q2, at) - slope) / curvature).toBeLessThan(1e-6);
    }
  });

  test.each(all)('%s is symmetric, and its square at r = 1 is a one-dimensional integral', (name) => {
    const phi = namedActivation(name);
    const { value, derivative } = dualActivation(phi);
    for (const [q1, q2, r] of points.slice(4, 6)) {
      const c = r * Math.sqrt(q1 * q2);
      expect(value(q1, q2, c)).toBeCloseTo(value(q2, q1, c), 11);
      expect(derivative(q1, q2, c)).toBeCloseTo(derivative(q2, q1, c), 11);
      const breaks = phi.breaks.map((at) => at / Math.sqrt(q1));
      const square = gaussianExpectation((z) => phi.value(Math.sqrt(q1) * z) ** 2, breaks);
      expect(value(q1, q1, q1) / square).toBeCloseTo(1, 11);
    }
  });
});

describe('edges', () => {
  it.each([
    ['relu', 0, 0],
    ['sigmoid', 0.5 * 0.5, 1 / 16],
    ['softplus', Math.LN2 ** 2, 1 / 4],
  ])('%s at variance zero', (name, value, derivative) => {
    const dual = dualActivation(namedActivation(name));
    expect(dual.value(0, 0, 0)).toBeCloseTo(value, 15);
    expect(dual.derivative(0, 0, 0)).toBeCloseTo(derivative, 15);
  });

  it('one variance zero: phi(0) E phi(v)', () => {
    // E sigmoid is 1/2 by symmetry.
    expect(dualActivation(namedActivation('sigmoid')).value(0, 3, 0)).toBeCloseTo(0.25, 14);
  });

  it('takes inputs within rounding of parallel for parallel: relu slopes agree to the last digit', () => {
    const { derivative } = dualActivation(namedActivation('relu'));
    expect(derivative(0.3, 0.3, 0.3 * (1 - 1e-15))).toBe(derivative(0.3, 0.3, 0.3));
    expect(derivative(0.3, 0.3, 0.3)).toBe(0.5);
  });

  it.each([100, 1e4])('survives variances of %d', (q) => {
    // relu-like functions at large scale: sqrt(q) relu.
    const relu = dualActivation(namedActivation('relu')).value(q, q, 0.5 * q);
    for (const name of ['elu', 'gelu']) {
      const ratio = dualActivation(namedActivation(name)).value(q, q, 0.5 * q) / relu;
      expect(Math.abs(ratio - 1)).toBeLessThan(3 / Math.sqrt(q));
    }
    // tanh is all but the sign.
    const sign = (2 / Math.PI) * Math.asin(0.5);
    expect(Math.abs(dualActivation(namedActivation('tanh')).value(q, q, 0.5 * q) - sign)).toBeLessThan(
      1 / Math.sqrt(q),
    );
    const bounded = dualActivation(namedActivation('erf')).value(q, q, 0.5 * q);
    expect(bounded).toBeCloseTo((2 / Math.PI) * Math.asin(q / (1 + 2 * q)), 14);
  });
});

describe('far steeper than the density', () => {
  /** Truth: tanh is a sign but for a bend of moments int (1 - tanh^2) = 2 and int tanh'^2 = 4/3, softplus max(x, 0) but for O(1 / q). */
  test.each([1e6, 1e9, 1e20, 1e150, 1e200])('variance %d', (q) => {
    const density = 1 / Math.sqrt(2 * Math.PI * q);
    const tanh = dualActivation(namedActivation('tanh'));
    expect(tanh.value(q, q, q)).toBeCloseTo(1 - 2 * density, 8);
    expect(tanh.derivative(q, q, q) / density).toBeCloseTo(4 / 3, 4);
    expect(tanh.value(q, q, q / 2)).toBeCloseTo(1 / 3, 4);
    expect(tanh.value(q, 0.9 * q, q / 2) - (2 / Math.PI) * Math.asin(0.5 / Math.sqrt(0.9))).toBeCloseTo(0, 4);
    const [softplus, relu] = [dualActivation(namedActivation('softplus')), dualActivation(namedActivation('relu'))];
    const ratio = softplus.value(q, 0.9 * q, q / 2) / relu.value(q, 0.9 * q, q / 2) - 1;
    expect(Math.abs(ratio)).toBeLessThan(10 / q + 1e-14);
  });

  it('has the correlation of variances whose product overflows or underflows', () => {
    for (const q of [1e-200, 1e200]) {
      const { value, derivative } = dualActivation(namedActivation('relu'));
      expect(value(q, q, q / 2) / q).toBeCloseTo(value(1, 1, 1 / 2), 15);
      expect(derivative(q, q, q / 2)).toBeCloseTo(derivative(1, 1, 1 / 2), 15);
    }
  });
});
