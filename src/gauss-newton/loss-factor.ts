import { Matrix } from '../numerics/matrix';
import type { Loss } from '../spec/architecture';

/** Rows M_i^T of the factors H_i = M_i M_i^T of the loss' Hessian in the outputs, `rowsPerSample` a sample. */
export interface LossFactor {
  /** (n * rowsPerSample) x k: what the backward pass starts from. */
  readonly seeds: Matrix;
  readonly rowsPerSample: number;
}

/**
 * Factor of the loss Hessian at given outputs (n x k), without an eigen-decomposition.
 *
 * mse: H = I. cross_entropy: H = diag(p) - p p^T = (diag(q) Q)(diag(q) Q)^T with q = sqrt(p) and Q an orthonormal basis of the
 * complement of q (k - 1 rows a sample: the null direction never enters, so it cannot blur the rank). binary_cross_entropy:
 * H = diag(p (1 - p)). Source: docs/theory/gauss-newton.md 1.7.
 */
export function lossFactor(loss: Loss, outputs: Matrix): LossFactor {
  switch (loss) {
    case 'mse':
      return repeatIdentity(outputs.rows, outputs.cols);
    case 'cross_entropy':
      return softmaxFactor(outputs);
    case 'binary_cross_entropy':
      return sigmoidFactor(outputs);
  }
}

function repeatIdentity(samples: number, outputs: number): LossFactor {
  const seeds = new Matrix(samples * outputs, outputs);
  for (let row = 0; row < seeds.rows; row++) seeds.set(row, row % outputs, 1);
  return { seeds, rowsPerSample: outputs };
}

function softmaxFactor(logits: Matrix): LossFactor {
  const k = logits.cols;
  const seeds = new Matrix(logits.rows * (k - 1), k);
  for (let i = 0; i < logits.rows; i++) {
    const root = softmax(logits.row(i)).map(Math.sqrt);
    const complement = householderComplement(root);
    for (let c = 0; c < k - 1; c++)
      for (let j = 0; j < k; j++) seeds.set(i * (k - 1) + c, j, complement.get(c, j) * root[j]);
  }
  return { seeds, rowsPerSample: k - 1 };
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

/** Class probabilities of one sample's logits. */
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
