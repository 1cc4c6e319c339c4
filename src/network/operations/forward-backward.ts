/** A method for implicit layers that plain iteration cannot solve, and the condition under which it must succeed. */
import { picard } from '../../numerics/fixed-point';
import { Matrix } from '../../numerics/matrix';
import { multiplyTransposed } from '../../numerics/products';
import { singularValues } from '../../numerics/svd';
import { symmetricEigenvalues } from '../../numerics/symmetric-eigen';
import type { ActivationFunction } from '../activations/activation-function';
import { slopeRange } from '../activations/slope-range';
import { type EquilibriumMethod, linearisation, TOLERANCE } from './equilibrium-problem';

/** 1 - lambda_max((W + W^T) / 2): above 0, and with a proximal phi, the state is unique. */
export function monotonicityMargin(weight: Matrix): number {
  const symmetric = new Matrix(weight.rows, weight.cols);
  for (let i = 0; i < weight.rows; i++)
    for (let j = 0; j < weight.cols; j++) symmetric.set(i, j, (weight.get(i, j) + weight.get(j, i)) / 2);
  return 1 - symmetricEigenvalues(symmetric)[0];
}

/** Whether phi is nondecreasing with slopes at most 1: the proximal map of a convex function. */
export function isProximal(phi: ActivationFunction): boolean {
  const { least, greatest } = slopeRange(phi);
  return least >= 0 && greatest <= 1 + 1e-12;
}

/**
 * h <- prox_a(h - a ((I - W) h - b)) with a = m / |I - W|^2, m the margin (Winston and Kolter 2020, arXiv 2006.08591); undefined where
 * the layer is not monotone.
 */
export const forwardBackward: EquilibriumMethod = ({ weight, phi, drive }, start) => {
  const margin = isProximal(phi) ? monotonicityMargin(weight) : NaN;
  if (!(margin > 0)) return undefined;
  const operator = linearisation(weight, new Float64Array(weight.rows).fill(1));
  const step = margin / singularValues(operator)[0] ** 2;
  return picard(
    (points, rows) => {
      const result = multiplyTransposed(points, operator);
      rows.forEach((row, at) => {
        const [state, image, own] = [points.row(at), result.row(at), drive.row(row)];
        for (let j = 0; j < image.length; j++) image[j] = proximalMap(phi, step, state[j] - step * (image[j] - own[j]));
      });
      return result;
    },
    start,
    { tolerance: step * TOLERANCE, evaluations: 5000 },
  );
};

/** phi(z) where (1 - a) phi(z) + a z = v, whose left side increases with z. For a = 1 it is phi(v). */
function proximalMap(phi: ActivationFunction, a: number, v: number): number {
  let z = v;
  for (let iteration = 0; iteration < 50; iteration++) {
    const error = (1 - a) * phi.value(z) + a * z - v;
    if (Math.abs(error) <= 1e-16 * Math.abs(v)) break;
    z -= error / ((1 - a) * phi.derivative(z) + a);
  }
  return phi.value(z);
}
