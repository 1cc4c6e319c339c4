/** Activations without saturation: powers and the sine. */
import { analytic, type ActivationFunction } from './activation-function';
import { relu } from './piecewise-linear';

/** max(x, 0)^power; differentiable at 0 for power > 1 only. */
export function reluPower(power: number): ActivationFunction {
  if (power === 1) return relu;
  return {
    linear: false,
    value: (x) => (x > 0 ? x ** power : 0),
    derivative: (x) => (x > 0 ? power * x ** (power - 1) : 0),
    kinks: power > 1 ? [] : [0],
    breaks: [0],
    form: { kind: 'relu_power', power },
  };
}

export const quadratic = analytic(
  (x) => x * x,
  (x) => 2 * x,
  { kind: 'quadratic' },
);

export const sin = analytic(Math.sin, Math.cos, { kind: 'sin' });
