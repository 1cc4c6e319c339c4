import { Matrix } from '../numerics/matrix';
import { multiplyTransposed, transposeMultiply } from '../numerics/products';
import type { JacobianPart } from './factored-jacobian';
import { forEachColumnBlock, type PartFactors } from './jacobian-columns';

type Factors = Exclude<JacobianPart['jacobian'], { form: 'columns' }>;

/** J_l^T u: one entry a surviving parameter. u: one entry a row of J. */
export function transposedTimes(part: PartFactors, u: Float64Array): Float64Array {
  const { jacobian: factors, samples } = part;
  if (factors.form === 'columns') return columnsTransposedTimes(part, u);
  const mixed = mixRows(part, factors, u);
  const positions = samples * factors.positions;
  if (factors.form === 'diagonal') {
    const sums = new Float64Array(factors.width);
    for (let at = 0; at < mixed.length; at++) sums[at % factors.width] += mixed[at] * factors.right.data[at];
    return sums;
  }
  const left = new Matrix(positions, factors.leftWidth, mixed);
  const { data } = transposeMultiply(left, new Matrix(positions, factors.rightWidth, factors.right.data));
  const { mask } = factors;
  return mask ? data.filter((_, at) => mask[at] === 1) : data;
}

/** J_l v: one entry a row of J. v: one entry a surviving parameter. */
export function times(rows: number, part: PartFactors, v: Float64Array): Float64Array {
  const { jacobian: factors, samples, shared } = part;
  if (factors.form === 'columns') return columnsTimes(rows, part, v);
  const { left } = factors;
  const moved = factors.form === 'diagonal' ? scaled(factors.right.data, v) : mappedThrough(factors, samples, v);
  const perSample = rows / samples;
  const { cols: width, data: entries } = left;
  const result = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const from = Math.floor(row / perSample) * width;
    const start = (shared ? row % perSample : row) * width;
    let sum = 0;
    for (let at = 0; at < width; at++) sum += entries[start + at] * moved[from + at];
    result[row] = sum;
  }
  return result;
}

/** sum_c u[(i,c)] left[(i,c)], one row a sample, flat. */
function mixRows({ samples, shared }: PartFactors, { left }: Factors, u: Float64Array): Float64Array {
  const perSample = u.length / samples;
  const { cols: width, data: entries } = left;
  const mixed = new Float64Array(samples * width);
  for (let row = 0; row < u.length; row++) {
    const to = Math.floor(row / perSample) * width;
    const start = (shared ? row % perSample : row) * width;
    const factor = u[row];
    for (let at = 0; at < width; at++) mixed[to + at] += factor * entries[start + at];
  }
  return mixed;
}

/** What the direction makes of every position's right factor: one entry an output unit. */
function mappedThrough(factors: Extract<Factors, { form: 'outer' }>, samples: number, v: Float64Array): Float64Array {
  const { leftWidth, rightWidth, right, mask } = factors;
  const direction = new Matrix(leftWidth, rightWidth, mask ? scattered(v, mask) : v);
  return multiplyTransposed(new Matrix(samples * factors.positions, rightWidth, right.data), direction).data;
}

function scattered(values: Float64Array, mask: Uint8Array): Float64Array {
  let next = 0;
  return Float64Array.from(mask, (alive) => (alive ? values[next++] : 0));
}

function scaled(values: Float64Array, factors: Float64Array): Float64Array {
  return values.map((value, at) => value * factors[at % factors.length]);
}

function columnsTransposedTimes(part: PartFactors, u: Float64Array): Float64Array {
  const vector = new Matrix(1, u.length, u);
  const pieces: Float64Array[] = [];
  forEachColumnBlock(u.length, part, (block) => pieces.push(transposeMultiply(block, vector.transpose()).data));
  const result = new Float64Array(pieces.reduce((sum, { length }) => sum + length, 0));
  pieces.reduce((at, piece) => (result.set(piece, at), at + piece.length), 0);
  return result;
}

function columnsTimes(rows: number, part: PartFactors, v: Float64Array): Float64Array {
  const result = new Float64Array(rows);
  let from = 0;
  forEachColumnBlock(rows, part, (block) => {
    const slice = new Matrix(1, block.cols, v.subarray(from, from + block.cols));
    multiplyTransposed(block, slice).data.forEach((value, row) => (result[row] += value));
    from += block.cols;
  });
  return result;
}
