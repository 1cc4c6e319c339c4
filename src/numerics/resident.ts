import { choleskyOperations, factorInPlace } from './cholesky';
import { Matrix } from './matrix';
import { giveBack, takeMachine } from './spare-machines';
import { withKernels, type Kernels, type Machine } from './wasm';

/**
 * A symmetric matrix kept where the kernels read it, in a memory of its own that goes with it: a product copies a vector, not the
 * matrix. Only the lower triangle is read; hardly anything of what stands above the
 * diagonal is touched, so it takes no memory.
 */
export class ResidentSymmetric {
  private constructor(private readonly triangle: ResidentTriangle) {}

  /** To be written row by row. */
  static zeros(size: number): ResidentSymmetric {
    return new ResidentSymmetric(ResidentTriangle.zeros(size));
  }

  /** A copy of A's lower triangle. */
  static of(a: Matrix): ResidentSymmetric {
    return new ResidentSymmetric(ResidentTriangle.of(a.rows, (i) => a.row(i)));
  }

  get size(): number {
    return this.triangle.size;
  }

  /** A view of entries 0..i of row i, which may be written. */
  row(i: number): Float64Array {
    return this.triangle.row(i);
  }

  /** A view of the whole matrix; what stands above the diagonal has no meaning. */
  lower(): Matrix {
    return this.triangle.whole();
  }

  /** A x */
  times(x: Float64Array): Float64Array {
    return this.triangle.apply(x, (kernels, n, a, input, output) =>
      kernels.symmetricVectorProduct(n, a, n, input, output),
    );
  }

  /** A x for each of them; several at once cost half as much as one after another. */
  timesAll(block: readonly Float64Array[]): Float64Array[] {
    return block.length < WORTH_BLOCK ? block.map((x) => this.times(x)) : this.triangle.timesBlock(block);
  }

  /** Gives the memory to the next matrix; this one and views of it are of no use afterwards. */
  release(): void {
    this.triangle.release();
  }
}

/** L with A = L L^T, kept as a ResidentSymmetric is. */
export class CholeskyFactor {
  private constructor(private readonly triangle: ResidentTriangle) {}

  /** Undefined when A is not positive definite to working accuracy. Reads A's lower triangle. */
  static of(a: Matrix): CholeskyFactor | undefined {
    const n = a.rows;
    return withKernels((kernels, arena) => {
      const factor = arena.reserve(n * n);
      for (let i = 0; i < n; i++) arena.view(factor + 8 * n * i, i + 1).set(a.data.subarray(n * i, n * i + i + 1));
      if (!factorInPlace(kernels, n, factor)) return undefined;
      return new CholeskyFactor(ResidentTriangle.of(n, (i) => arena.view(factor + 8 * n * i, n)));
    }, choleskyOperations(n));
  }

  /** A^-1 b */
  solve(b: Float64Array): Float64Array {
    return this.triangle.apply(b, (kernels, n, l, input, output) => kernels.solveCholesky(n, l, n, input, output));
  }

  /** Gives the memory to the next matrix; this factor is of no use afterwards. */
  release(): void {
    this.triangle.release();
  }
}

type TriangleRoutine = (kernels: Kernels, n: number, triangle: number, input: number, output: number) => void;

/** Vectors from which on their products are taken together, and at most so many. */
const WORTH_BLOCK = 8;
const BLOCK = 32;

/** A lower triangle by rows of full length. */
class ResidentTriangle {
  private own: Machine | undefined;
  /** Whether the memory may hold what another matrix left. */
  private readonly isUsed: boolean;
  private readonly address: number;
  private readonly input: number;
  private readonly output: number;

  private constructor(readonly size: number) {
    const { machine, isUsed } = takeMachine();
    this.isUsed = isUsed;
    this.own = machine;
    const { arena } = machine;
    // Of several vectors, too: growing later would take away what was viewed before.
    this.input = arena.reserve(BLOCK * size);
    this.output = arena.reserve(BLOCK * size);
    this.address = arena.reserve(size * size);
  }

  static zeros(size: number): ResidentTriangle {
    const result = new ResidentTriangle(size);
    if (result.isUsed) result.whole().data.fill(0);
    return result;
  }

  /** `row`: its entries from the first to the diagonal, and any number more. */
  static of(size: number, row: (index: number) => Float64Array): ResidentTriangle {
    const result = new ResidentTriangle(size);
    for (let i = 0; i < size; i++) result.row(i).set(row(i).subarray(0, i + 1));
    return result;
  }

  row(index: number): Float64Array {
    return this.machine.arena.view(this.address + 8 * this.size * index, index + 1);
  }

  whole(): Matrix {
    const { size, machine, address } = this;
    return new Matrix(size, size, machine.arena.view(address, size * size));
  }

  apply(vector: Float64Array, routine: TriangleRoutine): Float64Array {
    const { size, machine, address, input, output } = this;
    if (vector.length !== size) throw new RangeError(`vector of ${vector.length} entries for a matrix of size ${size}`);
    machine.arena.view(input, size).set(vector);
    routine(machine.kernels, size, address, input, output);
    return machine.arena.take(output, size);
  }

  /** A V: rows of V to rows of the product. */
  timesBlock(vectors: readonly Float64Array[]): Float64Array[] {
    const { size: n, machine, address, input, output } = this;
    const { kernels, arena } = machine;
    const result: Float64Array[] = [];
    for (let first = 0; first < vectors.length; first += BLOCK) {
      const part = vectors.slice(first, first + BLOCK);
      const count = part.length;
      part.forEach((vector, q) => arena.view(input + 8 * n * q, n).set(vector));
      kernels.symmetricRowsTimes(0, n, n, n, address, count, input, output);
      const columns = arena.view(output, n * count);
      for (let q = 0; q < count; q++) result.push(Float64Array.from({ length: n }, (_, i) => columns[i * count + q]));
    }
    return result;
  }

  release(): void {
    const { machine } = this;
    this.own = undefined;
    giveBack(machine);
  }

  private get machine(): Machine {
    if (!this.own) throw new Error('a matrix was used after its memory had been given back');
    return this.own;
  }
}
