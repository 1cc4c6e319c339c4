/** Activations made of straight pieces. */
import { piecewiseLinear, type ActivationFunction } from './activation-function';

export const linear: ActivationFunction = {
  linear: true,
  value: (x) => x,
  derivative: () => 1,
  kinks: [],
  breaks: [],
  form: { kind: 'piecewise_linear', slopes: [1] },
};

export const relu = piecewiseLinear(
  [0],
  [0, 1],
  (x) => (x > 0 ? x : 0),
  (x) => (x > 0 ? 1 : 0),
);

export const relu6 = piecewiseLinear(
  [0, 6],
  [0, 1, 0],
  (x) => Math.min(Math.max(x, 0), 6),
  (x) => (x > 0 && x < 6 ? 1 : 0),
);

export const abs = piecewiseLinear([0], [-1, 1], Math.abs, Math.sign);

export const hardtanh = piecewiseLinear(
  [-1, 1],
  [0, 1, 0],
  (x) => Math.min(Math.max(x, -1), 1),
  (x) => (x > -1 && x < 1 ? 1 : 0),
);

/** max(x, 0) + slope min(x, 0). */
export function leakyRelu(slope: number): ActivationFunction {
  if (slope === 1) return linear;
  return piecewiseLinear(
    [0],
    [slope, 1],
    (x) => (x > 0 ? x : slope * x),
    (x) => (x > 0 ? 1 : slope),
  );
}
