import { describe, expect, it } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import { randomStream } from '../../../src/numerics/random';
import { multiplyTransposed } from '../../../src/numerics/products';
import { solveEquilibrium } from '../../../src/network/operations/equilibrium';
import type { ActivationFunction } from '../../../src/network/activations/activation-function';
import { dualActivation } from '../../../src/theory/dual-activations/dual-activation';
import { isUnavailable } from '../../../src/theory/certainty';
import { degeneracies } from '../../../src/theory/equilibrium/degeneracy';
import { kernelErrorBound } from '../../../src/theory/equilibrium/depth';
import { equilibriumKernel, equilibriumVariance, sourceCovariance } from '../../../src/theory/equilibrium/kernel';
import { equilibriumWidthRule } from '../../../src/theory/equilibrium/width-rule';
import { namedActivation } from '../../support/named-activation';

const scales = { weight: 0.6, input: 1, output: 1 };
const inputsOf = (seed: number, rows = 4, cols = 3) =>
  new Matrix(rows, cols, randomStream(seed, 'inputs').normals(rows * cols));

function kernel(name: string, inputs: Matrix, deviations = scales) {
  const found = equilibriumKernel(namedActivation(name), inputs, deviations);
  if (isUnavailable(found)) throw new Error(found.reason);
  return found;
}

describe('fixed points', () => {
  // Truth: closed forms.
  it.each([
    ['identity', 0.6, 1 / (1 - 0.36)],
    ['relu', 0.6, 1 / (1 - 0.18)],
    ['abs', 0.6, 1 / (1 - 0.36)],
    ['relu', 1.3, 1 / (1 - 0.845)],
    ['leaky_relu_0.5', 1, 1 / (1 - (1 + 0.25) / 2)],
  ])('variance of %s at sigma_w %d', (name, deviation, ratio) => {
    expect(equilibriumVariance(namedActivation(name), deviation, 0.7) / (0.7 * ratio)).toBeCloseTo(1, 12);
  });

  it('of a linear layer', () => {
    const inputs = inputsOf(1);
    const expected = sourceCovariance(inputs, scales).data.map((value) => value / (1 - 0.36));
    kernel('identity', inputs).covariance.data.forEach((value, at) => expect(value).toBeCloseTo(expected[at], 12));
  });

  it.each(['tanh', 'relu', 'gelu', 'sin', 'softplus', 'abs', 'elu', 'sigmoid'])(
    '%s solves its own equation',
    (name) => {
      const inputs = inputsOf(2, 5);
      const found = kernel(name, inputs);
      const source = sourceCovariance(inputs, scales);
      const dual = dualActivation(namedActivation(name));
      for (let i = 0; i < 5; i++)
        for (let j = 0; j < 5; j++) {
          const { covariance } = found;
          const image = dual.value(covariance.get(i, i), covariance.get(j, j), covariance.get(i, j));
          expect(0.36 * image + source.get(i, j)).toBeCloseTo(covariance.get(i, j), 12);
        }
      expect(found.outputEigenvalues[0]).toBeGreaterThan(0);
      // lambda_min of the tangent kernel is at least that of K.
      expect(found.tangentEigenvalues[0]).toBeGreaterThanOrEqual(found.outputEigenvalues[0] * (1 - 1e-9));
    },
  );

  it('that do not exist are said so', () => {
    expect(equilibriumKernel(namedActivation('relu'), inputsOf(1), { ...scales, weight: 1.5 })).toEqual({
      reason: expect.stringContaining('grows'),
    });
  });
});

it('iterates of the kernel keep to their error bound, 30 configurations', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const name = ['leaky_relu_0.3', 'relu', 'sin', 'abs', 'erf'][seed % 5];
    const phi = namedActivation(name);
    const dual = dualActivation(phi);
    const deviations = { ...scales, weight: 0.1 + 0.75 * ((seed % 12) / 12) };
    const inputs = inputsOf(seed, 3);
    const limit = kernel(name, inputs, deviations).covariance;
    const source = sourceCovariance(inputs, deviations);
    let iterate = source;
    for (let depth = 1; depth <= 6; depth++) {
      const bound = kernelErrorBound(phi, inputs, deviations, {
        limit: [0, 1, 2].map((i) => limit.get(i, i)),
        iterate: [0, 1, 2].map((i) => iterate.get(i, i)),
        depth,
      });
      for (let i = 0; i < 3; i++)
        for (let j = 0; j < 3; j++)
          expect(Math.abs(iterate.get(i, j) - limit.get(i, j))).toBeLessThanOrEqual(bound(i, j) * (1 + 1e-9) + 1e-12);
      const before = iterate;
      iterate = new Matrix(3, 3);
      for (let i = 0; i < 3; i++)
        for (let j = 0; j < 3; j++) {
          const image = dual.value(before.get(i, i), before.get(j, j), before.get(i, j));
          iterate.set(i, j, deviations.weight ** 2 * image + source.get(i, j));
        }
    }
  }
});

it('finite layers approach the kernel as their width predicts', () => {
  const phi = namedActivation('tanh');
  const inputs = inputsOf(3);
  const limit = kernel('tanh', inputs);
  const width = 120;
  const { fluctuation, chi } = equilibriumWidthRule(phi, scales, limit);
  const errors = Array.from({ length: 30 }, (_, seed) => {
    const stream = randomStream(seed, 'layer');
    const recurrent = new Matrix(
      width,
      width,
      stream.normals(width * width).map((x) => (0.6 * x) / Math.sqrt(width)),
    );
    const injected = new Matrix(
      width,
      3,
      stream.normals(3 * width, width * width).map((x) => x / Math.sqrt(3)),
    );
    const { states } = solveEquilibrium({ weight: recurrent, phi, drive: multiplyTransposed(inputs, injected) });
    let square = 0;
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++) {
        const product = states.row(i).reduce((sum, h, k) => sum + h * states.get(j, k), 0);
        square += (product / width - limit.output.get(i, j)) ** 2;
      }
    return square;
  });
  const predicted = fluctuation / (width * (1 - chi) ** 2);
  const measured = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  expect(Math.sqrt(measured / predicted)).toBeGreaterThan(0.6);
  expect(Math.sqrt(measured / predicted)).toBeLessThan(1.4);
});

describe('degenerate kernels', () => {
  const [x, y] = [
    [0.9, -0.4],
    [0.2, 1.1],
  ];
  it.each<[string, string, number[][], string[], boolean?]>([
    ['duplicates', 'tanh', [x, y, x], ['duplicates']],
    ['opposite samples under an odd phi', 'tanh', [x, [-0.9, 0.4], y], ['odd and antipodal']],
    ['opposite samples under relu', 'relu', [x, [-0.9, 0.4], y], []],
    ['parallel samples under relu', 'relu', [x, [1.8, -0.8], y], ['homogeneous and parallel']],
    ['parallel samples under tanh', 'tanh', [x, [1.8, -0.8], y], []],
    ['more samples than dimensions, linear', 'identity', [x, y, [0.3, 0.3]], ['affine']],
    ['parallel samples with a bias', 'relu', [x, [1.8, -0.8], y], [], true],
  ])('%s', (_, name, rows, kinds, biased = false) => {
    const inputs = Matrix.fromRows(rows);
    const found = degeneracies(namedActivation(name), inputs, { input: 1, biased });
    expect(found.map(({ kind }) => kind)).toEqual(kinds);
    const eigenvalues = kernel(name, inputs, { ...scales, ...(biased && { bias: 0.5 }) }).outputEigenvalues;
    // The kernel itself says the same.
    expect(eigenvalues[0] < 1e-12 * eigenvalues[2]).toBe(kinds.length > 0);
  });

  it('without input', () => {
    expect(degeneracies(namedActivation('tanh'), inputsOf(1), { input: 0, biased: false })).toEqual([
      { kind: 'no input' },
    ]);
  });
});

describe('the fluctuation of the width rule', () => {
  // Truth: quadrature of phi(u)^2 phi(v)^2, by the dual of the squared function.
  it.each([
    ['relu', 1e-12],
    ['leaky_relu_0.3', 1e-12],
    ['abs', 1e-12],
    ['tanh', 1e-12],
    ['identity', 1e-12],
    ['elu', 1e-3],
    ['hardtanh', 1e-2],
  ])('%s', (name, tolerance) => {
    const phi = namedActivation(name);
    const found = kernel(name, inputsOf(4, 2));
    const { covariance, output } = found;
    const { breaks, kinks } = phi;
    const squared: ActivationFunction = {
      linear: false,
      value: (x) => phi.value(x) ** 2,
      derivative: (x) => 2 * phi.value(x) * phi.derivative(x),
      breaks,
      kinks,
    };
    let expected = 0;
    for (let i = 0; i < 2; i++)
      for (let j = 0; j < 2; j++) {
        const fourth = dualActivation(squared).value(covariance.get(i, i), covariance.get(j, j), covariance.get(i, j));
        expected += fourth - output.get(i, j) ** 2;
      }
    expect(Math.abs(equilibriumWidthRule(phi, scales, found).fluctuation / expected - 1)).toBeLessThan(tolerance);
  });
});
