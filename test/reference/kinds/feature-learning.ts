import { expect } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import { gram } from '../../../src/numerics/products';
import { symmetricEigenvalues } from '../../../src/numerics/symmetric-eigen';
import { isUnavailable } from '../../../src/theory/certainty';
import { lossBound, timeToLoss } from '../../../src/theory/feature-learning/certified-rate';
import { fixedFeatures } from '../../../src/theory/feature-learning/fixed-features';
import { globalSlopeRate } from '../../../src/theory/feature-learning/global-slope';
import { trainByGradientFlow } from '../../../src/theory/feature-learning/gradient-flow';
import { type Interval, localSlopeRate } from '../../../src/theory/feature-learning/local-slope';
import {
  gramFigures,
  lossRate,
  type MeanFieldModel,
  stateOf,
  tangentKernel,
} from '../../../src/theory/feature-learning/mean-field-model';
import { namedActivation } from '../../support/named-activation';
import { expectAgreement, type TheoryCase } from './agreement';

type Rows = readonly (readonly number[])[];

interface ShallowInput {
  readonly act: string;
  readonly X: Rows;
  readonly y: readonly number[];
  readonly c: readonly number[];
  readonly w0: Rows;
  readonly times: readonly number[];
}

export function shallowFlowCase({ input, expected, tolerance }: TheoryCase<ShallowInput>): void {
  const model: MeanFieldModel = {
    phi: namedActivation(input.act),
    features: Matrix.fromRows(input.X),
    targets: input.y,
    outputWeights: input.c,
    hidden: Matrix.fromRows(input.w0),
  };
  const state = stateOf(model);
  const kernel = tangentKernel(model, state);
  const { slope, rate, loss, bound } = trained(model, input.times);
  const actual = {
    lambda_min_G: gramFigures(model.features).smallest,
    kappa_sigma: slope,
    certified_rate: rate,
    H0_eigs: [...symmetricEigenvalues(kernel)].reverse(),
    initial_rate: lossRate(kernel, state),
    loss,
    bound,
    time_to_1pct: timeToLoss(rate, 0.01),
  };
  expectAgreement(actual, expected, tolerance);
}

interface FixedFeatureInput {
  readonly act_trained: string;
  readonly act_first: string;
  readonly X0: Rows;
  readonly Z: Rows;
  readonly b: readonly number[];
  readonly y: readonly number[];
  readonly c: readonly number[];
  readonly w0: Rows;
  readonly times: readonly number[];
}

export function fixedFeatureFlowCase({ input, expected, tolerance }: TheoryCase<FixedFeatureInput>): void {
  const inputs = Matrix.fromRows(input.X0);
  const features = fixedFeatures(namedActivation(input.act_first), inputs, Matrix.fromRows(input.Z), input.b);
  const model: MeanFieldModel = {
    phi: namedActivation(input.act_trained),
    features,
    targets: input.y,
    outputWeights: input.c,
    hidden: Matrix.fromRows(input.w0),
  };
  const raw = symmetricEigenvalues(gram(inputs));
  const { rate, loss, bound } = trained(model, input.times);
  const actual = {
    feature_gram_eigs: [...symmetricEigenvalues(gram(features))].reverse(),
    raw_gram_rank: raw.filter((value) => value > 1e-12 * raw[0]).length,
    certified_rate: rate,
    loss,
    bound,
  };
  expectAgreement(actual, expected, tolerance);
}

interface LocalInput extends Omit<ShallowInput, 'times'> {
  readonly interval_grid: readonly number[];
}

export function localCertificateCase({ input, expected, tolerance }: TheoryCase<LocalInput>): void {
  const model: MeanFieldModel = {
    phi: namedActivation(input.act),
    features: Matrix.fromRows(input.X),
    targets: input.y,
    outputWeights: input.c,
    hidden: Matrix.fromRows(input.w0),
  };
  // Rectifiers are steep above a, saturating functions between -a and a.
  const rectifying = Math.abs(model.phi.derivative(20)) > 0.5;
  const intervals = input.interval_grid.map((a): Interval => [rectifying ? a : -a, rectifying ? Infinity : a]);
  const found = localSlopeRate(model, intervals);
  const actual = isUnavailable(found)
    ? { certified: false, rate: 0, delta: null, S: null, kappa_sigma: null, interval_param: null }
    : {
        certified: true,
        rate: found.rate,
        delta: found.movement,
        S: found.mass,
        kappa_sigma: found.slope,
        interval_param: rectifying ? found.interval[0] : found.interval[1],
      };
  expectAgreement(actual, expected, tolerance);
}

/** Theorem S1 beside the flow itself, whose run-time certificate it may not exceed. */
function trained(model: MeanFieldModel, times: readonly number[]) {
  const certified = globalSlopeRate(model);
  if (isUnavailable(certified)) throw new Error(certified.reason);
  const { points } = trainByGradientFlow(model, times);
  const loss = points.map((point) => point.loss);
  const bound = times.map((time) => lossBound(loss[0], certified.rate, time));
  points.forEach(({ runTimeBound }, k) => {
    expect(runTimeBound).toBeLessThanOrEqual(bound[k] * (1 + 1e-12));
    expect(loss[k]).toBeLessThanOrEqual(runTimeBound * (1 + 1e-9));
  });
  return { ...certified, loss, bound };
}
