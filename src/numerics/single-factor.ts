import type { Arena } from './arena';
import { choleskyOperations, factorSingleInPlace } from './cholesky';
import { giveBack, takeMachine } from './spare-machines';
import { type Kernels, type Machine, withKernels } from './wasm';

/** Row i of a symmetric matrix, from its first entry to at least the diagonal; read at once, in order, after all diagonal entries. */
export type RowOf = (index: number) => Float64Array;

/**
 * A Cholesky factor in float32 of a symmetric float64 matrix, scaled to a unit diagonal first: half the time and memory of a
 * CholeskyFactor, and solutions whose error is some float32 roundings times the condition number of the scaled matrix. For what corrects
 * itself: preconditioners, iterative refinement.
 */
export class SingleFactor {
  private constructor(
    private readonly machine: Machine,
    private readonly resident: ResidentFactor,
  ) {}

  /** Of the matrix of size n. Undefined when the scaled matrix is not positive definite in float32. */
  static of(n: number, row: RowOf): SingleFactor | undefined {
    return withKernels((kernels, arena) => {
      const made = factorIn(kernels, arena, n, row);
      if (!made) return undefined;
      const { machine } = takeMachine();
      const resident = placeIn(machine.arena, made.scales);
      for (let i = 0; i < n; i++)
        machine.arena.singles(resident.factor + 4 * n * i, i + 1).set(arena.singles(made.factor + 4 * n * i, i + 1));
      return new SingleFactor(machine, resident);
    }, choleskyOperations(n));
  }

  /** A^-1 b, nearly. */
  solve(b: Float64Array): Float64Array {
    return solveWith(this.machine.kernels, this.machine.arena, this.resident, b);
  }

  /** Gives the memory to the next matrix; this factor is of no use afterwards. */
  release(): void {
    giveBack(this.machine);
  }
}

/** What `use` makes of the solutions that such a factor gives, which is not kept; undefined where SingleFactor.of is. */
export function withSingleFactor<T>(
  n: number,
  row: RowOf,
  use: (solve: (b: Float64Array) => Float64Array) => T,
): T | undefined {
  return withKernels((kernels, arena) => {
    const made = factorIn(kernels, arena, n, row);
    return made && use((b) => solveWith(kernels, arena, made, b));
  }, choleskyOperations(n));
}

interface ResidentFactor {
  /** What rows and columns were multiplied by. */
  readonly scales: Float64Array;
  /** Addresses: of n x n entries, and of a vector. */
  readonly factor: number;
  readonly vector: number;
}

function placeIn(arena: Arena, scales: Float64Array): ResidentFactor {
  const { length: n } = scales;
  return { scales, vector: arena.reserve(Math.ceil(n / 2)), factor: arena.reserve(Math.ceil((n * n) / 2)) };
}

function factorIn(kernels: Kernels, arena: Arena, n: number, row: RowOf): ResidentFactor | undefined {
  const place = placeIn(
    arena,
    Float64Array.from({ length: n }, (_, i) => 1 / Math.sqrt(row(i)[i])),
  );
  const entries = arena.singles(place.factor, n * n);
  for (let i = 0; i < n; i++) scaleRow(row(i), place.scales, i, entries, n * i);
  return factorSingleInPlace(kernels, n, place.factor) ? place : undefined;
}

function solveWith(
  kernels: Kernels,
  arena: Arena,
  { scales, factor, vector }: ResidentFactor,
  b: Float64Array,
): Float64Array {
  const { length: n } = scales;
  if (b.length !== n) throw new RangeError(`vector of ${b.length} entries for a matrix of size ${n}`);
  const x = arena.singles(vector, n);
  // Float32 has few exponents.
  let size = 0;
  for (let i = 0; i < n; i++) size = Math.max(size, Math.abs(b[i] * scales[i]));
  size ||= 1;
  for (let i = 0; i < n; i++) x[i] = (b[i] * scales[i]) / size;
  kernels.solveSingleCholesky(n, factor, n, vector);
  const solution = new Float64Array(n);
  for (let i = 0; i < n; i++) solution[i] = x[i] * size * scales[i];
  return solution;
}

function scaleRow(row: Float64Array, scales: Float64Array, i: number, target: Float32Array, at: number): void {
  const scale = scales[i];
  for (let j = 0; j <= i; j++) target[at + j] = row[j] * scale * scales[j];
}
