import { Matrix } from '../numerics/matrix';
import { gram } from '../numerics/products';
import { type FactoredJacobian, type JacobianPart, parameterCount } from './factored-jacobian';
import { forEachColumnBlock } from './jacobian-columns';
import { transposedTimes } from './jacobian-products';
import { eigenspace } from './eigenspace';
import type { MeasuredSpectrum } from './spectrum';

type Outer = Extract<JacobianPart['jacobian'], { form: 'outer' }>;

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
  for (const vector of vectors(eigenspace(values, index))) {
    const squares = side === 'rows' ? squaresFromRows(jacobian, vector) : squaresFromColumns(jacobian, vector);
    squares.forEach((square, at) => (shares[at] += square));
  }
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => (total > 0 ? share / total : 0));
}

/** Share of each part in trace(G) = |J|_F^2. */
export function traceShares(jacobian: FactoredJacobian): Float64Array {
  const squares = partSquares(jacobian);
  const total = squares.reduce((sum, square) => sum + square, 0);
  return squares.map((square) => (total > 0 ? square / total : 0));
}

/** |J_l|_F^2 by part; trace(G) is their sum. */
export function partSquares({ rows, parts }: FactoredJacobian): Float64Array {
  return Float64Array.from(parts, (part) => {
    const { jacobian: factors } = part;
    if (factors.form !== 'outer' || factors.mask) return squareByColumns(rows, part);
    if (factors.positions === 1) return outerSquare(rows, part, factors);
    const { positions, leftWidth, rightWidth } = factors;
    const pairs = positions * (leftWidth + (rightWidth * part.samples) / rows);
    return pairs < leftWidth * rightWidth ? squareByPairs(rows, part, factors) : squareByColumns(rows, part);
  });
}

/** |left row|^2 |right row|^2, summed over the Jacobian's rows. */
function outerSquare(rows: number, { samples, shared }: JacobianPart, { left, right }: Outer): number {
  const perSample = rows / samples;
  const lefts = rowSquares(left);
  const rights = rowSquares(right);
  let sum = 0;
  for (let row = 0; row < rows; row++)
    sum += lefts[shared ? row % perSample : row] * rights[Math.floor(row / perSample)];
  return sum;
}

/** sum over pairs of positions of (left . left)(right . right), summed over the Jacobian's rows. */
function squareByPairs(rows: number, { samples, shared }: JacobianPart, factors: Outer): number {
  const { positions, left, leftWidth, right, rightWidth } = factors;
  const perSample = rows / samples;
  let sum = 0;
  for (let i = 0; i < samples; i++) {
    const inputs = gram(new Matrix(positions, rightWidth, right.row(i)));
    for (let c = 0; c < perSample; c++) {
      const row = left.row(shared ? c : i * perSample + c);
      sum += dot(inputs.data, gram(new Matrix(positions, leftWidth, row)).data);
    }
  }
  return sum;
}

function rowSquares(matrix: Matrix): Float64Array {
  return Float64Array.from({ length: matrix.rows }, (_, row) => squaredNorm(matrix.row(row)));
}

function squareByColumns(rows: number, part: JacobianPart): number {
  let sum = 0;
  forEachColumnBlock(rows, part, (block) => (sum += squaredNorm(block.data)));
  return sum;
}

function squaresFromRows(jacobian: FactoredJacobian, u: Float64Array): number[] {
  return jacobian.parts.map((part) => squaredNorm(transposedTimes(part, u)));
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

function squaredNorm(values: Float64Array): number {
  return dot(values, values);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
