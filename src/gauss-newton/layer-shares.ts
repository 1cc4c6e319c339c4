import { Matrix } from '../numerics/matrix';
import { multiplyTransposed, transposeMultiply } from '../numerics/products';
import { type FactoredJacobian, type JacobianPart, parameterCount } from './jacobian';
import { forEachColumnBlock } from './jacobian-columns';
import type { MeasuredSpectrum } from './spectrum';

/** Eigenvalues this close (relative) share an eigenspace, whose projector is averaged: single vectors inside it mean nothing. */
const CLUSTER = 1e-6;
const MAX_CLUSTER = 16;

type Factors = Exclude<JacobianPart['jacobian'], { form: 'columns' }>;

/**
 * Share of each part's parameters in the eigenvectors of G that belong to the eigenvalue at `index`, averaged over its eigenspace; the
 * shares sum to 1. On the rows' side an eigenvector of G is J^T u / sigma; on the columns' side it is given.
 */
export function partShares(
  jacobian: FactoredJacobian,
  { side, values, vectors }: Pick<MeasuredSpectrum, 'side' | 'values' | 'vectors'>,
  index: number,
): Float64Array {
  const shares = new Float64Array(jacobian.parts.length);
  for (const member of eigenspace(values, index)) {
    const vector = vectors.column(member);
    const squares = side === 'rows' ? squaresFromRows(jacobian, vector) : squaresFromColumns(jacobian, vector);
    squares.forEach((square, at) => (shares[at] += square));
  }
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => (total > 0 ? share / total : 0));
}

/** Share of each part in trace(G) = |J|_F^2. */
export function traceShares(jacobian: FactoredJacobian): Float64Array {
  const squares = Float64Array.from(jacobian.parts, (part) => {
    const { jacobian: factors } = part;
    const plain = factors.form === 'outer' && factors.positions === 1 && !factors.mask;
    return plain ? outerSquare(jacobian, part.shared, factors) : squareByColumns(jacobian, part);
  });
  const total = squares.reduce((sum, square) => sum + square, 0);
  return squares.map((square) => (total > 0 ? square / total : 0));
}

/** |left row|^2 |right row|^2, summed over the Jacobian's rows. */
function outerSquare({ rows, rowsPerSample }: FactoredJacobian, shared: boolean, { left, right }: Factors): number {
  const lefts = rowSquares(left);
  const rights = rowSquares(right);
  let sum = 0;
  for (let row = 0; row < rows; row++)
    sum += lefts[shared ? row % rowsPerSample : row] * rights[Math.floor(row / rowsPerSample)];
  return sum;
}

function rowSquares(matrix: Matrix): Float64Array {
  return Float64Array.from({ length: matrix.rows }, (_, row) => squaredNorm(matrix.row(row)));
}

function squareByColumns(jacobian: FactoredJacobian, part: JacobianPart): number {
  let sum = 0;
  forEachColumnBlock(jacobian, part, (block) => (sum += squaredNorm(block.data)));
  return sum;
}

function eigenspace(values: ArrayLike<number>, index: number): number[] {
  return Array.from({ length: values.length }, (_, i) => i)
    .filter((i) => Math.abs(values[i] - values[index]) <= CLUSTER * Math.abs(values[index]))
    .sort((a, b) => Math.abs(a - index) - Math.abs(b - index))
    .slice(0, MAX_CLUSTER);
}

function squaresFromRows(jacobian: FactoredJacobian, u: Float64Array): number[] {
  return jacobian.parts.map((part) => squaredNorm(applyTransposed(jacobian, part, u)));
}

function squaresFromColumns(jacobian: FactoredJacobian, v: Float64Array): number[] {
  let from = 0;
  return jacobian.parts.map(({ jacobian: factors }) => {
    const to = from + parameterCount(factors);
    const square = squaredNorm(v.subarray(from, to));
    from = to;
    return square;
  });
}

/** J_l^T u; masked parameters are zero. */
function applyTransposed(jacobian: FactoredJacobian, part: JacobianPart, u: Float64Array): Float64Array {
  const { jacobian: factors } = part;
  if (factors.form === 'columns') return applyColumns(jacobian, part, u);
  const mixed = mixRows(jacobian, part.shared, factors, u);
  if (factors.form === 'diagonal') {
    const sums = new Matrix(1, factors.width);
    for (let i = 0; i < jacobian.samples; i++)
      for (let at = 0; at < mixed.cols; at++)
        sums.data[at % factors.width] += mixed.get(i, at) * factors.right.get(i, at);
    return sums.data;
  }
  const rows = jacobian.samples * factors.positions;
  const result = transposeMultiply(
    new Matrix(rows, factors.leftWidth, mixed.data),
    new Matrix(rows, factors.rightWidth, factors.right.data),
  );
  factors.mask?.forEach((alive, at) => {
    if (!alive) result.data[at] = 0;
  });
  return result.data;
}

function applyColumns(jacobian: FactoredJacobian, part: JacobianPart, u: Float64Array): Float64Array {
  const pieces: number[] = [];
  const vector = new Matrix(1, u.length, u);
  forEachColumnBlock(jacobian, part, (block) => pieces.push(...multiplyTransposed(vector, block).data));
  return Float64Array.from(pieces);
}

/** sum_c u[(i,c)] left[(i,c)], one row a sample. */
function mixRows(jacobian: FactoredJacobian, shared: boolean, { left }: Factors, u: Float64Array): Matrix {
  const mixed = new Matrix(jacobian.samples, left.cols);
  for (let row = 0; row < jacobian.rows; row++) {
    const target = mixed.row(Math.floor(row / jacobian.rowsPerSample));
    const source = left.row(shared ? row % jacobian.rowsPerSample : row);
    for (let at = 0; at < source.length; at++) target[at] += u[row] * source[at];
  }
  return mixed;
}

function squaredNorm(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}
