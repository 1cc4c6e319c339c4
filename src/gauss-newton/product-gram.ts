import { Matrix } from '../numerics/matrix';
import { gram } from '../numerics/products';
import { withKernels } from '../numerics/wasm';

/** A part without positions: its share of K = J J^T is (H o 11^T) o Gamma. */
export interface ProductPart {
  readonly left: Matrix;
  readonly right: Matrix;
  /** `left` holds one sample's rows that stand for every sample. */
  readonly shared: boolean;
}

/** Rows of K in hand at once, about: what else is of the size of K is never whole. */
const ROWS_AT_ONCE = 256;
/** Rows that the kernels take together. */
const TILE = 4;

/** Lower triangle of total += sum H[i,j] Gamma[(i,c),(j,c')]. Source: docs/theory/gauss-newton.md 8.1. */
export function addProductGrams(parts: readonly ProductPart[], total: Matrix): void {
  const own: OwnRows[] = [];
  for (const { left, right, shared } of parts) {
    const features = gram(right);
    const block = shared ? left : repeatedBlock(left, total.rows / right.rows);
    if (block) addRepeated(features, gram(block), total);
    else own.push({ features, left });
  }
  if (own.length > 0) addOwn(own, total);
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

/** Every sample has rows of its own. */
interface OwnRows {
  readonly features: Matrix;
  readonly left: Matrix;
}

/** Layer by layer within a block of rows, so that the sum is written to K once. */
function addOwn(parts: readonly OwnRows[], total: Matrix): void {
  const { rows } = total;
  const operations = parts.reduce((sum, { left }) => sum + rows ** 2 * left.cols, 0);
  withKernels((kernels, arena) => {
    const height = Math.min(ROWS_AT_ONCE, rows);
    const staging = arena.reserve(rows * Math.max(...parts.map(({ left }) => left.cols)));
    const terms = parts.map(({ features, left }) => {
      const length = left.cols;
      arena.view(staging, rows * length).set(left.data);
      const packed = arena.reserve(Math.ceil(rows / TILE) * TILE * length);
      kernels.packRows(rows, length, staging, packed);
      return { length, packed, perSample: rows / features.rows, features: arena.put(features.data) };
    });
    const samplesAtOnce = Math.max(...terms.map(({ perSample }) => Math.ceil((height - 1) / perSample) + 1));
    const weights = arena.reserve(samplesAtOnce * rows);
    const sum = arena.reserve(height * rows);
    for (let first = 0; first < rows; first += height) {
      const end = Math.min(first + height, rows);
      arena.view(sum, (end - first) * end).fill(0);
      for (const { length, packed, perSample, features } of terms) {
        const samples = rows / perSample;
        const [firstSample, lastSample] = [Math.floor(first / perSample), Math.floor((end - 1) / perSample)];
        for (let sample = firstSample; sample <= lastSample; sample++)
          kernels.repeatEntries(
            lastSample + 1,
            perSample,
            features + 8 * sample * samples,
            weights + 8 * (sample - firstSample) * rows,
          );
        kernels.addWeightedGram(first, end, rows, length, packed, perSample, firstSample, weights, rows, sum, end);
      }
      const sums = arena.view(sum, (end - first) * end);
      for (let row = first; row < end; row++) addRow(total.data, row * rows, sums, (row - first) * end, row + 1);
    }
  }, operations);
}

function addRow(target: Float64Array, to: number, source: Float64Array, from: number, length: number): void {
  for (let at = 0; at < length; at++) target[to + at] += source[from + at];
}
