import { choleskyOperations, factorInPlace } from './cholesky';
import type { Matrix } from './matrix';
import { newMachine, withKernels, type Kernels } from './wasm';

/**
 * A symmetric matrix kept where the kernels read it, in a memory of its own that goes with it: a product copies a vector, not the
 * matrix.
 */
export class ResidentSymmetric {
  private readonly triangle: ResidentTriangle;

  /** Reads the lower triangle. */
  constructor(a: Matrix) {
    this.triangle = new ResidentTriangle(a.rows, (i) => a.row(i));
  }

  /** A x */
  times(x: Float64Array): Float64Array {
    return this.triangle.apply(x, (kernels, n, a, input, output) =>
      kernels.symmetricVectorProduct(n, a, n, input, output),
    );
  }
}

/** L with A = L L^T, kept as a ResidentSymmetric is. */
export class CholeskyFactor {
  private constructor(private readonly triangle: ResidentTriangle) {}

  /** Undefined when A is not positive definite to working accuracy. Reads A's lower triangle. */
  static of(a: Matrix): CholeskyFactor | undefined {
    const n = a.rows;
    return withKernels((kernels, arena) => {
      const factor = arena.put(a.data);
      if (!factorInPlace(kernels, n, factor)) return undefined;
      return new CholeskyFactor(new ResidentTriangle(n, (i) => arena.view(factor + 8 * n * i, n)));
    }, choleskyOperations(n));
  }

  /** A^-1 b */
  solve(b: Float64Array): Float64Array {
    return this.triangle.apply(b, (kernels, n, l, input, output) => kernels.solveCholesky(n, l, n, input, output));
  }
}

type TriangleRoutine = (kernels: Kernels, n: number, triangle: number, input: number, output: number) => void;

/** A lower triangle by rows of full length. What stands above the diagonal is never touched, so it takes no memory. */
class ResidentTriangle {
  private readonly machine = newMachine();
  private readonly address: number;
  private readonly input: number;
  private readonly output: number;

  constructor(
    private readonly size: number,
    row: (index: number) => Float64Array,
  ) {
    const { arena } = this.machine;
    this.input = arena.reserve(size);
    this.output = arena.reserve(size);
    this.address = arena.reserve(size * size);
    const target = arena.view(this.address, size * size);
    for (let i = 0; i < size; i++) target.set(row(i).subarray(0, i + 1), i * size);
  }

  apply(vector: Float64Array, routine: TriangleRoutine): Float64Array {
    const { size, machine, address, input, output } = this;
    if (vector.length !== size) throw new RangeError(`vector of ${vector.length} entries for a matrix of size ${size}`);
    machine.arena.view(input, size).set(vector);
    routine(machine.kernels, size, address, input, output);
    return machine.arena.take(output, size);
  }
}
