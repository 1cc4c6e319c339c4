/** Units that saturate exponentially on the left. */
import type { ActivationFunction } from './activation-function';

/** x for x > 0, alpha (e^x - 1) below. Differentiable at 0 only for alpha = 1. */
export function elu(alpha: number): ActivationFunction {
  return {
    linear: false,
    value: (x) => (x > 0 ? x : alpha * Math.expm1(x)),
    derivative: (x) => (x > 0 ? 1 : alpha * Math.exp(x)),
    kinks: alpha === 1 ? [] : [0],
    breaks: [0],
    form: { kind: 'elu', alpha, scale: 1 },
  };
}

// Klambauer, Unterthiner, Mayr, Hochreiter 2017 (arXiv 1706.02515), fixed point at zero mean and unit variance.
const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

export const selu: ActivationFunction = {
  linear: false,
  value: (x) => seluScale * (x > 0 ? x : seluAlpha * Math.expm1(x)),
  derivative: (x) => seluScale * (x > 0 ? 1 : seluAlpha * Math.exp(x)),
  kinks: [0],
  breaks: [0],
  form: { kind: 'elu', alpha: seluAlpha, scale: seluScale },
};
