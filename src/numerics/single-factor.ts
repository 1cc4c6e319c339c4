import { choleskyOperations, factorSingleInPlace } from './cholesky';
import { newMachine, withKernels } from './wasm';

/**
 * A Cholesky factor in float32 of a symmetric float64 matrix, scaled to a unit diagonal first: half the time and memory of a
 * CholeskyFactor, and solutions whose error is some float32 roundings times the condition number of the scaled matrix. For what corrects
 * itself: preconditioners, iterative refinement.
 */
export class SingleFactor {
  private readonly machine = newMachine();
  private readonly factor: number;
  private readonly vector: number;

  /** `scales`: what rows and columns were multiplied by; `row`: of the factor, from the first entry to the diagonal. */
  private constructor(
    private readonly scales: Float64Array,
    row: (index: number) => Float32Array,
  ) {
    const { arena } = this.machine;
    const { length: n } = scales;
    this.vector = arena.reserve(Math.ceil(n / 2));
    this.factor = arena.reserve(Math.ceil((n * n) / 2));
    for (let i = 0; i < n; i++) arena.singles(this.factor + 4 * n * i, i + 1).set(row(i));
  }

  /**
   * Of the matrix of size n whose row i, from its first entry to at least the diagonal, is `row(i)`; every row is read at once, in order,
   * after all have been asked for their diagonal entry. Undefined when the scaled matrix is not positive definite in float32.
   */
  static of(n: number, row: (index: number) => Float64Array): SingleFactor | undefined {
    const scales = Float64Array.from({ length: n }, (_, i) => 1 / Math.sqrt(row(i)[i]));
    return withKernels((kernels, arena) => {
      const factor = arena.reserve(Math.ceil((n * n) / 2));
      for (let i = 0; i < n; i++) scaleRow(row(i), scales, i, arena.singles(factor + 4 * n * i, i + 1));
      if (!factorSingleInPlace(kernels, n, factor)) return undefined;
      return new SingleFactor(scales, (i) => arena.singles(factor + 4 * n * i, i + 1));
    }, choleskyOperations(n));
  }

  /** A^-1 b, nearly. */
  solve(b: Float64Array): Float64Array {
    const { scales, machine, vector, factor } = this;
    const { length: n } = scales;
    if (b.length !== n) throw new RangeError(`vector of ${b.length} entries for a matrix of size ${n}`);
    const scaled = b.map((value, i) => value * scales[i]);
    // Float32 has few exponents.
    const size = scaled.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    machine.arena.singles(vector, n).set(scaled.map((value) => value / size));
    machine.kernels.solveSingleCholesky(n, factor, n, vector);
    const solution = machine.arena.singles(vector, n);
    return scaled.map((_, i) => solution[i] * size * scales[i]);
  }
}

function scaleRow(row: Float64Array, scales: Float64Array, i: number, target: Float32Array): void {
  const scale = scales[i];
  for (let j = 0; j <= i; j++) target[j] = row[j] * scale * scales[j];
}
