/** Activations by the names of the reference cases, those included that the language lacks. */
import { activationFunction } from '../../src/network/activations/activation';
import { analytic, type ActivationFunction } from '../../src/network/activations/activation-function';
import { softplus } from '../../src/network/activations/sigmoidal';
import { reluPower } from '../../src/network/activations/polynomial';
import type { ActivationName } from '../../src/spec/architecture';

/** `relu`, `leaky_relu_0.1`, `cubic`, … */
export function namedActivation(name: string): ActivationFunction {
  const foreign = foreignActivations[name];
  if (foreign) return foreign;
  const [, plain, argument] = /^(.*?)(?:_(\d[\d.]*))?$/.exec(name)!;
  const known = aliases[plain] ?? (plain as ActivationName);
  return activationFunction({ name: known, ...(argument && { argument: Number(argument) }), normalized: false });
}

const aliases: Readonly<Record<string, ActivationName>> = { identity: 'linear', swish: 'silu', gelu_erf: 'gelu' };

/** Half of it is the step less a half. */
const sign: ActivationFunction = {
  linear: false,
  value: Math.sign,
  derivative: () => 0,
  kinks: [0],
  breaks: [0],
  form: { kind: 'standardised', of: reluPower(0), mean: 0.5, deviation: 0.5 },
};

const foreignActivations: Readonly<Record<string, ActivationFunction>> = {
  cos: analytic(Math.cos, (x) => -Math.sin(x)),
  cubic: analytic(
    (x) => x ** 3,
    (x) => 3 * x * x,
  ),
  gaussian: analytic(
    (x) => Math.exp((-x * x) / 2),
    (x) => -x * Math.exp((-x * x) / 2),
  ),
  relu2: reluPower(2),
  relu3: reluPower(3),
  sign,
  step: reluPower(0),
  'u+0.5sin': analytic(
    (x) => x + 0.5 * Math.sin(x),
    (x) => 1 + 0.5 * Math.cos(x),
  ),
  '0.3u+tanh': analytic(
    (x) => 0.3 * x + Math.tanh(x),
    (x) => 0.3 + 1 / Math.cosh(x) ** 2,
  ),
  'smooth_leaky_0.2': analytic(
    (x) => 0.2 * x + 0.8 * softplus.value(x),
    (x) => 0.2 + 0.8 * softplus.derivative(x),
  ),
};
