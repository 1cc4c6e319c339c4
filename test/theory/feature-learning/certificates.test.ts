import { describe, expect, it } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import { gram } from '../../../src/numerics/products';
import { randomStream } from '../../../src/numerics/random';
import { symmetricEigenvalues } from '../../../src/numerics/symmetric-eigen';
import { lipschitzConstant } from '../../../src/network/activations/slope-range';
import { isUnavailable } from '../../../src/theory/certainty';
import { dualActivation } from '../../../src/theory/dual-activations/dual-activation';
import { descentSteps, lossBound, timeToLoss } from '../../../src/theory/feature-learning/certified-rate';
import { featureWidth, fixedFeatures } from '../../../src/theory/feature-learning/fixed-features';
import { globalSlopeRate } from '../../../src/theory/feature-learning/global-slope';
import { trainByGradientFlow } from '../../../src/theory/feature-learning/gradient-flow';
import { localSlopeRate } from '../../../src/theory/feature-learning/local-slope';
import {
  gramFigures,
  leastMeanSquareSlope,
  type MeanFieldModel,
  meanSquare,
  stateOf,
  tangentKernel,
} from '../../../src/theory/feature-learning/mean-field-model';
import { measuredRegime, movementScale } from '../../../src/theory/feature-learning/movement-scale';
import { namedActivation } from '../../support/named-activation';

const steep = ['smooth_leaky_0.2', 'u+0.5sin', '0.3u+tanh', 'leaky_relu_0.3'];

/** At kinks small steps lead nowhere. */
const flowOptions = (name: string) =>
  name.startsWith('leaky') ? { tolerance: 1e-4, maximalSteps: 1000 } : { tolerance: 1e-8 };

/** Paired units (c, w), (-c, w) when `paired`, so that f(0) = 0. */
function problem(seed: number, name: string, { weight = 1, paired = false } = {}): MeanFieldModel {
  const stream = randomStream(seed, 'problem');
  const [samples, width] = [3 + (seed % 4), paired ? 20 : 4 + (seed % 9)];
  const dimension = samples + (seed % 3);
  const hidden = stream.normals(width * dimension);
  if (paired) hidden.copyWithin((width / 2) * dimension, 0, (width / 2) * dimension);
  return {
    phi: namedActivation(name),
    features: new Matrix(
      samples,
      dimension,
      stream.normals(samples * dimension, 10_000).map((x) => x / Math.sqrt(dimension)),
    ),
    targets: stream.normals(samples, 20_000),
    outputWeights: Array.from({ length: width }, (_, i) => (i < width / 2 ? weight : -weight)),
    hidden: new Matrix(width, dimension, hidden),
  };
}

it('lambda_min(H) is at least lambda_min(G) times the least mean-square slope, 2 000 problems', () => {
  const names = [...steep, 'tanh', 'relu', 'gelu', 'sin', 'softplus'];
  const violations: number[] = [];
  for (let seed = 1; seed <= 2000; seed++) {
    const model = problem(seed, names[seed % names.length], { weight: 1 + (seed % 5) });
    const state = stateOf(model);
    const smallest = symmetricEigenvalues(tangentKernel(model, state)).at(-1)!;
    const bound = gramFigures(model.features).smallest * leastMeanSquareSlope(model, state);
    if (!(smallest >= bound * (1 - 1e-9) - 1e-12)) violations.push(seed);
  }
  expect(violations).toEqual([]);
});

describe('theorem S1', () => {
  it.each(steep)('%s: the flow keeps to the bound, and to the tighter one of its own path', (name) => {
    const violations: number[] = [];
    for (let seed = 1; seed <= 12; seed++) {
      const model = problem(seed, name);
      const certified = globalSlopeRate(model);
      if (isUnavailable(certified)) throw new Error(certified.reason);
      const { points } = trainByGradientFlow(model, [0, 1, 3, 10], flowOptions(name));
      for (const { time, loss, runTimeBound } of points)
        if (!(
          loss <= runTimeBound * (1 + 1e-3) &&
          runTimeBound <= lossBound(points[0].loss, certified.rate, time) * (1 + 1e-9)
        ))
          violations.push(seed);
    }
    expect(violations).toEqual([]);
  });

  it('is tight: a linear activation and a residual along the bottom of G', () => {
    const features = Matrix.fromRows([
      [2, 0],
      [0, 0.5],
    ]);
    const model = {
      phi: namedActivation('identity'),
      features,
      targets: [0, 1],
      outputWeights: [1],
      hidden: new Matrix(1, 2),
    };
    const certified = globalSlopeRate(model);
    if (isUnavailable(certified)) throw new Error(certified.reason);
    const { points } = trainByGradientFlow(model, [0, 8]);
    expect(points[1].loss / lossBound(points[0].loss, certified.rate, 8)).toBeCloseTo(1, 8);
    expect(points[1].loss / points[0].loss).toBeCloseTo(Math.exp((-2 * 0.25 * 8) / 2), 8);
    expect(timeToLoss(certified.rate, 0.01)).toBeCloseTo(Math.log(100) / 0.25, 12);
  });

  it('discrete steps of the recommended size keep half the rate', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const model = problem(seed, steep[seed % 4]);
      const certified = globalSlopeRate(model);
      if (isUnavailable(certified)) throw new Error(certified.reason);
      const { largest } = gramFigures(model.features);
      const lipschitz = lipschitzConstant(model.phi);
      const samples = model.features.rows;
      const { step } = descentSteps(1, { samples, largest, lipschitz, meanSquare: meanSquare(model.outputWeights) });
      const start = stateOf(model).loss;
      const hidden = model.hidden.clone();
      for (let k = 1; k <= 40; k++) {
        const { preActivations, residuals } = stateOf(model, hidden);
        for (let i = 0; i < hidden.rows; i++)
          for (let a = 0; a < samples; a++) {
            const push =
              (residuals[a] * model.outputWeights[i] * model.phi.derivative(preActivations.get(a, i))) / samples;
            model.features.row(a).forEach((x, j) => (hidden.row(i)[j] -= step * push * x));
          }
        expect(stateOf(model, hidden).loss).toBeLessThanOrEqual(lossBound(start, certified.rate / 2, step * k));
      }
    }
  });

  it.each([
    ['tanh', 3, 3, 'close to it'],
    ['relu', 3, 3, 'close to it'],
    ['abs', 3, 3, 'close to it'],
    ['u+0.5sin', 4, 3, 'more samples (4) than features (3)'],
  ])('says why it does not hold: %s, %d samples in %d dimensions', (name, rows, cols, reason) => {
    const features = new Matrix(rows, cols, randomStream(1, 'x').normals(rows * cols));
    expect(globalSlopeRate({ phi: namedActivation(name), features, outputWeights: [1] })).toEqual({
      reason: expect.stringContaining(reason),
    });
  });
});

describe('theorem S2', () => {
  it.each(['tanh', 'softplus', 'gelu', 'erf'])('%s: loss and movement keep to the certificate', (name) => {
    let certified = 0;
    for (let seed = 1; seed <= 5; seed++) {
      const model = problem(seed, name, { weight: seed % 2 ? 1e4 : 1e3, paired: true });
      const found = localSlopeRate(model);
      if (isUnavailable(found)) continue;
      certified++;
      const times = [0, 1 / found.rate, 5 / found.rate];
      const { points, hidden } = trainByGradientFlow(model, times, { tolerance: 1e-8 });
      points.forEach(({ loss }, k) =>
        expect(loss).toBeLessThanOrEqual(lossBound(points[0].loss, found.rate, times[k]) * (1 + 1e-6) + 1e-18),
      );
      const [before, after] = [model.hidden, hidden].map((weights) => stateOf(model, weights).preActivations.data);
      expect(Math.max(...after.map((u, i) => Math.abs(u - before[i])))).toBeLessThanOrEqual(found.movement);
    }
    expect(certified).toBeGreaterThan(1);
  });

  it('fails by a factor where output weights are small', () => {
    const found = localSlopeRate(problem(1, 'tanh', { weight: 1, paired: true }));
    expect(isUnavailable(found) && found.factor).toBeGreaterThan(1);
  });
});

describe('fixed features', () => {
  it('in the number that the rule asks for keep the kernel, 20 draws', () => {
    const phi = namedActivation('tanh');
    const inputs = Matrix.fromRows([[0.5], [1.5], [-1]]);
    const covariance = gram(inputs);
    const kernel = new Matrix(3, 3);
    // Biases N(0, 1).
    const entry = (i: number, j: number) => covariance.get(i, j) + 1;
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) kernel.set(i, j, dualActivation(phi).value(entry(i, i), entry(j, j), entry(i, j)));
    const smallest = symmetricEigenvalues(kernel).at(-1)!;
    const rule = featureWidth(phi, 3, smallest, { loss: 0.5, failure: 0.1 });
    if (isUnavailable(rule)) throw new Error(rule.reason);
    let failures = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const stream = randomStream(seed, 'features');
      const directions = new Matrix(rule.width, 1, stream.normals(rule.width));
      const features = fixedFeatures(phi, inputs, directions, stream.normals(rule.width, rule.width));
      if (symmetricEigenvalues(gram(features)).at(-1)! < 0.5 * smallest) failures++;
    }
    expect(failures).toBeLessThanOrEqual(2);
  });

  it('need a bounded activation and a kernel that is not singular', () => {
    expect(featureWidth(namedActivation('relu'), 3, 0.1)).toEqual({ reason: expect.stringContaining('bounded') });
    expect(featureWidth(namedActivation('tanh'), 3, 0)).toEqual({ reason: expect.stringContaining('singular') });
  });
});

describe('the scale of movement', () => {
  it.each([
    [1 / 64, 64, 1, 'feature learning'],
    [1 / 8, 64, 0.5, 'lazy'],
    [1 / 4096, 64, 2, 'feature learning'],
  ])('output weights of %d at width %d', (deviation, width, exponent, regime) => {
    const found = movementScale(deviation, width)!;
    expect(found.exponent).toBeCloseTo(exponent, 12);
    expect(found.regime).toBe(regime);
  });

  it('is read off a measured drift', () => {
    expect([0.001, 0.05, 0.4].map(measuredRegime)).toEqual(['lazy', 'between', 'feature learning']);
  });
});
