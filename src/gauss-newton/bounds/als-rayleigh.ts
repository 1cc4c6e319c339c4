import { Lanczos, type LanczosRun } from '../../numerics/lanczos';
import { Matrix } from '../../numerics/matrix';
import { columnGram, multiply, transposeMultiply } from '../../numerics/products';
import { CholeskyFactor, ResidentSymmetric } from '../../numerics/resident';
import { singularValueDecomposition } from '../../numerics/svd';
import { reduceSymmetric } from '../../numerics/symmetric-reduction';
import { addTo, dot as dotProduct } from '../../numerics/vectors';
import type { KroneckerSum } from '../kronecker-sum';
import { termSpectra, termSquares } from '../kronecker-sum';
import { memoise } from '../../numerics/memoise';
import type { BoundValue, Theorem } from './bound-value';
import { given, missing, noParameters } from './bound-value';
import { structuralRank } from './structural-rank';

const theorem: Theorem = {
  id: 'als',
  title: 'Rayleigh quotients of rank-one matrices (ALS)',
  direction: 'lower',
  certainty: 'bound',
  reference: 'docs/theory/gauss-newton.md 3.2',
};

/** Layers to start from, those with the most extreme term of their own: any start gives a bound, and each costs a pass over all layers. */
const STARTS = 16;
const SWEEPS = 6;
/** A sweep that gains a smaller share is the last. */
const ENOUGH = 1e-3;
/** Matrices from this size on are not reduced for one eigenvector; how near steps come to it. */
const LARGE = 150;
const NEARLY: LanczosRun = { minSteps: 20, maxSteps: 100, tolerance: 1e-10 };

/**
 * Rayleigh quotients of Ghat: `largest` <= lambda_max and `smallest` >= smallest nonzero eigenvalue; both 0 when Ghat =
 * 0.
 */
export interface RayleighQuotients {
  readonly largest: number;
  readonly smallest: number;
}

/**
 * Lower bound on kappa(G) of any linear network: quotients (u (x) v)^T Ghat (u (x) v) for unit u, v, improved by
 * alternating eigenvectors. For the smallest of a singular Ghat, u (x) v stays in range(A_l) (x) range(B_l) of one
 * layer, hence in the range of Ghat. Source: docs/theory/gauss-newton.md 3.2 and 3.3.
 */
export function alsRayleighBound(sum: KroneckerSum): BoundValue {
  const { largest, smallest } = alsRayleighQuotients(sum);
  return largest > 0 ? given(theorem, largest / smallest) : missing(theorem, noParameters);
}

/** The quotients behind the bound. */
export const alsRayleighQuotients = memoise((sum: KroneckerSum): RayleighQuotients => {
  const spectra = termSpectra(sum);
  const active = sum.terms.map((_, l) => l).filter((l) => spectra[l].rankLeft > 0 && spectra[l].rankData > 0);
  if (active.length === 0) return { largest: 0, smallest: 0 };
  const whole = wholePencil(sum);
  const definite = structuralRank(sum) === sum.outputs * sum.rank;
  const lowest = least(active, (l) => spectra[l].leftMin * spectra[l].dataMin);
  const highest = least(active, (l) => -spectra[l].leftMax * spectra[l].dataMax);
  const bottoms = lowest.map((l) => startAt(definite ? whole : rangePencil(sum, l), l, 'bottom'));
  return {
    largest: improve(highest.map((l) => startAt(whole, l, 'top'))),
    // In one space the best start will do; each range has its own minimum.
    smallest: definite ? improve(bottoms) : Math.min(...bottoms.map((start) => improve([start]))),
  };
});

function least(layers: readonly number[], value: (l: number) => number): readonly number[] {
  return [...layers].sort((a, b) => value(a) - value(b)).slice(0, STARTS);
}

/** The sum restricted to a subspace of left vectors and one of data vectors. */
interface Pencil {
  readonly left: readonly Side[];
  readonly data: readonly Side[];
}

/** F, as many columns as the vectors have entries, and F^T F, whose eigenvectors are asked for. */
interface Side {
  readonly factor: Matrix;
  readonly square: Matrix;
}

function wholePencil(sum: KroneckerSum): Pencil {
  const squares = termSquares(sum);
  return {
    left: sum.terms.map(({ left }, l) => ({ factor: left.transpose(), square: squares.left[l] })),
    data: sum.terms.map(({ data }, l) => ({ factor: data, square: squares.data[l] })),
  };
}

function rangePencil(sum: KroneckerSum, l: number): Pencil {
  const { sureLeft, sureData } = termSpectra(sum)[l];
  const leftBasis = firstColumns(singularValueDecomposition(sum.terms[l].left).left, sureLeft);
  const dataBasis = firstColumns(singularValueDecomposition(sum.terms[l].data).right, sureData);
  return {
    left: sum.terms.map(({ left }) => side(transposeMultiply(left, leftBasis))),
    data: sum.terms.map(({ data }) => side(multiply(data, dataBasis))),
  };
}

function side(factor: Matrix): Side {
  return { factor, square: columnGram(factor) };
}

type End = 'top' | 'bottom';

interface Start {
  readonly pencil: Pencil;
  readonly end: End;
  readonly v: Float64Array;
  readonly quotient: number;
}

/** Layer l's own extreme data vector, with the best left vector for it. */
function startAt(pencil: Pencil, l: number, end: End): Start {
  const v = extremeOf(pencil.data[l].square, end);
  const dataWeights = weights(pencil.data, v);
  const u = extremeVector(pencil.left, dataWeights, end);
  return { pencil, end, v, quotient: dot(weights(pencil.left, u), dataWeights) };
}

/** The best quotient met from the best start: eigenvectors may be inexact, the quotients are evaluated as they are. */
function improve(starts: readonly Start[]): number {
  const { pencil, end, ...start } = starts.reduce((best, next) => (gain(best, next) > 1 ? next : best));
  let v = start.v;
  let best = start.quotient;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const u = extremeVector(pencil.left, weights(pencil.data, v), end);
    const leftWeights = weights(pencil.left, u);
    v = extremeVector(pencil.data, leftWeights, end);
    const next = { end, quotient: dot(weights(pencil.data, v), leftWeights) };
    const gained = gain({ quotient: best }, next);
    if (gained > 1) best = next.quotient;
    if (gained < 1 + ENOUGH) break;
  }
  return best;
}

/** Factor by which the second quotient is the better one. */
function gain(first: Pick<Start, 'quotient'>, second: Pick<Start, 'quotient' | 'end'>): number {
  return second.end === 'top' ? second.quotient / first.quotient : first.quotient / second.quotient;
}

function extremeVector(sides: readonly Side[], weightsOfSides: readonly number[], end: End): Float64Array {
  const size = sides[0].square.rows;
  const total = new Matrix(size, size);
  sides.forEach(({ square }, i) => addTo(total.data, square.data, weightsOfSides[i]));
  return extremeOf(total, end);
}

/** Nearly the eigenvector: of large matrices by Lanczos steps, for the smallest eigenvalue on the inverse where there is one. */
function extremeOf(square: Matrix, end: End): Float64Array {
  const { rows: size } = square;
  const times = size >= LARGE ? stepsTo(square, end) : undefined;
  if (!times) {
    const { values, vectors } = reductionOf(square);
    return vectors([end === 'top' ? 0 : values.length - 1])[0];
  }
  const steps = new Lanczos(size, times);
  steps.run(NEARLY);
  return steps.vector();
}

/** Products with the square or, for its bottom, with the inverse; undefined where rounding hides that it is definite. */
function stepsTo(square: Matrix, end: End): ((vector: Float64Array) => Float64Array) | undefined {
  if (end === 'top') {
    const resident = ResidentSymmetric.of(square);
    return (vector) => resident.times(vector);
  }
  const factor = CholeskyFactor.of(square);
  return factor && ((vector) => factor.solve(vector));
}

/** Both ends start from the same reductions. */
const reductionOf = memoise(reduceSymmetric);

/** |F_i x|^2 of every factor. */
function weights(sides: readonly Side[], vector: Float64Array): number[] {
  return sides.map(({ factor }) => {
    let total = 0;
    for (let i = 0; i < factor.rows; i++) total += dotProduct(factor.row(i), vector) ** 2;
    return total;
  });
}

function firstColumns(matrix: Matrix, count: number): Matrix {
  const result = new Matrix(matrix.rows, count);
  for (let i = 0; i < matrix.rows; i++) result.data.set(matrix.row(i).subarray(0, count), i * count);
  return result;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, value, i) => total + value * b[i], 0);
}
