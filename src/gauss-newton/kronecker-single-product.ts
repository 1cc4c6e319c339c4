import { scale } from '../numerics/vectors';
import type { Machine } from '../numerics/wasm';
import { type FlagCoordinates, traceOf } from './kronecker-flags';
import { masked } from './kronecker-product';

/**
 * As KroneckerProduct, its factors B_l in float32: half the time, and an error of some float32 roundings of lambda_max. For iterations whose
 * result a product in float64 checks. Entries are near 1 whatever the size of the network's.
 */
export class SingleKroneckerProduct {
  private readonly outputs: number;
  private readonly data: number;
  private readonly count: number;
  /** lambda_max is not above it. */
  private readonly unit: number;
  private readonly squares: number;
  private readonly stack: number;
  private readonly work: number;

  constructor(
    { terms, extents }: FlagCoordinates,
    private readonly free: Uint8Array | undefined,
    private readonly machine: Machine,
  ) {
    const { arena } = machine;
    const p = extents.length;
    const q = terms[0].data.rows;
    [this.outputs, this.data, this.count] = [p, q, terms.length];
    const units = terms.map(({ data }) => traceOf(data) || 1);
    this.unit = terms.reduce((sum, { outputs }, l) => sum + traceOf(outputs) * units[l], 0) || 1;
    this.squares = arena.reserve(this.count * p * p);
    this.stack = arena.reserve(Math.ceil((this.count * q * q) / 2));
    this.work = arena.reserve(2 * (this.count + 1) * p * q);
    terms.forEach(({ outputs, data }, l) => {
      const factor = -units[l] / this.unit;
      arena.view(this.squares + 8 * l * p * p, p * p).set(outputs.data.map((value) => value * factor));
      const stack = arena.singles(this.stack, this.count * q * q);
      // B_l is symmetric: row i of the stack has row i of each.
      for (let i = 0; i < q; i++) copyScaled(data.row(i), q / units[l], stack, (i * this.count + l) * q);
    });
  }

  times(vector: Float64Array): Float64Array {
    const { outputs: p, data: q, count, work, unit } = this;
    const { kernels, arena } = this.machine;
    const size = p * q;
    const width = count * q;
    const middle = work + 8 * size;
    const rounded = middle + 8 * count * size;
    const product = rounded + 4 * count * size;
    arena.view(work, size).set(vector);
    masked(arena.view(work, size), this.free);
    arena.view(middle, count * size).fill(0);
    for (let l = 0; l < count; l++)
      kernels.gemm(p, q, p, 1, this.squares + 8 * l * p * p, p, 1, work, q, 1, middle + 8 * l * q, width, false);
    arena.singles(rounded, count * size).set(arena.view(middle, count * size));
    const result = arena.singles(product, size).fill(0);
    kernels.subtractSingleProducts(p, q, width, rounded, width, this.stack, width, product, q, false);
    const exact = new Float64Array(result);
    scale(exact, unit / q);
    return masked(exact, this.free);
  }
}

function copyScaled(from: Float64Array, factor: number, to: Float32Array, start: number): void {
  for (let i = 0; i < from.length; i++) to[start + i] = from[i] * factor;
}
