/** softmax(Q K^T / sqrt(d)) V: one head on one sample. */
import { Matrix } from '../../numerics/matrix';
import { multiply, multiplyTransposed, transposeMultiply } from '../../numerics/products';

/** Each length x d. */
export interface Head {
  readonly queries: Matrix;
  readonly keys: Matrix;
  readonly values: Matrix;
}

/** length x length, rows sum to 1. `causal`: a position sees none after it. */
export function attentionWeights({ queries, keys }: Head, causal: boolean): Matrix {
  const weights = multiplyTransposed(queries, keys).scale(1 / Math.sqrt(queries.cols));
  for (let t = 0; t < weights.rows; t++) {
    const row = weights.row(t);
    const seen = causal ? row.subarray(0, t + 1) : row;
    softmax(seen);
    row.fill(0, seen.length);
  }
  return weights;
}

/** Directional derivative of weights * values, length x d. */
export function attentionTangent({ queries, keys, values }: Head, weights: Matrix, tangent: Head): Matrix {
  const scores = multiplyTransposed(tangent.queries, keys);
  add(scores, multiplyTransposed(queries, tangent.keys));
  const moved = throughSoftmax(scores.scale(1 / Math.sqrt(queries.cols)), weights);
  const result = multiply(moved, values);
  add(result, multiply(weights, tangent.values));
  return result;
}

/** Cotangents of the head for `cotangent`, (seeds * length) x d: as many rows each. */
export function attentionPullback({ queries, keys, values }: Head, weights: Matrix, cotangent: Matrix): Head {
  const length = weights.rows;
  const scores = throughSoftmax(multiplyTransposed(cotangent, values), weights).scale(1 / Math.sqrt(queries.cols));
  return {
    queries: multiply(scores, keys),
    keys: multiply(transposedBlocks(scores, length), queries),
    values: blockwise(cotangent, length, (block) => transposeMultiply(weights, block)),
  };
}

function softmax(scores: Float64Array): void {
  const largest = scores.reduce((best, score) => Math.max(best, score), -Infinity);
  let total = 0;
  for (let s = 0; s < scores.length; s++) total += scores[s] = Math.exp(scores[s] - largest);
  for (let s = 0; s < scores.length; s++) scores[s] /= total;
}

/** The derivative of softmax, which is symmetric: P (x - P . x), row by row; rows of `scores` take those of `weights` in turn. */
function throughSoftmax(scores: Matrix, weights: Matrix): Matrix {
  const result = scores.clone();
  for (let r = 0; r < result.rows; r++) {
    const row = result.row(r);
    const p = weights.row(r % weights.rows);
    let mean = 0;
    for (let s = 0; s < row.length; s++) mean += p[s] * row[s];
    for (let s = 0; s < row.length; s++) row[s] = p[s] * (row[s] - mean);
  }
  return result;
}

/** Blocks of `length` rows, each transposed (they are square). */
function transposedBlocks(blocks: Matrix, length: number): Matrix {
  return blockwise(blocks, length, (block) => block.transpose());
}

function blockwise(whole: Matrix, length: number, map: (block: Matrix) => Matrix): Matrix {
  const result = new Matrix(whole.rows, whole.cols);
  const entries = length * whole.cols;
  for (let from = 0; from < whole.data.length; from += entries)
    result.data.set(map(new Matrix(length, whole.cols, whole.data.subarray(from, from + entries))).data, from);
  return result;
}

function add(total: Matrix, { data }: Matrix): void {
  for (let i = 0; i < data.length; i++) total.data[i] += data[i];
}
