/** States h* = phi(W h* + b) of an implicit layer, one row a drive b. */
import { anderson, type FixedPointSearch, picard, rowsOf } from '../../numerics/fixed-point';
import { luFactor, luSolve } from '../../numerics/lu';
import { Matrix } from '../../numerics/matrix';
import {
  applied,
  type EquilibriumMethod,
  type EquilibriumProblem,
  linearisation,
  slopesAt,
  TOLERANCE,
} from './equilibrium-problem';
import { forwardBackward } from './forward-backward';

export interface EquilibriumStates {
  /** rows x units; a row that no method brought to rest is NaN. */
  readonly states: Matrix;
  /** phi'(W h* + b), rows x units. */
  readonly slopes: Matrix;
  /** |phi(W h + b) - h| of each row. */
  readonly residuals: Float64Array;
  readonly converged: readonly boolean[];
  /** Evaluations of phi(W h + b), all methods together. */
  readonly evaluations: Int32Array;
}

/** Enough where rounding leaves more. */
const ACCEPTABLE = 1e-12;
/** From here Newton's method takes over where the others stall. */
const NEARBY = 1e-4;

/**
 * Plain iteration from h = 0; rows that do not settle go on with Anderson's acceleration, then with forward-backward splitting where the
 * layer is monotone, then with Newton's method near a solution (docs/theory/equilibrium.md 2).
 */
export function solveEquilibrium(problem: EquilibriumProblem): EquilibriumStates {
  const start = new Matrix(problem.drive.rows, problem.drive.cols);
  let search = picard(applied(problem), start, { tolerance: TOLERANCE, evaluations: 300 });
  for (const method of [accelerated, forwardBackward, newton]) search = continued(search, problem, method);
  return finished(problem, search);
}

const accelerated: EquilibriumMethod = (problem, start) =>
  anderson(applied(problem), start, { tolerance: TOLERANCE, evaluations: 300 });

/** At most 20 steps h <- h - (I - D W)^-1 (h - phi(W h + b)). */
const newton: EquilibriumMethod = (problem, start) => {
  const map = applied(problem);
  return picard(
    (points, rows) => {
      const images = map(points, rows);
      rows.forEach((row, at) => {
        const [point, image] = [points.row(at), images.row(at)];
        const residual = image.map((value, i) => value - point[i]);
        // Far from a solution the linearisation says nothing.
        if (!(Math.hypot(...residual) <= NEARBY * Math.hypot(...image))) return;
        const alone = { ...problem, drive: rowsOf(problem.drive, [row]) };
        const factor = luFactor(
          linearisation(problem.weight, slopesAt(alone, new Matrix(1, point.length, point)).data),
        );
        if (!factor) return;
        const change = luSolve(factor, new Matrix(point.length, 1, residual)).data;
        image.set(point.map((value, i) => value + change[i]));
      });
      return images;
    },
    start,
    { tolerance: TOLERANCE, evaluations: 20 },
  );
};

/** The same search, its unsettled rows treated by another method; rows that overflowed begin anew. */
function continued(search: FixedPointSearch, problem: EquilibriumProblem, method: EquilibriumMethod): FixedPointSearch {
  const rows = search.outcomes.flatMap((outcome, row) => (outcome === 'converged' ? [] : [row]));
  if (rows.length === 0) return search;
  const start = rowsOf(search.points, rows);
  rows.forEach((row, at) => search.outcomes[row] === 'diverged' && start.row(at).fill(0));
  const more = method(part(problem, rows), start);
  if (!more) return search;
  const outcomes = [...search.outcomes];
  rows.forEach((row, at) => {
    outcomes[row] = more.outcomes[at];
    search.points.row(row).set(more.points.row(at));
    search.evaluations[row] += more.evaluations[at];
  });
  return { ...search, outcomes };
}

function finished(problem: EquilibriumProblem, { points, evaluations }: FixedPointSearch): EquilibriumStates {
  const images = applied(problem)(points, [...evaluations.keys()]);
  const residuals = Float64Array.from({ length: points.rows }, (_, i) =>
    Math.hypot(...images.row(i).map((value, j) => value - points.get(i, j))),
  );
  const converged = Array.from(residuals, (residual, i) => residual <= ACCEPTABLE * Math.hypot(...images.row(i)));
  converged.forEach((rests, i) => rests || points.row(i).fill(NaN));
  return { states: points, slopes: slopesAt(problem, points), residuals, converged, evaluations };
}

function part(problem: EquilibriumProblem, rows: readonly number[]): EquilibriumProblem {
  return rows.length === problem.drive.rows ? problem : { ...problem, drive: rowsOf(problem.drive, rows) };
}
