import { Matrix } from '../numerics/matrix';
import type { Architecture } from '../spec/architecture';
import { type ClassScores, classScores } from '../spec/class-scores';

/** Rows M_i^T of the factors H_i = M_i M_i^T of the loss' Hessian in the outputs, `rowsPerSample` a sample. */
export interface LossFactor {
  /** (n * rowsPerSample) x k: what the backward pass starts from. */
  readonly seeds: Matrix;
  readonly rowsPerSample: number;
}

/**
 * Factor of the loss Hessian at given outputs (n x outputs), without an eigen-decomposition.
 *
 * mse: H = I. cross_entropy, at each position: H = diag(p) - p p^T = (diag(q) Q)(diag(q) Q)^T with q = sqrt(p) and Q an orthonormal
 * basis of the complement of q (k - 1 rows a position: the null direction never enters, so it cannot blur the rank).
 * binary_cross_entropy: H = diag(p (1 - p)). Source: docs/theory/gauss-newton.md 1.7.
 */
export function lossFactor(
  architecture: Pick<Architecture, 'loss' | 'output' | 'layout'>,
  outputs: Matrix,
): LossFactor {
  switch (architecture.loss) {
    case 'mse':
      return repeatIdentity(outputs.rows, outputs.cols);
    case 'cross_entropy':
      return softmaxFactor(outputs, classScores(architecture));
    case 'binary_cross_entropy':
      return sigmoidFactor(outputs);
  }
}

function repeatIdentity(samples: number, outputs: number): LossFactor {
  const seeds = new Matrix(samples * outputs, outputs);
  for (let row = 0; row < seeds.rows; row++) seeds.set(row, row % outputs, 1);
  return { seeds, rowsPerSample: outputs };
}

function softmaxFactor(outputs: Matrix, scores: ClassScores): LossFactor {
  const { classes: k, positions, classStride, positionStride } = scores;
  const seeds = new Matrix(outputs.rows * positions * (k - 1), outputs.cols);
  const probabilities = classProbabilities(outputs, scores);
  for (let at = 0, row = 0; at < probabilities.rows; at++) {
    const root = probabilities.row(at).map(Math.sqrt);
    const complement = householderComplement(root);
    const start = (at % positions) * positionStride;
    for (let c = 0; c < k - 1; c++, row++)
      for (let j = 0; j < k; j++) seeds.set(row, start + j * classStride, complement.get(c, j) * root[j]);
  }
  return { seeds, rowsPerSample: positions * (k - 1) };
}

function sigmoidFactor(logits: Matrix): LossFactor {
  const k = logits.cols;
  const seeds = new Matrix(logits.rows * k, k);
  for (let i = 0; i < logits.rows; i++)
    for (let c = 0; c < k; c++) {
      const decay = Math.exp(-Math.abs(logits.get(i, c)));
      seeds.set(i * k + c, c, Math.sqrt(decay) / (1 + decay));
    }
  return { seeds, rowsPerSample: k };
}

/** Class probabilities at every position of every sample, (n * positions) x classes. */
export function classProbabilities(outputs: Matrix, scores: ClassScores): Matrix {
  const { classes, positions, classStride, positionStride } = scores;
  const result = new Matrix(outputs.rows * positions, classes);
  for (let at = 0; at < result.rows; at++) {
    const sample = outputs.row(Math.floor(at / positions));
    const start = (at % positions) * positionStride;
    result.row(at).set(softmax(Float64Array.from({ length: classes }, (_, j) => sample[start + j * classStride])));
  }
  return result;
}

/** Class probabilities of one position's logits. */
export function softmax(logits: Float64Array): Float64Array {
  const top = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = logits.map((value) => Math.exp(value - top));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((value) => value / sum);
}

/** (k - 1) x k orthonormal rows perpendicular to the unit vector `direction`: the Householder reflector without its pivot row. */
export function householderComplement(direction: Float64Array): Matrix {
  const k = direction.length;
  // The reflector that sends `direction` to -+e_p is best conditioned with p at the largest entry.
  const pivot = direction.reduce((best, value, j) => (Math.abs(value) > Math.abs(direction[best]) ? j : best), 0);
  const normal = direction.slice();
  normal[pivot] += direction[pivot] < 0 ? -1 : 1;
  const squared = normal.reduce((sum, value) => sum + value * value, 0);
  const basis = new Matrix(k - 1, k);
  for (let i = 0, row = 0; i < k; i++) {
    if (i === pivot) continue;
    for (let j = 0; j < k; j++) basis.set(row, j, (i === j ? 1 : 0) - (2 * normal[i] * normal[j]) / squared);
    row++;
  }
  return basis;
}
