import { Matrix } from './matrix';
import type { PositionFactor } from './position-sums';
import { type Kernels, withKernels } from './wasm';

/** Entries of the scratch matrices of one chunk. */
const CHUNK_ENTRIES = 1 << 22;

/** A matrix whose rows are sums over positions of outer products, in blocks of rows with one right factor each. */
export interface PositionFactors {
  /** `perSample` rows a sample, or as many altogether where they are the same for all samples (`shared`). */
  readonly left: PositionFactor;
  /** One row a sample. */
  readonly right: PositionFactor;
  readonly positions: number;
  readonly shared: boolean;
}

/**
 * The Gram matrix J J^T of J[(i,c), (a,b)] = sum_t left[(i,c), (t,a)] right[i, (t,b)] through pairs of positions:
 * sum_{s,t} (left[(i,c),s] . left[(j,c'),t]) (right[i,s] . right[j,t]). Exactly symmetric. `rows`: of J.
 */
export function gramOverPositions(rows: number, { left, right, positions, shared }: PositionFactors): Matrix {
  const samples = right.of.rows;
  const perSample = rows / samples;
  const [inner, length] = [left.width, left.of.cols];
  return withKernels((kernels, arena) => {
    const lefts = arena.put(left.of.data);
    const rights = arena.put(right.of.data);
    const result = arena.zeros(rows * rows);
    const largest = Math.max(1, Math.floor(CHUNK_ENTRIES / (perSample * inner + positions)));
    const products = arena.reserve(largest * positions);
    const mapped = arena.reserve(largest * perSample * inner);
    const rowsOf = (sample: number) => lefts + 8 * (shared ? 0 : sample * perSample * length);

    for (let i = 0; i < samples; i++)
      for (const { first, last, from, to } of chunks(i + 1, positions, largest)) {
        const width = to - from;
        const count = (last - first) * width;
        arena.view(products, count * positions).fill(0);
        const ahead = rights + 8 * (first * positions + from) * right.width;
        const own = rights + 8 * i * positions * right.width;
        gemm(
          kernels,
          [count, positions, right.width],
          [ahead, right.width, 1],
          [own, 1, right.width],
          [products, positions],
        );
        arena.view(mapped, perSample * count * inner).fill(0);
        for (let c = 0; c < perSample; c++) {
          const row = rowsOf(i) + 8 * c * length;
          const target = mapped + 8 * c * count * inner;
          gemm(kernels, [count, inner, positions], [products, positions, 1], [row, inner, 1], [target, inner]);
        }
        for (let j = first; j < last; j++) {
          const source = mapped + 8 * (j - first) * width * inner;
          const other = rowsOf(j) + 8 * from * inner;
          const target = result + 8 * (i * perSample * rows + j * perSample);
          const size = [perSample, perSample, width * inner] as const;
          gemm(kernels, size, [source, count * inner, 1], [other, 1, length], [target, rows]);
        }
      }
    kernels.mirrorLower(rows, result);
    return new Matrix(rows, rows, arena.take(result, rows * rows));
  });
}

type Operand = readonly [address: number, row: number, column: number];

function gemm(
  kernels: Kernels,
  size: readonly [m: number, n: number, k: number],
  left: Operand,
  right: Operand,
  target: readonly [address: number, stride: number],
): void {
  kernels.gemm(...size, 1, ...left, ...right, ...target, false);
}

/** Positions [from, to) of samples [first, last): whole samples, or a stretch of one. */
interface Chunk {
  readonly first: number;
  readonly last: number;
  readonly from: number;
  readonly to: number;
}

/** Chunks of at most `largest` positions that make up the first `samples` samples. */
function chunks(samples: number, positions: number, largest: number): Chunk[] {
  const result: Chunk[] = [];
  const together = Math.floor(largest / positions);
  if (together > 0)
    for (let first = 0; first < samples; first += together)
      result.push({ first, last: Math.min(samples, first + together), from: 0, to: positions });
  else
    for (let first = 0; first < samples; first++)
      for (let from = 0; from < positions; from += largest)
        result.push({ first, last: first + 1, from, to: Math.min(positions, from + largest) });
  return result;
}
