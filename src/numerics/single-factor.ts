import { choleskyOperations, factorSingleInPlace } from './cholesky';
import { withKernels } from './wasm';

/** A^-1 b, nearly. */
export type InexactSolve = (b: Float64Array) => Float64Array;

/**
 * What `use` makes of a Cholesky factor in float32 of a symmetric float64 matrix, scaled to a unit diagonal first: half the time and memory of
 * a CholeskyFactor, and solutions whose error is some float32 roundings times the condition number of the scaled matrix. For what corrects
 * itself: preconditioners, iterative refinement. The matrix is of size n, and its row i, from its first entry to at least the diagonal, is
 * `row(i)`; every row is read at once, in order, after all have been asked for their diagonal entry. Undefined when the scaled matrix is not
 * positive definite in float32.
 */
export function withSingleFactor<T>(
  n: number,
  row: (index: number) => Float64Array,
  use: (solve: InexactSolve) => T,
): T | undefined {
  const scales = Float64Array.from({ length: n }, (_, i) => 1 / Math.sqrt(row(i)[i]));
  return withKernels((kernels, arena) => {
    const factor = arena.reserve(Math.ceil((n * n) / 2));
    const vector = arena.reserve(Math.ceil(n / 2));
    const singles = arena.singles(factor, n * n);
    for (let i = 0; i < n; i++) scaleRow(row(i), scales, i, singles, n * i);
    if (!factorSingleInPlace(kernels, n, factor)) return undefined;
    const x = arena.singles(vector, n);
    return use((b) => {
      if (b.length !== n) throw new RangeError(`vector of ${b.length} entries for a matrix of size ${n}`);
      // Float32 has few exponents.
      let size = 0;
      for (let i = 0; i < n; i++) size = Math.max(size, Math.abs(b[i] * scales[i]));
      size ||= 1;
      for (let i = 0; i < n; i++) x[i] = (b[i] * scales[i]) / size;
      kernels.solveSingleCholesky(n, factor, n, vector);
      return b.map((_, i) => x[i] * size * scales[i]);
    });
  }, choleskyOperations(n));
}

function scaleRow(row: Float64Array, scales: Float64Array, i: number, target: Float32Array, at: number): void {
  const scale = scales[i];
  for (let j = 0; j <= i; j++) target[at + j] = row[j] * scale * scales[j];
}
