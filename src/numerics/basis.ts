import { combination, dot, removeComponents } from './vectors';
import type { Machine } from './wasm';

/** Vectors, orthonormal unless only combinations are asked for, that become more and more. */
export interface Basis {
  readonly length: number;
  push(vector: Float64Array): void;
  /** vector -= sum_b (b . vector) b, in place. */
  removeFrom(vector: Float64Array): void;
  /** b_i . vector */
  components(vector: Float64Array): Float64Array;
  /** sum_i factor_i b_i */
  combination(factors: Float64Array): Float64Array;
  readonly vectors: readonly Float64Array[];
  clear(): void;
}

/** Wherever a vector happens to lie. */
export class ScatteredBasis implements Basis {
  readonly vectors: Float64Array[] = [];

  get length(): number {
    return this.vectors.length;
  }

  push(vector: Float64Array): void {
    this.vectors.push(vector);
  }

  removeFrom(vector: Float64Array): void {
    removeComponents(vector, this.vectors);
  }

  components(vector: Float64Array): Float64Array {
    return Float64Array.from(this.vectors, (one) => dot(one, vector));
  }

  combination(factors: Float64Array): Float64Array {
    return combination(this.vectors, factors);
  }

  clear(): void {
    this.vectors.length = 0;
  }
}

/** Vectors that are given memory together. */
const CHUNK = 16;

/** Where the kernels read them, which takes a fraction of the time for long ones: for as long as what is reserved there lasts. */
export class ResidentBasis implements Basis {
  length = 0;
  private readonly chunks: number[] = [];
  private readonly vector: number;
  private readonly factors: number;

  constructor(
    private readonly size: number,
    private readonly machine: Machine,
  ) {
    this.vector = machine.arena.reserve(size);
    this.factors = machine.arena.reserve(CHUNK);
  }

  push(vector: Float64Array): void {
    const { size, machine, chunks, length } = this;
    if (length === CHUNK * chunks.length) chunks.push(machine.arena.reserve(CHUNK * size));
    machine.arena.view(this.addressOf(length), size).set(vector);
    this.length++;
  }

  removeFrom(vector: Float64Array): void {
    const { size, machine } = this;
    machine.arena.view(this.vector, size).set(vector);
    this.filled((chunk, count) => machine.kernels.removeComponents(count, size, chunk, this.vector));
    vector.set(machine.arena.view(this.vector, size));
  }

  components(vector: Float64Array): Float64Array {
    const { size, machine } = this;
    const result = new Float64Array(this.length);
    machine.arena.view(this.vector, size).set(vector);
    this.filled((chunk, count, first) => {
      machine.kernels.components(count, size, chunk, this.vector, this.factors);
      result.set(machine.arena.view(this.factors, count), first);
    });
    return result;
  }

  combination(factors: Float64Array): Float64Array {
    const { size, machine } = this;
    const sum = machine.arena.view(this.vector, size).fill(0);
    this.filled((chunk, count, first) => {
      machine.arena.view(this.factors, count).set(factors.subarray(first, first + count));
      machine.kernels.addCombination(count, size, chunk, this.factors, this.vector);
    });
    return sum.slice();
  }

  get vectors(): readonly Float64Array[] {
    return Array.from({ length: this.length }, (_, i) => this.machine.arena.take(this.addressOf(i), this.size));
  }

  clear(): void {
    this.length = 0;
  }

  /** Calls back for every chunk that holds vectors, with their number and the index of its first. */
  private filled(visit: (chunk: number, count: number, first: number) => void): void {
    for (let first = 0; first < this.length; first += CHUNK)
      visit(this.chunks[first / CHUNK], Math.min(CHUNK, this.length - first), first);
  }

  private addressOf(index: number): number {
    return this.chunks[Math.floor(index / CHUNK)] + 8 * this.size * (index % CHUNK);
  }
}
