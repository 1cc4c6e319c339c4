import { Matrix } from './matrix';
import { withKernels } from './wasm';

/**
 * X with L X = B; L lower triangular n x n (what stands above its diagonal is ignored), B n x m. A zero on the diagonal gives
 * infinities or NaN.
 */
export function solveLower(l: Matrix, b: Matrix): Matrix {
  return solve(l, b, false);
}

/** X with U X = B; U upper triangular n x n (what stands below its diagonal is ignored), B n x m. Zeros as in solveLower. */
export function solveUpper(u: Matrix, b: Matrix): Matrix {
  return solve(u, b, true);
}

function solve(triangle: Matrix, b: Matrix, upper: boolean): Matrix {
  requireSolvable(triangle, b);
  return withKernels((kernels, arena) => {
    const coefficients = arena.put(triangle.data);
    const x = arena.put(b.data);
    kernels.solveTriangular(b.rows, b.cols, coefficients, triangle.cols, 1, upper, x);
    return new Matrix(b.rows, b.cols, arena.take(x, b.data.length));
  });
}

/** Throws a RangeError unless T is square and has as many rows as B. */
export function requireSolvable(triangle: Matrix, b: Matrix): void {
  if (triangle.rows !== triangle.cols || triangle.rows !== b.rows)
    throw new RangeError(`${triangle.rows} x ${triangle.cols} triangle and right-hand side with ${b.rows} rows`);
}
