/** Maximising sum_i t_i S(b . x_i) over unit vectors b. */
import { Matrix } from '../../numerics/matrix';
import { transposeMultiply } from '../../numerics/products';
import { randomStream } from '../../numerics/random';

export interface ScalarChain {
  /** n x d. */
  readonly inputs: Matrix;
  /** One a sample. */
  readonly targets: Float64Array;
  /** Where to begin; without any, at several places of its own. */
  readonly starts: readonly Float64Array[];
}

export interface ScalarMaximum {
  readonly direction: Float64Array;
  readonly value: number;
  /** |gradient - (gradient . b) b| / |gradient|. */
  readonly residual: number;
  /** Samples on whose kinks the maximum lies. */
  readonly pinned: readonly number[];
}

/** Work of all starts together is kept below this many multiplications an iteration. */
const WORK = 2e6;
const MOST = 16;

/** Unit vectors: along X^T t, along the samples of the largest targets, and random ones. */
export function startsOf({ inputs, targets, starts }: ScalarChain): readonly Float64Array[] {
  if (starts.length > 0) return starts;
  const count = Math.max(4, Math.min(MOST, Math.floor(WORK / (inputs.rows * inputs.cols + 1))));
  const mean = transposeMultiply(inputs, new Matrix(targets.length, 1, targets)).data;
  const largest = [...targets.keys()].sort((i, j) => targets[j] - targets[i]).slice(0, Math.floor(count / 2));
  const random = randomStream(1, 'early direction');
  return [mean, ...largest.map((i) => inputs.row(i))]
    .concat(Array.from({ length: count }, (_, k) => random.normals(inputs.cols, k * inputs.cols)))
    .slice(0, count)
    .flatMap((vector) => unit(vector) ?? []);
}

export function best(maxima: readonly ScalarMaximum[], dimension: number): ScalarMaximum {
  const nothing = { direction: new Float64Array(dimension), value: 0, residual: 0, pinned: [] };
  return maxima.reduce((one, other) => (other.value > one.value ? other : one), nothing);
}

export function unit(vector: Float64Array): Float64Array | undefined {
  const length = Math.hypot(...vector);
  if (!(length > 0)) return undefined;
  const result = new Float64Array(vector.length);
  for (let i = 0; i < result.length; i++) result[i] = vector[i] / length;
  return result;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** a + factor b. */
export function plus(a: Float64Array, factor: number, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < result.length; i++) result[i] = a[i] + factor * b[i];
  return result;
}
