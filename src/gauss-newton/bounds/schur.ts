import { Matrix } from '../../numerics/matrix';
import { certifiedSingularValues } from '../certified-singular-values';
import { decideRank } from '../rank-decision';
import type { BoundValue, Theorem } from './bound-value';
import { given, missing, noParameters } from './bound-value';

const theorem: Theorem = {
  id: 'schur',
  title: 'Schur products of features and derivatives',
  direction: 'upper',
  certainty: 'bound',
  reference: 'Schur product theorem on each layer; docs/theory/gauss-newton.md 5 and 8.2',
};

/** A dense layer seen by n samples: its block of J is left[(i,c), o] right[i, q], without masks or shared positions. */
export interface SchurLayer {
  /**
   * d output_c / d preactivation at sample i, (n k) x m_l, sample-major; Gamma_l = left left^T. Of the output layer: n
   * identities.
   */
  readonly left: Matrix;
  /** What enters the weights, n x m_{l-1}, one more column of ones with a bias; H_l = right right^T. */
  readonly right: Matrix;
}

/**
 * Upper bound on the condition number of K = J J^T = sum_l (H_l (x) 1 1^T) o Gamma_l of a network of dense layers, of
 * any depth and activation: sum_l min(lmax(H_l) max_i lmax(Gamma_l,ii), max_i H_l,ii lmax(Gamma_l)) over the same with
 * smallest values and max. The output layer's Gamma is 1 1^T (x) I, for which this is lmax(H_L) and lmin(H_L), exactly
 * its term's extremes. Scalars a layer: 8.2's block-diagonal sums are tighter, but cost what kappa itself
 * costs. Source: docs/theory/gauss-newton.md 5 and 8.2.
 */
export function schurBound(layers: readonly SchurLayer[]): BoundValue {
  const extremes = layers.map(layerExtremes);
  const largest = extremes.reduce((total, { top }) => total + top, 0);
  const smallest = extremes.reduce((total, { bottom }) => total + bottom, 0);
  if (largest === 0) return missing(theorem, noParameters);
  if (smallest > 0) return given(theorem, largest / smallest);
  return missing(
    theorem,
    'Vacuous: in no layer are the features, or the derivatives of the outputs, linearly independent over the samples.',
  );
}

function layerExtremes({ left, right }: SchurLayer): { readonly top: number; readonly bottom: number } {
  const features = squaredExtremes(right);
  const derivatives = squaredExtremes(left);
  const blocks = Array.from({ length: right.rows }, (_, i) => squaredExtremes(sampleBlock(left, i, right.rows)));
  const norms = Array.from({ length: right.rows }, (_, i) =>
    right.row(i).reduce((total, value) => total + value ** 2, 0),
  );
  const blockTop = Math.max(...blocks.map(({ largest }) => largest));
  const blockBottom = Math.min(...blocks.map(({ smallest }) => smallest));
  return {
    top: Math.min(features.largest * blockTop, Math.max(...norms) * derivatives.largest),
    bottom: Math.max(features.smallest * blockBottom, Math.min(...norms) * derivatives.smallest),
  };
}

/** Extreme eigenvalues of F F^T; the smallest is 0 when the rows of F are dependent. */
function squaredExtremes(factor: Matrix): { readonly largest: number; readonly smallest: number } {
  const values = certifiedSingularValues(factor);
  const { rank } = decideRank(values, factor.rows, factor.cols);
  return { largest: (values[0] ?? 0) ** 2, smallest: rank === factor.rows ? values[rank - 1] ** 2 : 0 };
}

function sampleBlock(left: Matrix, sample: number, samples: number): Matrix {
  const rows = left.rows / samples;
  return new Matrix(rows, left.cols, left.data.subarray(sample * rows * left.cols, (sample + 1) * rows * left.cols));
}
