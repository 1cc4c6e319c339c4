/** Activations s(z) = max(z, a z)^p, the ones with s(c z) = c^p s(z) for c > 0. */
import { activationFunction } from '../../network/activations/activation';
import { analytic, type ActivationFunction } from '../../network/activations/activation-function';
import { leakyRelu } from '../../network/activations/piecewise-linear';
import type { Activation } from '../../spec/architecture';

export interface HomogeneousActivation {
  readonly power: number;
  /** a in [-1, 1]: 0 relu, 1 linear, -1 the absolute value. */
  readonly slope: number;
}

/** The same function in this form; undefined for every other activation. */
export function homogeneousForm({ name, argument, normalized }: Activation): HomogeneousActivation | undefined {
  if (normalized && name !== 'linear') return undefined;
  switch (name) {
    case 'linear':
      return { power: 1, slope: 1 };
    case 'relu':
      return { power: 1, slope: 0 };
    case 'abs':
      return { power: 1, slope: -1 };
    case 'leaky_relu':
      return Math.abs(argument ?? 0.01) <= 1 ? { power: 1, slope: argument ?? 0.01 } : undefined;
    case 'quadratic':
      return { power: 2, slope: 1 };
    case 'relu_power':
      return (argument ?? 2) > 0 ? { power: argument ?? 2, slope: 0 } : undefined;
    default:
      return undefined;
  }
}

/** p with s(c z) = c^p s(z) for c > 0; undefined when there is none. */
export function homogeneityDegree(activation: Activation): number | undefined {
  if (activation.name === 'leaky_relu') return 1;
  return homogeneousForm(activation)?.power;
}

export function isLinearForm({ power, slope }: HomogeneousActivation): boolean {
  return power === 1 && slope === 1;
}

/** Whether s has a Lipschitz slope, which the theorem on early direction wants. */
export function isSmooth(form: HomogeneousActivation): boolean {
  return form.power >= 2 || isLinearForm(form);
}

export function homogeneousFunction({ power, slope }: HomogeneousActivation): ActivationFunction {
  if (power === 1) return leakyRelu(slope);
  if (slope === 0) return activationFunction({ name: 'relu_power', argument: power, normalized: false });
  return analytic(
    (z) => (z > 0 ? z : slope * z) ** power,
    (z) => (z > 0 ? power * z ** (power - 1) : power * slope * (slope * z) ** (power - 1)),
  );
}
