import { combination, removeComponents } from './vectors';
import type { Machine } from './wasm';

/** Orthonormal vectors that become more and more. */
export interface Basis {
  readonly length: number;
  push(vector: Float64Array): void;
  /** vector -= sum_b (b . vector) b, in place. */
  removeFrom(vector: Float64Array): void;
  /** sum_i factor_i b_i */
  combination(factors: Float64Array): Float64Array;
  readonly vectors: readonly Float64Array[];
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

  combination(factors: Float64Array): Float64Array {
    return combination(this.vectors, factors);
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
    if (length % CHUNK === 0) chunks.push(machine.arena.reserve(CHUNK * size));
    machine.arena.view(this.addressOf(length), size).set(vector);
    this.length++;
  }

  removeFrom(vector: Float64Array): void {
    const { size, machine } = this;
    machine.arena.view(this.vector, size).set(vector);
    this.chunks.forEach((chunk, i) => machine.kernels.removeComponents(this.countIn(i), size, chunk, this.vector));
    vector.set(machine.arena.view(this.vector, size));
  }

  combination(factors: Float64Array): Float64Array {
    const { size, machine } = this;
    const sum = machine.arena.view(this.vector, size).fill(0);
    this.chunks.forEach((chunk, i) => {
      const count = this.countIn(i);
      machine.arena.view(this.factors, count).set(factors.subarray(i * CHUNK, i * CHUNK + count));
      machine.kernels.addCombination(count, size, chunk, this.factors, this.vector);
    });
    return sum.slice();
  }

  get vectors(): readonly Float64Array[] {
    return Array.from({ length: this.length }, (_, i) => this.machine.arena.take(this.addressOf(i), this.size));
  }

  private countIn(chunk: number): number {
    return Math.min(CHUNK, this.length - chunk * CHUNK);
  }

  private addressOf(index: number): number {
    return this.chunks[Math.floor(index / CHUNK)] + 8 * this.size * (index % CHUNK);
  }
}
