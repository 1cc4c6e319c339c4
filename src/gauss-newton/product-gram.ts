import { Matrix } from '../numerics/matrix';
import { gram } from '../numerics/products';
import { withKernels } from '../numerics/wasm';

/** A part without positions: its share of K = J J^T is (H o 11^T) o Gamma. */
export interface ProductPart {
  readonly left: Matrix;
  readonly right: Matrix;
  readonly shared: boolean;
}

/** Rows of Gamma in hand at once, about. */
const ROWS_AT_ONCE = 512;

/**
 * Lower triangle of total += H[i,j] Gamma[(i,c),(j,c')], some rows at a time, so that nothing else of the size of K is needed. Source:
 * docs/theory/gauss-newton.md 8.1.
 */
export function addProductGram({ left, right, shared }: ProductPart, total: Matrix): void {
  const features = gram(right);
  const perSample = total.rows / right.rows;
  const block = shared ? left : repeatedBlock(left, perSample);
  if (block) addRepeated(features, gram(block), total);
  else addBlocks(features, left, total);
}

/** What all samples have in common where they have the same rows, as before an output layer under mse. */
function repeatedBlock(left: Matrix, perSample: number): Matrix | undefined {
  const period = perSample * left.cols;
  const { data } = left;
  for (let at = period; at < data.length; at++) if (data[at] !== data[at - period]) return undefined;
  return new Matrix(perSample, left.cols, data.slice(0, period));
}

/** The same Gamma for every pair of samples. */
function addRepeated(features: Matrix, gamma: Matrix, { rows, data: total }: Matrix): void {
  const k = gamma.rows;
  const columns = Array.from({ length: k }, (_, c) => c);
  const nonzero = columns.map((c) => columns.filter((other) => gamma.get(c, other) !== 0));
  for (let row = 0; row < rows; row++) {
    const i = Math.floor(row / k);
    const c = row % k;
    for (const other of nonzero[c]) {
      const value = gamma.get(c, other);
      const samples = other <= c ? i + 1 : i;
      for (let j = 0, at = row * rows + other; j < samples; j++, at += k)
        total[at] += value * features.data[i * features.cols + j];
    }
  }
}

function addBlocks(features: Matrix, left: Matrix, total: Matrix): void {
  const { rows } = total;
  const perSample = rows / features.rows;
  const length = left.cols;
  withKernels(
    (kernels, arena) => {
      const factor = arena.put(left.data);
      const gamma = arena.reserve(Math.min(ROWS_AT_ONCE, rows) * rows);
      const line = (row: number) => factor + 8 * row * length;
      for (let first = 0; first < rows; first += ROWS_AT_ONCE) {
        const count = Math.min(ROWS_AT_ONCE, rows - first);
        const end = first + count;
        const products = arena.view(gamma, count * end).fill(0);
        kernels.gemm(count, first, length, 1, line(first), length, 1, factor, 1, length, gamma, end, false);
        const corner = gamma + 8 * first;
        kernels.gemm(count, count, length, 1, line(first), length, 1, line(first), 1, length, corner, end, true);
        for (let row = first; row < end; row++) {
          const i = Math.floor(row / perSample);
          const target = total.row(row).subarray(0, row + 1);
          addWeighted(features.row(i), perSample, products.subarray((row - first) * end), target);
        }
      }
    },
    rows ** 2 * length,
  );
}

/** target += weights o values, a weight for each `repeats` of them. */
function addWeighted(weights: Float64Array, repeats: number, values: Float64Array, target: Float64Array): void {
  for (let at = 0, j = 0; at < target.length; j++) {
    const weight = weights[j];
    for (const end = Math.min(at + repeats, target.length); at < end; at++) target[at] += weight * values[at];
  }
}
