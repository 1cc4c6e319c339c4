/** f(x) = (1/m) sum_i c_i s(w_i . x), c fixed, w trained by w' = -m grad l with l = (1/2n) sum_a (f(x_a) - y_a)^2. */
import type { ActivationFunction } from '../../network/activations/activation-function';
import { Matrix } from '../../numerics/matrix';
import { gram, multiplyTransposed } from '../../numerics/products';
import { symmetricEigenvalues } from '../../numerics/symmetric-eigen';

export interface MeanFieldModel {
  readonly phi: ActivationFunction;
  /** X, n x d: the data, or what fixed layers make of them. */
  readonly features: Matrix;
  readonly targets: ArrayLike<number>;
  /** c, one a unit. */
  readonly outputWeights: ArrayLike<number>;
  /** w, m x d, at the start. */
  readonly hidden: Matrix;
}

export interface ModelState {
  /** u_ai = w_i . x_a, n x m. */
  readonly preActivations: Matrix;
  /** r = f - y. */
  readonly residuals: Float64Array;
  readonly loss: number;
}

/** With the given hidden weights, the model's own by default. */
export function stateOf(model: MeanFieldModel, hidden = model.hidden): ModelState {
  const { phi, targets, outputWeights } = model;
  const preActivations = multiplyTransposed(model.features, hidden);
  const residuals = Float64Array.from({ length: preActivations.rows }, (_, a) => {
    const output = preActivations.row(a).reduce((sum, u, i) => sum + outputWeights[i] * phi.value(u), 0);
    return output / hidden.rows - targets[a];
  });
  return { preActivations, residuals, loss: squaredNorm(residuals) / (2 * residuals.length) };
}

/** H_ab = G_ab (1/m) sum_i c_i^2 s'(u_ai) s'(u_bi), n x n. */
export function tangentKernel(model: MeanFieldModel, { preActivations }: ModelState): Matrix {
  const { rows, cols } = preActivations;
  const weighted = new Matrix(
    rows,
    cols,
    preActivations.data.map((u) => model.phi.derivative(u)),
  );
  for (let a = 0; a < rows; a++) {
    const row = weighted.row(a);
    for (let i = 0; i < cols; i++) row[i] *= model.outputWeights[i];
  }
  const slopes = gram(weighted);
  const inputs = gram(model.features);
  return new Matrix(
    rows,
    rows,
    slopes.data.map((value, at) => (value * inputs.data[at]) / cols),
  );
}

/** -l'/l = 2 r^T H r / (n |r|^2), the rate at which the loss falls now. */
export function lossRate(kernel: Matrix, { residuals }: ModelState): number {
  let form = 0;
  for (let a = 0; a < kernel.rows; a++)
    for (let b = 0; b < kernel.cols; b++) form += residuals[a] * kernel.get(a, b) * residuals[b];
  return (2 * form) / (residuals.length * squaredNorm(residuals));
}

/** min_a (1/m) sum_i c_i^2 s'(u_ai)^2: with lambda_min(G) a lower bound on lambda_min(H) (Schur). */
export function leastMeanSquareSlope({ phi, outputWeights }: MeanFieldModel, { preActivations }: ModelState): number {
  const means = Array.from({ length: preActivations.rows }, (_, a) =>
    preActivations.row(a).reduce((sum, u, i) => sum + (outputWeights[i] * phi.derivative(u)) ** 2, 0),
  );
  return Math.min(...means) / preActivations.cols;
}

/** (1/m) sum_i c_i^2. */
export function meanSquare(outputWeights: ArrayLike<number>): number {
  return squaredNorm(outputWeights) / outputWeights.length;
}

export interface GramFigures {
  readonly smallest: number;
  readonly largest: number;
  /** Largest length of a row of G. */
  readonly longestRow: number;
  /** Whether the samples are linearly independent: smallest > 1e-10 largest. */
  readonly independent: boolean;
}

/** G = X X^T. */
export function gramFigures(features: Matrix): GramFigures {
  const matrix = gram(features);
  const eigenvalues = symmetricEigenvalues(matrix);
  const [largest, smallest] = [eigenvalues[0], eigenvalues[eigenvalues.length - 1]];
  return {
    smallest,
    largest,
    longestRow: Math.max(...Array.from({ length: matrix.rows }, (_, a) => Math.hypot(...matrix.row(a)))),
    independent: smallest > 1e-10 * largest,
  };
}

/** Why G is singular, for people. */
export function dependenceReason({ rows, cols }: Matrix): string {
  return rows > cols
    ? `There are more samples (${rows}) than features (${cols}), so X X^T is singular.`
    : 'The samples are linearly dependent (duplicates, or combinations of each other), so X X^T is singular.';
}

function squaredNorm(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value * value, 0);
}
