import type { Machine } from '../numerics/wasm';
import type { FlagCoordinates } from './kronecker-flags';

/**
 * Products with Ghat = sum_l A_l (x) B_l in flag coordinates, on several vectors at once: p x q matrices M, flattened by rows,
 * to sum_l A_l M B_l on the free entries. Its matrices stay where the machine's kernels read them. Source: docs/theory/gauss-newton.md 1.3.
 */
export class KroneckerProduct {
  /** Length of a vector. */
  readonly size: number;
  private readonly outputs: number;
  private readonly data: number;
  private readonly count: number;
  private readonly squares: number;
  private readonly stack: number;
  private readonly work: number;

  constructor(
    { terms, extents }: FlagCoordinates,
    mostVectors: number,
    private readonly machine: Machine,
  ) {
    const { arena } = machine;
    this.outputs = extents.length;
    this.data = terms[0].data.rows;
    this.count = terms.length;
    this.size = this.outputs * this.data;
    this.squares = arena.reserve(this.count * this.outputs ** 2);
    this.stack = arena.reserve(this.count * this.data ** 2);
    this.work = arena.reserve(mostVectors * this.size * (this.count + 2));
    terms.forEach(({ outputs, data }, l) => {
      arena.view(this.squares, this.count * this.outputs ** 2).set(outputs.data, l * this.outputs ** 2);
      arena.view(this.stack, this.count * this.data ** 2).set(data.data, l * this.data ** 2);
    });
    this.free = freeEntries(extents, this.data);
  }

  /** 1 for free entries, 0 for the others; undefined where all are free. */
  readonly free: Uint8Array | undefined;

  times(block: readonly Float64Array[]): Float64Array[] {
    const { size, machine, outputs: p, data: q, count } = this;
    const { kernels, arena } = machine;
    const length = block.length * size;
    const input = this.work;
    const output = input + 8 * length;
    const middle = output + 8 * length;
    block.forEach((vector, v) => {
      const copy = arena.view(input + 8 * size * v, size);
      copy.set(vector);
      masked(copy, this.free);
    });
    arena.view(output, length * (1 + count)).fill(0);
    // [A_1 M, ..., A_L M] side by side for every vector, times the B_l one below the other.
    for (let v = 0; v < block.length; v++)
      for (let l = 0; l < count; l++)
        kernels.gemm(
          ...([p, q, p, 1, this.squares + 8 * l * p * p, p, 1, input + 8 * size * v, q, 1] as const),
          ...([middle + 8 * (v * count * size + l * q), count * q, false] as const),
        );
    kernels.gemm(block.length * p, q, count * q, 1, middle, count * q, 1, this.stack, q, 1, output, q, false);
    return block.map((_, v) => masked(arena.take(output + 8 * size * v, size), this.free));
  }
}

function freeEntries(extents: Int32Array, columns: number): Uint8Array | undefined {
  if (extents.every((extent) => extent === columns)) return undefined;
  const free = new Uint8Array(extents.length * columns);
  extents.forEach((extent, i) => free.fill(1, i * columns, i * columns + extent));
  return free;
}

/** In place. */
export function masked(vector: Float64Array, free: Uint8Array | undefined): Float64Array {
  if (!free) return vector;
  for (let i = 0; i < vector.length; i++) if (free[i] === 0) vector[i] = 0;
  return vector;
}
