/** Activations made of straight pieces. */
import { kinked, type ActivationFunction } from './activation-function';

export const linear: ActivationFunction = {
  linear: true,
  value: (x) => x,
  derivative: () => 1,
  kinks: [],
  breaks: [],
};

export const relu = kinked(
  [0],
  (x) => (x > 0 ? x : 0),
  (x) => (x > 0 ? 1 : 0),
);

export const relu6 = kinked(
  [0, 6],
  (x) => Math.min(Math.max(x, 0), 6),
  (x) => (x > 0 && x < 6 ? 1 : 0),
);

export const abs = kinked([0], Math.abs, Math.sign);

export const hardtanh = kinked(
  [-1, 1],
  (x) => Math.min(Math.max(x, -1), 1),
  (x) => (x > -1 && x < 1 ? 1 : 0),
);

/** max(x, 0) + slope min(x, 0). */
export function leakyRelu(slope: number): ActivationFunction {
  if (slope === 1) return linear;
  return kinked(
    [0],
    (x) => (x > 0 ? x : slope * x),
    (x) => (x > 0 ? 1 : slope),
  );
}
