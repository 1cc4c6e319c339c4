import { Lanczos, type LanczosRun } from '../numerics/lanczos';
import { Matrix } from '../numerics/matrix';
import { CholeskyFactor } from '../numerics/resident';
import { SingleFactor } from '../numerics/single-factor';
import { combination } from '../numerics/vectors';
import type { FlagCoordinates } from './kronecker-flags';

/** Output coordinates whose blocks differ by no more than this factor share one. */
const ALIKE = 1.05;
/** Blocks at most, where sharing can help it. */
const MOST_BLOCKS = 8;
/** Blocks that differ more are as good as unrelated. */
const UNRELATED = 2 ** 52;
/** Steps towards the smallest eigenvalue of the lowest block, and the relative error that will do. */
const ROUGHLY: LanczosRun = { minSteps: 10, maxSteps: 40, tolerance: 1e-2 };
/** Towards those of the blocks less the shift, for vectors to begin with. */
const GUESS: LanczosRun = { minSteps: 10, maxSteps: 50, tolerance: 1e-3 };
/** Shares of it that are tried as shift, until all blocks stay definite. */
const SHIFTS = [0.95, 0.8, 0.5, 0];

/**
 * The inverse of Ghat's diagonal blocks over the output coordinates, sum_l (A_l)_ii B_l on the free entries of row i, less a shift that
 * comes near to their smallest eigenvalue: the nearer, the more the bottom of the spectrum stands out, and the fewer steps find it. The
 * two-term preconditioner with the diagonal of the terms in between. Blocks that are nearly multiples of each other share a Cholesky
 * factor, in float32 where that will do: what it leads to is measured by products in float64. Source: docs/theory/gauss-newton.md 9.
 */
export class KroneckerPreconditioner {
  private constructor(
    private readonly columns: number,
    private readonly size: number,
    private readonly blocks: readonly Block[],
  ) {}

  /** Undefined when a block is not positive definite to working accuracy. */
  static of(coordinates: FlagCoordinates): KroneckerPreconditioner | undefined {
    const sums = groupsOf(coordinates).map((group) => new BlockSum(group, coordinates));
    for (const exact of [false, true]) {
      const blocks = shifted(sums, exact);
      if (!blocks) continue;
      const columns = coordinates.terms[0].data.rows;
      return new KroneckerPreconditioner(columns, columns * coordinates.extents.length, blocks);
    }
    return undefined;
  }

  /** On several vectors at once, p x q matrices flattened by rows; what is not free does not count and becomes 0. */
  apply(vectors: readonly Float64Array[]): Float64Array[] {
    const { columns, blocks } = this;
    return vectors.map((vector) => {
      const result = new Float64Array(vector.length);
      for (const { extent, rows, factor } of blocks)
        for (const { index, scale } of rows) {
          const start = index * columns;
          const solution = factor.solve(vector.subarray(start, start + extent));
          for (let j = 0; j < extent; j++) result[start + j] = solution[j] / scale;
        }
      return result;
    });
  }

  /** Orthonormal, and nearly what it enlarges most; up to `count` of them. Every block is looked at by itself. */
  bottom(count: number): Float64Array[] {
    const { columns, size, blocks } = this;
    const found = blocks.flatMap(({ extent, rows, factor }) => {
      const inverse = new Lanczos(extent, (vector) => factor.solve(vector));
      const { steps } = inverse.run(GUESS);
      const values = inverse.quadrature(steps).map(({ value }) => value).reverse(); // prettier-ignore
      return values
        .slice(0, count)
        .flatMap((value, at) => rows.map(({ index, scale }) => ({ value: value / scale, index, of: inverse, at })));
    });
    const largest = found.sort((a, b) => b.value - a.value).slice(0, count);
    return largest.map(({ index, of, at }) => {
      const result = new Float64Array(size);
      result.set(of.vector(at), index * columns);
      return result;
    });
  }

  /** Gives the memory to the next matrix; this one is of no use afterwards. */
  release(): void {
    for (const { factor } of this.blocks) factor.release();
  }
}

/** The sum of a group, and its factors. */
class BlockSum {
  /** Of its lower triangle, and their last entries. */
  private readonly rows: readonly Float64Array[];
  private readonly diagonal: Float64Array;

  constructor(
    readonly group: Group,
    { terms }: FlagCoordinates,
  ) {
    const { extent, weights } = group;
    const leading = (i: number) => terms.map(({ data }) => data.row(i).subarray(0, i + 1));
    this.rows = Array.from({ length: extent }, (_, i) => combination(leading(i), weights));
    this.diagonal = Float64Array.from(this.rows, (row, i) => row[i]);
  }

  /** Of the sum less a multiple of the identity, in float32 unless it shall be `exact`; undefined where it is not definite. */
  factor(shift: number, exact: boolean): Factor | undefined {
    const { rows, diagonal } = this;
    const { extent } = this.group;
    rows.forEach((row, i) => (row[i] = diagonal[i] - shift));
    if (!exact) return SingleFactor.of(extent, (i) => rows[i]);
    const matrix = new Matrix(extent, extent);
    rows.forEach((row, i) => matrix.row(i).set(row));
    return CholeskyFactor.of(matrix);
  }
}

/** All blocks less the largest shift that leaves them definite. */
function shifted(sums: readonly BlockSum[], exact: boolean): Block[] | undefined {
  const lowest = sums[0].factor(0, exact);
  if (!lowest) return undefined;
  const inverse = new Lanczos(sums[0].group.extent, (vector) => lowest.solve(vector)).run(ROUGHLY);
  lowest.release();
  for (const share of SHIFTS) {
    const blocks = factored(sums, share / inverse.value, exact);
    if (blocks) return blocks;
  }
  return undefined;
}

/** Undefined where one is not definite. */
function factored(sums: readonly BlockSum[], shift: number, exact: boolean): Block[] | undefined {
  const blocks: Block[] = [];
  for (const sum of sums) {
    const factor = sum.factor(shift, exact);
    if (!factor) {
      for (const block of blocks) block.factor.release();
      return undefined;
    }
    blocks.push({ ...sum.group, factor });
  }
  return blocks;
}

/** Output coordinates `index` whose weights are about `scale` times these. */
interface Group {
  readonly extent: number;
  readonly weights: readonly number[];
  readonly rows: { readonly index: number; readonly scale: number }[];
}

interface Block extends Group {
  readonly factor: Factor;
}

type Factor = Pick<SingleFactor, 'solve' | 'release'>;

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
