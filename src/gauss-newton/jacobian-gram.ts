import { Matrix } from '../numerics/matrix';
import { gramOverPositions } from '../numerics/position-gram';
import { gram } from '../numerics/products';
import { gramWork } from './gram-work';
import { forEachColumnBlock } from './jacobian-columns';
import type { FactoredJacobian, JacobianPart } from './factored-jacobian';

type Outer = Extract<JacobianPart['jacobian'], { form: 'outer' }>;

/** K = J J^T, rows x rows; formed layer by layer, never through J. Source: docs/theory/gauss-newton.md 8.1. */
export function jacobianGram({ rows, parts }: Pick<FactoredJacobian, 'rows' | 'parts'>): Matrix {
  const total = new Matrix(rows, rows);
  for (const part of parts) addPartGram(part, total);
  return total;
}

function addPartGram(part: JacobianPart, total: Matrix): void {
  const { jacobian: factors } = part;
  if (factors.form !== 'outer') addByColumns(part, total);
  else if (factors.positions > 1) addOverPositions(part, factors, total);
  else if (factors.mask) addMasked(part, factors, factors.mask, total);
  else addProduct(part, gram(factors.left), gram(factors.right), total);
}

/** By pairs of positions where they are few and the weights many, else by columns. */
function addOverPositions(part: JacobianPart, factors: Outer, total: Matrix): void {
  if (gramWork(total.rows, part).route === 'columns') return addByColumns(part, total);
  const { left, leftWidth, right, rightWidth, positions } = factors;
  const { shared } = part;
  const pairs = { left: { of: left, width: leftWidth }, right: { of: right, width: rightWidth }, positions, shared };
  add(total, gramOverPositions(total.rows, pairs));
}

/** Any form: blocks of columns of J, outer product by outer product. */
function addByColumns(part: JacobianPart, total: Matrix): void {
  forEachColumnBlock(total.rows, part, (block) => add(total, gram(block)));
}

function add(total: Matrix, { data }: Matrix): void {
  for (let i = 0; i < data.length; i++) total.data[i] += data[i];
}

/** total += H[i,j] Gamma[(i,c),(j,c')]; Gamma is rows a sample square when shared. */
function addProduct({ samples, shared }: JacobianPart, gamma: Matrix, h: Matrix, total: Matrix): void {
  const k = total.rows / samples;
  for (let row = 0; row < total.rows; row++) {
    const i = Math.floor(row / k);
    const source = gamma.row(shared ? row % k : row);
    const target = total.row(row);
    for (let j = 0; j < samples; j++) {
      const weight = h.get(i, j);
      const from = shared ? 0 : j * k;
      for (let c = 0; c < k; c++) target[j * k + c] += weight * source[from + c];
    }
  }
}

/**
 * Pruned weights: unit by unit, with the second moments of the inputs that survive for it. Source:
 * docs/theory/gauss-newton.md 7.
 */
function addMasked(part: JacobianPart, factors: Outer, mask: Uint8Array, total: Matrix): void {
  for (let unit = 0; unit < factors.leftWidth; unit++) {
    const alive = maskColumns(factors.right, mask.subarray(unit * factors.rightWidth, (unit + 1) * factors.rightWidth));
    const column = new Matrix(factors.left.rows, 1, factors.left.column(unit));
    addProduct(part, gram(column), gram(alive), total);
  }
}

function maskColumns(matrix: Matrix, mask: Uint8Array): Matrix {
  const kept = Array.from(mask.keys()).filter((column) => mask[column] === 1);
  const result = new Matrix(matrix.rows, kept.length);
  for (let i = 0; i < matrix.rows; i++) kept.forEach((column, at) => result.set(i, at, matrix.get(i, column)));
  return result;
}
