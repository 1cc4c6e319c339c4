import { Matrix } from '../numerics/matrix';
import { gramOverPositions } from '../numerics/position-gram';
import { addGram } from '../numerics/products';
import { gramWork } from './gram-work';
import { forEachColumnBlock } from './jacobian-columns';
import { addProductGrams, type ProductPart } from './product-gram';
import type { FactoredJacobian, JacobianPart } from './factored-jacobian';

type Outer = Extract<JacobianPart['jacobian'], { form: 'outer' }>;

/** K = J J^T, rows x rows, exactly symmetric; formed layer by layer, never through J. Source: docs/theory/gauss-newton.md 8.1. */
export function jacobianGram(jacobian: Pick<FactoredJacobian, 'rows' | 'parts'>): Matrix {
  const { rows } = jacobian;
  const gram = new Matrix(rows, rows);
  addJacobianGram(jacobian, gram);
  for (let i = 0; i < rows; i++) for (let j = 0; j < i; j++) gram.set(j, i, gram.get(i, j));
  return gram;
}

/** The same, added to the lower triangle of `total` alone. */
export function addJacobianGram({ parts }: Pick<FactoredJacobian, 'parts'>, total: Matrix): void {
  const products: ProductPart[] = [];
  for (const part of parts) {
    const { jacobian: factors, shared } = part;
    if (isProduct(factors)) products.push({ ...factors, shared });
    else addPartGram(part, factors, total);
  }
  addProductGrams(products, total);
}

function isProduct(factors: JacobianPart['jacobian']): factors is Outer {
  return factors.form === 'outer' && factors.positions === 1 && !factors.mask;
}

function addPartGram(part: JacobianPart, factors: JacobianPart['jacobian'], total: Matrix): void {
  if (factors.form !== 'outer') addByColumns(part, total);
  else if (factors.positions > 1) addOverPositions(part, factors, total);
  else if (factors.mask) addMasked(part, factors, factors.mask, total);
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
  forEachColumnBlock(total.rows, part, (block) => addGram(block, total));
}

/** Lower triangles. */
function add(total: Matrix, { data }: Matrix): void {
  const { rows } = total;
  for (let i = 0; i < rows; i++) for (let at = i * rows; at <= i * (rows + 1); at++) total.data[at] += data[at];
}

/**
 * Pruned weights: unit by unit, with the second moments of the inputs that survive for it. Source:
 * docs/theory/gauss-newton.md 7.
 */
function addMasked({ shared }: JacobianPart, factors: Outer, mask: Uint8Array, total: Matrix): void {
  const { left, leftWidth, right, rightWidth } = factors;
  for (let unit = 0; unit < leftWidth; unit++) {
    const alive = maskColumns(right, mask.subarray(unit * rightWidth, (unit + 1) * rightWidth));
    addProductGrams([{ left: new Matrix(left.rows, 1, left.column(unit)), right: alive, shared }], total);
  }
}

function maskColumns(matrix: Matrix, mask: Uint8Array): Matrix {
  const kept = Array.from(mask.keys()).filter((column) => mask[column] === 1);
  const result = new Matrix(matrix.rows, kept.length);
  for (let i = 0; i < matrix.rows; i++) kept.forEach((column, at) => result.set(i, at, matrix.get(i, column)));
  return result;
}
