/** Batches multiplied and moved feature by feature; plain loops, since every pass through a network goes over all its entries. */
import { Matrix } from '../../numerics/matrix';

/** batch[i, j] factors[j]. */
export function timesFeatures({ rows, cols, data }: Matrix, factors: Float64Array): Matrix {
  const result = new Matrix(rows, cols);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < cols; j++, at++) result.data[at] = data[at] * factors[j];
  return result;
}

/** batch[i, j] / divisors[j]. */
export function overFeatures({ rows, cols, data }: Matrix, divisors: Float64Array): Matrix {
  const result = new Matrix(rows, cols);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < cols; j++, at++) result.data[at] = data[at] / divisors[j];
  return result;
}

/** Adds weights[i] values[j] to batch[i, j]. */
export function addFeatures({ rows, cols, data }: Matrix, weights: Float64Array, values: Float64Array): void {
  for (let i = 0, at = 0; i < rows; i++) {
    const weight = weights[i];
    for (let j = 0; j < cols; j++, at++) data[at] += weight * values[j];
  }
}

/** Adds values[i, j] factors[j] to batch[i, j]. */
export function addTimesFeatures({ rows, cols, data }: Matrix, values: Matrix, factors: Float64Array): void {
  const from = values.data;
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < cols; j++, at++) data[at] += from[at] * factors[j];
}

/** values[entryOf[j]] for every feature j. */
export function spread(values: Float64Array, entryOf: Int32Array): Float64Array {
  const result = new Float64Array(entryOf.length);
  for (let j = 0; j < result.length; j++) result[j] = values[entryOf[j]];
  return result;
}

/** Adds the sums over samples and features of weights[i] rows[i, j], feature j to sums[entryOf[j]]. */
export function addEntrySums(sums: Float64Array, rows: Matrix, weights: Float64Array, entryOf: Int32Array): void {
  for (let i = 0, at = 0; i < rows.rows; i++) {
    const weight = weights[i];
    for (let j = 0; j < rows.cols; j++, at++) sums[entryOf[j]] += weight * rows.data[at];
  }
}

/** As `addEntrySums`, of rows[i, j] values[i, j]. */
export function addEntryProducts(sums: Float64Array, rows: Matrix, values: Matrix, entryOf: Int32Array): void {
  const by = values.data;
  for (let i = 0, at = 0; i < rows.rows; i++)
    for (let j = 0; j < rows.cols; j++, at++) sums[entryOf[j]] += rows.data[at] * by[at];
}
