/** Fixed points x = F(x) of many points at once: a batch holds one point a row, rows do not interact. */
import { luFactor, luSolve } from './lu';
import { Matrix } from './matrix';

/** F of some rows of the batch: `points` are these rows, `rows` their indices in the batch. */
export type RowMap = (points: Matrix, rows: readonly number[]) => Matrix;

export interface FixedPointOptions {
  /** On |F(x) - x| / |F(x)|. */
  readonly tolerance: number;
  /** Of F, for each row. */
  readonly evaluations: number;
}

export interface FixedPointSearch {
  /** One row a point: the last F(x). */
  readonly points: Matrix;
  /** |F(x) - x| of each row's last step. */
  readonly residuals: Float64Array;
  /** `unsettled`: the evaluations were spent. */
  readonly outcomes: readonly ('converged' | 'diverged' | 'unsettled')[];
  /** Evaluations of F of each row. */
  readonly evaluations: Int32Array;
}

/** Entries beyond it count as divergence; a relative residual would read zero once the norm overflows. */
const OVERFLOW = 1e10;

/** x <- F(x) from the rows of `start`. */
export function picard(map: RowMap, start: Matrix, options: FixedPointOptions): FixedPointSearch {
  return search(map, start, options, () => (_, image) => image);
}

/** Differences that Anderson's method keeps. */
const MEMORY = 5;

/**
 * Anderson acceleration: the next point is the combination of the last images whose residuals cancel best (Walker and Ni, SIAM J. Numer.
 * Anal. 49, 2011).
 */
export function anderson(map: RowMap, start: Matrix, options: FixedPointOptions): FixedPointSearch {
  return search(map, start, options, () => {
    const images: Float64Array[] = [];
    const residuals: Float64Array[] = [];
    return (point, image) => {
      images.push(image.slice());
      residuals.push(difference(image, point));
      if (images.length > MEMORY + 1) [images, residuals].forEach((kept) => kept.shift());
      return mixed(images, residuals);
    };
  });
}

type NextPoint = (point: Float64Array, image: Float64Array) => Float64Array;

function search(
  map: RowMap,
  start: Matrix,
  { tolerance, evaluations }: FixedPointOptions,
  method: () => NextPoint,
): FixedPointSearch {
  const points = start.clone();
  const residuals = new Float64Array(start.rows);
  const spent = new Int32Array(start.rows);
  const outcomes: FixedPointSearch['outcomes'][number][] = Array.from({ length: start.rows }, () => 'unsettled');
  const next = outcomes.map(method);
  let active = outcomes.map((_, row) => row);
  for (let count = 1; count <= evaluations && active.length > 0; count++) {
    const images = map(rowsOf(points, active), active);
    active = active.filter((row, at) => {
      const [point, image] = [points.row(row), images.row(at)];
      spent[row] = count;
      residuals[row] = norm(difference(image, point));
      if (!image.every((value) => Math.abs(value) < OVERFLOW)) outcomes[row] = 'diverged';
      else if (residuals[row] <= tolerance * norm(image)) outcomes[row] = 'converged';
      const settled = outcomes[row] !== 'unsettled';
      point.set(settled || count === evaluations ? image : next[row](point, image));
      return !settled;
    });
  }
  return { points, residuals, outcomes, evaluations: spent };
}

/** These rows in a matrix of their own; `points` itself when all are asked for. */
export function rowsOf(points: Matrix, rows: readonly number[]): Matrix {
  if (rows.length === points.rows) return points;
  const result = new Matrix(rows.length, points.cols);
  rows.forEach((row, at) => result.row(at).set(points.row(row)));
  return result;
}

/** The last image less what the least-squares combination of residual differences says. */
function mixed(images: readonly Float64Array[], residuals: readonly Float64Array[]): Float64Array {
  const last = images.length - 1;
  const result = images[last].slice();
  const changes = residuals.slice(1).map((residual, i) => difference(residual, residuals[i]));
  leastSquares(changes, residuals[last]).forEach((coefficient, i) => {
    for (let j = 0; j < result.length; j++) result[j] -= coefficient * (images[i + 1][j] - images[i][j]);
  });
  return result;
}

/** Coefficients of the columns that come closest to the target; normal equations, lightly damped where the columns depend on each other. */
function leastSquares(columns: readonly Float64Array[], target: Float64Array): Float64Array {
  const scales = columns.map((column) => norm(column) || 1);
  const normal = new Matrix(columns.length, columns.length);
  const right = new Matrix(columns.length, 1);
  columns.forEach((column, i) => {
    columns.forEach((other, j) => normal.set(i, j, dot(column, other) / (scales[i] * scales[j])));
    normal.set(i, i, normal.get(i, i) + 1e-14);
    right.set(i, 0, dot(column, target) / scales[i]);
  });
  const factor = luFactor(normal);
  return factor ? luSolve(factor, right).data.map((value, i) => value / scales[i]) : new Float64Array(columns.length);
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]);
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
