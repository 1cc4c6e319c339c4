/** Random fixed layers before the trained one: samples need no longer be independent, only their features. */
import type { ActivationFunction } from '../../network/activations/activation-function';
import type { Matrix } from '../../numerics/matrix';
import { multiplyTransposed } from '../../numerics/products';
import type { Certainty, Unavailable } from '../certainty';

/** Phi_aj = s(z_j . x_a / sqrt(d0) + b_j) / sqrt(D), n x D. inputs: n x d0, directions: D x d0. Source: docs/theory/feature-learning.md 5. */
export function fixedFeatures(
  phi: ActivationFunction,
  inputs: Matrix,
  directions: Matrix,
  biases: ArrayLike<number>,
): Matrix {
  const features = multiplyTransposed(inputs, directions);
  const [scale, count] = [Math.sqrt(inputs.cols), directions.rows];
  for (let at = 0; at < features.data.length; at++)
    features.data[at] = phi.value(features.data[at] / scale + biases[at % count]) / Math.sqrt(count);
  return features;
}

/**
 * Least number of random features whose Gram matrix keeps (1 - loss) of lambda_min(K1) but for a probability of `failure`, by a matrix
 * Chernoff bound: n M^2 ln(n / failure) / (lambda_min(K1) ((1 - loss) ln(1 - loss) + loss)), |s| <= M. kernelMinimum: lambda_min of
 * K1 = E s s. Source: docs/theory/feature-learning.md 5.
 */
export function featureWidth(
  phi: ActivationFunction,
  samples: number,
  kernelMinimum: number,
  { loss = 0.5, failure = 0.01 } = {},
): { readonly width: number; readonly certainty: Certainty } | Unavailable {
  const bound = largestValue(phi);
  if (bound === Infinity) return { reason: 'The rule needs a bounded activation in the fixed layer (tanh, erf, sin).' };
  if (!(kernelMinimum > 0)) return { reason: 'The kernel of the fixed layer is singular on these samples.' };
  const entropy = (1 - loss) * Math.log(1 - loss) + loss;
  const width = (samples * bound ** 2 * Math.log(samples / failure)) / (kernelMinimum * entropy);
  return { width: Math.ceil(width), certainty: 'bound' };
}

/** sup |s|, infinite where s is not bounded. */
function largestValue(phi: ActivationFunction): number {
  const size = (x: number) => Math.max(Math.abs(phi.value(x)), Math.abs(phi.value(-x)));
  if (size(1e9) > 2 * size(1e6) + 1) return Infinity;
  const inputs = Array.from({ length: 1601 }, (_, i) => i / 40);
  return Math.max(size(1e6), ...inputs.map(size));
}
