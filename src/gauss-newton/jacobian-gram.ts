import { Matrix } from '../numerics/matrix';
import { gramOverPositions } from '../numerics/position-gram';
import { gram } from '../numerics/products';
import { withKernels } from '../numerics/wasm';
import { gramWork } from './gram-work';
import { forEachColumnBlock } from './jacobian-columns';
import type { FactoredJacobian, JacobianPart } from './factored-jacobian';

type Outer = Extract<JacobianPart['jacobian'], { form: 'outer' }>;

/** A part without positions and mask, whose share of K is H o Gamma. */
interface Product {
  readonly part: JacobianPart;
  readonly factors: Outer;
}

/** K = J J^T, rows x rows; formed layer by layer, never through J. Source: docs/theory/gauss-newton.md 8.1. */
export function jacobianGram({ rows, parts }: Pick<FactoredJacobian, 'rows' | 'parts'>): Matrix {
  const products = parts.flatMap((part) => (isProduct(part.jacobian) ? [{ part, factors: part.jacobian }] : []));
  const total = sumOfProducts(rows, products);
  for (const part of parts) if (!isProduct(part.jacobian)) addPartGram(part, part.jacobian, total);
  return total;
}

function isProduct(factors: JacobianPart['jacobian']): factors is Outer {
  return factors.form === 'outer' && factors.positions === 1 && !factors.mask;
}

/** In the kernels' memory and by the lower triangle alone, which is mirrored once. */
function sumOfProducts(rows: number, products: readonly Product[]): Matrix {
  const features = products.map(({ factors }) => gram(factors.right));
  const operations = products.reduce((sum, { factors: { left } }) => sum + left.rows ** 2 * left.cols, 0);
  return withKernels((kernels, arena) => {
    const total = arena.zeros(rows * rows);
    const lefts = products.map(({ factors }) => arena.put(factors.left.data));
    const size = Math.max(0, ...products.map(({ factors }) => factors.left.rows));
    const gamma = arena.reserve(size * size);
    products.forEach(({ part, factors: { left } }, at) => {
      const derivatives = arena.view(gamma, left.rows ** 2).fill(0);
      const [from, length] = [lefts[at], left.cols];
      kernels.gemm(left.rows, left.rows, length, 1, from, length, 1, from, 1, length, gamma, left.rows, !part.shared);
      addProduct(part, { rows: left.rows, entries: derivatives }, features[at], arena.view(total, rows * rows));
    });
    kernels.mirrorLower(rows, total);
    return new Matrix(rows, rows, arena.take(total, rows * rows));
  }, operations);
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
  forEachColumnBlock(total.rows, part, (block) => add(total, gram(block)));
}

function add(total: Matrix, { data }: Matrix): void {
  for (let i = 0; i < data.length; i++) total.data[i] += data[i];
}

/** Lower triangle of total += H[i,j] Gamma[(i,c),(j,c')]; Gamma is rows a sample square when shared. */
function addProduct(
  { samples, shared }: JacobianPart,
  gamma: { readonly rows: number; readonly entries: Float64Array },
  h: Matrix,
  total: Float64Array,
): void {
  const k = shared ? gamma.rows : gamma.rows / samples;
  const rows = samples * k;
  for (let row = 0; row < rows; row++) {
    const i = Math.floor(row / k);
    const source = (shared ? row % k : row) * gamma.rows;
    for (let j = 0; j <= i; j++) {
      const weight = h.get(i, j);
      const from = source + (shared ? 0 : j * k);
      const to = row * rows + j * k;
      const width = j < i ? k : (row % k) + 1;
      for (let c = 0; c < width; c++) total[to + c] += weight * gamma.entries[from + c];
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
    const derivatives = gram(new Matrix(factors.left.rows, 1, factors.left.column(unit)));
    addProduct(part, { rows: derivatives.rows, entries: derivatives.data }, gram(alive), total.data);
  }
  mirrorLower(total);
}

function mirrorLower(matrix: Matrix): void {
  for (let i = 0; i < matrix.rows; i++) for (let j = 0; j < i; j++) matrix.set(j, i, matrix.get(i, j));
}

function maskColumns(matrix: Matrix, mask: Uint8Array): Matrix {
  const kept = Array.from(mask.keys()).filter((column) => mask[column] === 1);
  const result = new Matrix(matrix.rows, kept.length);
  for (let i = 0; i < matrix.rows; i++) kept.forEach((column, at) => result.set(i, at, matrix.get(i, column)));
  return result;
}
