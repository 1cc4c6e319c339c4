/** Differentials through h* = phi(W h* + b): one linear system a position (docs/theory/equilibrium.md 5). */
import { luFactor, luSolve } from '../../numerics/lu';
import { Matrix } from '../../numerics/matrix';
import { linearisation } from './equilibrium-problem';

/**
 * (I - D W)^-1 D db. slopes: one row a position, the diagonal of its D; tangent: n x (positions * units). NaN where the system is singular.
 */
export function pushedForward(weight: Matrix, slopes: Matrix, tangent: Matrix): Matrix {
  const result = new Matrix(tangent.rows, tangent.cols);
  const units = weight.rows;
  for (let at = 0; at < slopes.rows; at++) {
    const slope = slopes.row(at);
    const right = tangent.data.subarray(at * units, (at + 1) * units).map((value, j) => slope[j] * value);
    const solution = solved(linearisation(weight, slope), new Matrix(units, 1, right));
    result.data.set(solution.data, at * units);
  }
  return result;
}

/** D p with (I - W^T D) p = cotangent, whose rows are (sample, seed) and columns (position, unit). NaN where the system is singular. */
export function pulledBack(weight: Matrix, slopes: Matrix, cotangent: Matrix, rowsPerSample: number): Matrix {
  const result = new Matrix(cotangent.rows, cotangent.cols);
  const units = weight.rows;
  const positions = cotangent.cols / units;
  for (let at = 0; at < slopes.rows; at++) {
    const firstRow = Math.floor(at / positions) * rowsPerSample;
    const from = (at % positions) * units;
    const piece = (of: Matrix, seed: number) => of.row(firstRow + seed).subarray(from, from + units);
    const right = new Matrix(rowsPerSample, units);
    for (let seed = 0; seed < rowsPerSample; seed++) right.row(seed).set(piece(cotangent, seed));
    // (I - D W)^T = I - W^T D.
    const solution = solved(linearisation(weight, slopes.row(at)).transpose(), right.transpose());
    for (let seed = 0; seed < rowsPerSample; seed++) {
      const target = piece(result, seed);
      for (let j = 0; j < units; j++) target[j] = slopes.get(at, j) * solution.get(j, seed);
    }
  }
  return result;
}

function solved(system: Matrix, right: Matrix): Matrix {
  const factor = luFactor(system);
  return factor
    ? luSolve(factor, right)
    : new Matrix(
        right.rows,
        right.cols,
        right.data.map(() => NaN),
      );
}
