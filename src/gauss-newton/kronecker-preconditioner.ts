import { newMachine } from '../numerics/wasm';
import type { FlagCoordinates, RotatedTerm } from './kronecker-flags';

/** Output coordinates whose blocks differ by no more than this factor share one. */
const ALIKE = 2;
/** Blocks at most, where sharing can help it. */
const MOST_BLOCKS = 8;
/** Blocks that differ more are as good as unrelated. */
const UNRELATED = 2 ** 52;

/**
 * The inverse of Ghat's diagonal blocks over the output coordinates, sum_l (A_l)_ii B_l on the free entries of row i: the two-term
 * preconditioner with the diagonal of the terms in between. Blocks that are nearly multiples of each other share a Cholesky factor.
 * Source: docs/theory/gauss-newton.md 9.
 */
export class KroneckerPreconditioner {
  private readonly machine = newMachine();
  private readonly columns: number;
  private readonly work: number;
  private readonly blocks: readonly Block[];

  /** Undefined when a block is not positive definite to working accuracy. */
  static of(coordinates: FlagCoordinates, mostVectors: number): KroneckerPreconditioner | undefined {
    const result = new KroneckerPreconditioner(coordinates, mostVectors);
    return result.blocks.every(({ extent, factor }) => result.machine.kernels.cholesky(extent, factor, extent))
      ? result
      : undefined;
  }

  private constructor({ terms, extents }: FlagCoordinates, mostVectors: number) {
    const { arena } = this.machine;
    this.columns = terms[0].data.rows;
    this.work = arena.reserve(2 * mostVectors * extents.length * this.columns);
    this.blocks = groupsOf(terms, extents).map(({ extent, weights, rows }) => {
      const factor = arena.zeros(extent * extent);
      const sum = arena.view(factor, extent * extent);
      terms.forEach(({ data }, l) => {
        for (let i = 0; i < extent; i++)
          for (let j = 0; j <= i; j++) sum[i * extent + j] += weights[l] * data.get(i, j);
      });
      return { extent, rows, factor };
    });
  }

  /** On several vectors at once, p x q matrices flattened by rows; what is not free does not count and becomes 0. */
  apply(vectors: readonly Float64Array[]): Float64Array[] {
    const result = vectors.map((vector) => new Float64Array(vector.length));
    for (const block of this.blocks) this.solve(block, vectors, result);
    return result;
  }

  private solve({ extent, rows, factor }: Block, from: readonly Float64Array[], to: readonly Float64Array[]): void {
    const { kernels, arena } = this.machine;
    const places = from.flatMap((_, v) => rows.map(({ index, scale }) => ({ v, start: index * this.columns, scale })));
    const count = places.length;
    const upright = this.work + 8 * count * extent;
    const lines = arena.view(this.work, count * extent);
    places.forEach(({ v, start }, at) => lines.set(from[v].subarray(start, start + extent), at * extent));
    kernels.transpose(count, extent, 1, this.work, extent, upright, count);
    kernels.solveTriangular(extent, count, factor, extent, 1, false, upright);
    kernels.solveTriangular(extent, count, factor, 1, extent, true, upright);
    kernels.transpose(extent, count, 1, upright, count, this.work, extent);
    places.forEach(({ v, start, scale }, at) => {
      for (let j = 0; j < extent; j++) to[v][start + j] = lines[at * extent + j] / scale;
    });
  }
}

interface Block {
  readonly extent: number;
  readonly rows: Group['rows'];
  /** Address of its lower triangular factor. */
  readonly factor: number;
}

/** Output coordinates `index` whose weights are about `scale` times these. */
interface Group {
  readonly extent: number;
  readonly weights: readonly number[];
  readonly rows: { readonly index: number; readonly scale: number }[];
}

function groupsOf(terms: readonly RotatedTerm[], extents: Int32Array): readonly Group[] {
  for (let allowed = ALIKE; ; allowed **= 2) {
    const groups = groupsWithin(terms, extents, allowed);
    if (groups.length <= MOST_BLOCKS || allowed >= UNRELATED) return groups;
  }
}

function groupsWithin(terms: readonly RotatedTerm[], extents: Int32Array, allowed: number): readonly Group[] {
  const groups: Group[] = [];
  extents.forEach((extent, index) => {
    const weights = terms.map(({ outputs }) => Math.max(0, outputs.get(index, index)));
    const like = groups.find((group) => group.extent === extent && multiple(weights, group.weights).spread <= allowed);
    if (like) like.rows.push({ index, scale: multiple(weights, like.weights).scale });
    else groups.push({ extent, weights, rows: [{ index, scale: 1 }] });
  });
  return groups;
}

/** The multiple of the second weights that comes nearest to the first, and by what factors it misses them at worst. */
function multiple(a: readonly number[], b: readonly number[]): { readonly scale: number; readonly spread: number } {
  const ratios = a.flatMap((value, l) => (value > 0 || b[l] > 0 ? value / b[l] : []));
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return least > 0 && most < Infinity
    ? { scale: Math.sqrt(least * most), spread: most / least }
    : { scale: 1, spread: UNRELATED * 2 };
}
