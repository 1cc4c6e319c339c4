import { factorInPlace } from '../numerics/cholesky';
import { Lanczos, type LanczosRun } from '../numerics/lanczos';
import type { Matrix } from '../numerics/matrix';
import { addTo } from '../numerics/vectors';
import type { Machine } from '../numerics/wasm';
import type { FlagCoordinates } from './kronecker-flags';

/** Output coordinates whose blocks differ by no more than this factor share one. */
const ALIKE = 1.05;
/** Blocks at most, where sharing can help it. */
const MOST_BLOCKS = 8;
/** Blocks that differ more are as good as unrelated. */
const UNRELATED = 2 ** 52;
/** Steps towards the smallest eigenvalue of the lowest block, and the relative error that will do. */
const ROUGHLY: LanczosRun = { minSteps: 10, maxSteps: 40, tolerance: 1e-2 };
/** Shares of it that are tried as shift, until all blocks stay definite. */
const SHIFTS = [0.95, 0.8, 0.5, 0];

/**
 * The inverse of Ghat's diagonal blocks over the output coordinates, sum_l (A_l)_ii B_l on the free entries of row i, less a shift that
 * comes near to their smallest eigenvalue: the nearer, the more the bottom of the spectrum stands out, and the fewer steps find it. The
 * two-term preconditioner with the diagonal of the terms in between. Blocks that are nearly multiples of each other share a Cholesky
 * factor. Source: docs/theory/gauss-newton.md 9.
 */
export class KroneckerPreconditioner {
  private readonly columns: number;
  private readonly work: number;
  private readonly blocks: readonly Block[];

  /** Undefined when a block is not positive definite to working accuracy. */
  static of(coordinates: FlagCoordinates, mostVectors: number, machine: Machine): KroneckerPreconditioner | undefined {
    const result = new KroneckerPreconditioner(coordinates, mostVectors, machine);
    const smallest = result.factor([result.blocks[0]], 0) ? result.smallestOf(result.blocks[0]) : 0;
    return SHIFTS.some((share) => result.factor(result.blocks, share * smallest)) ? result : undefined;
  }

  private constructor(
    private readonly coordinates: FlagCoordinates,
    mostVectors: number,
    private readonly machine: Machine,
  ) {
    const { terms, extents } = coordinates;
    const { arena } = machine;
    this.columns = terms[0].data.rows;
    this.work = arena.reserve(2 * mostVectors * extents.length * this.columns);
    this.blocks = groupsOf(coordinates).map((group) => ({ ...group, factor: arena.reserve(group.extent ** 2) }));
  }

  /** On several vectors at once, p x q matrices flattened by rows; what is not free does not count and becomes 0. */
  apply(vectors: readonly Float64Array[]): Float64Array[] {
    const result = vectors.map((vector) => new Float64Array(vector.length));
    for (const block of this.blocks) this.solve(block, vectors, result);
    return result;
  }

  /** Whether all blocks less the shift are positive definite. */
  private factor(blocks: readonly Block[], shift: number): boolean {
    const { kernels, arena } = this.machine;
    return blocks.every(({ extent, weights, factor }) => {
      const sum = arena.view(factor, extent * extent).fill(0);
      for (let i = 0; i < extent; i++) {
        const row = sum.subarray(i * extent, i * extent + i + 1);
        this.coordinates.terms.forEach(({ data }, l) => addTo(row, data.row(i), weights[l]));
      }
      for (let i = 0; i < extent; i++) sum[i * extent + i] -= shift;
      return factorInPlace(kernels, extent, factor);
    });
  }

  /** The smallest eigenvalue of a block from its factor. */
  private smallestOf({ extent, factor }: Block): number {
    const { kernels, arena } = this.machine;
    const inverse = new Lanczos(extent, (vector) => {
      arena.view(this.work, extent).set(vector);
      kernels.solveCholesky(extent, factor, extent, this.work, this.work + 8 * extent);
      return arena.take(this.work + 8 * extent, extent);
    });
    return 1 / inverse.run(ROUGHLY).value;
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

/** Output coordinates `index` whose weights are about `scale` times these. */
interface Group {
  readonly extent: number;
  readonly weights: readonly number[];
  readonly rows: { readonly index: number; readonly scale: number }[];
}

interface Block extends Group {
  /** Address of its lower triangular factor. */
  readonly factor: number;
}

/** Those with the smallest eigenvalues come first, as far as traces tell. */
function groupsOf({ terms, extents }: FlagCoordinates): readonly Group[] {
  const rows = Array.from(extents, (extent, index) => {
    const weights = terms.map(({ outputs }) => Math.max(0, outputs.get(index, index)));
    const trace = terms.reduce((sum, { data }, l) => sum + weights[l] * traceOf(data, extent), 0);
    return { index, extent, weights, mean: trace / extent };
  }).sort((a, b) => a.mean - b.mean);
  for (let allowed = ALIKE; ; allowed **= 2) {
    const groups = groupsWithin(rows, allowed);
    if (groups.length <= MOST_BLOCKS || allowed >= UNRELATED) return groups;
  }
}

interface Row {
  readonly index: number;
  readonly extent: number;
  readonly weights: readonly number[];
}

function groupsWithin(rows: readonly Row[], allowed: number): readonly Group[] {
  const groups: Group[] = [];
  for (const { index, extent, weights } of rows) {
    const like = groups.find((group) => group.extent === extent && multiple(weights, group.weights).spread <= allowed);
    if (like) like.rows.push({ index, scale: multiple(weights, like.weights).scale });
    else groups.push({ extent, weights, rows: [{ index, scale: 1 }] });
  }
  return groups;
}

/** Of the leading entries. */
function traceOf({ data, cols }: Matrix, extent: number): number {
  let sum = 0;
  for (let i = 0; i < extent; i++) sum += data[i * (cols + 1)];
  return sum;
}

/** The multiple of the second weights that comes nearest to the first, and by what factors it misses them at worst. */
function multiple(a: readonly number[], b: readonly number[]): { readonly scale: number; readonly spread: number } {
  const ratios = a.flatMap((value, l) => (value > 0 || b[l] > 0 ? value / b[l] : []));
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return least > 0 && most < Infinity
    ? { scale: Math.sqrt(least * most), spread: most / least }
    : { scale: 1, spread: UNRELATED * 2 };
}
