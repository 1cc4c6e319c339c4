import { Matrix } from '../numerics/matrix';
import { triangularFactor } from '../numerics/qr';
import type { FactoredJacobian, JacobianPart } from './jacobian';

const BLOCK_ENTRIES = 1 << 22;

type Outer = Extract<JacobianPart['jacobian'], { form: 'outer' }>;
type Diagonal = Extract<JacobianPart['jacobian'], { form: 'diagonal' }>;
type Columns = Extract<JacobianPart['jacobian'], { form: 'columns' }>;

/** Calls `use` with blocks of J^T, one parameter a row (columns: the Jacobian's rows); surviving parameters only. */
export function forEachColumnBlock(jacobian: FactoredJacobian, part: JacobianPart, use: (block: Matrix) => void): void {
  const { jacobian: factors } = part;
  if (factors.form === 'outer') outerBlocks(jacobian, part.shared, factors, use);
  else if (factors.form === 'diagonal') use(diagonalBlock(jacobian, part.shared, factors));
  else givenBlocks(jacobian, factors, use);
}

/**
 * The same part with its two factors compressed by orthogonal transformations, so that J_l J_l^T is unchanged and the number of columns
 * is at most rows(left) * rows(right). Parts with a mask or several positions come back as they are.
 */
export function compressPart(part: JacobianPart): JacobianPart {
  const { jacobian: factors } = part;
  if (factors.form !== 'outer' || factors.positions > 1 || factors.mask) return part;
  const left = compressRows(factors.left);
  const right = compressRows(factors.right);
  return { ...part, jacobian: { ...factors, left, leftWidth: left.cols, right, rightWidth: right.cols } };
}

/** J^T whole: parameters x rows. */
export function transposedJacobian(jacobian: FactoredJacobian): Matrix {
  const result = new Matrix(jacobian.columns, jacobian.rows);
  let row = 0;
  for (const part of jacobian.parts)
    forEachColumnBlock(jacobian, part, (block) => {
      result.data.set(block.data, row * jacobian.rows);
      row += block.rows;
    });
  return result;
}

/** A = L Q with L square when A is wide: L has the same A A^T. */
function compressRows(matrix: Matrix): Matrix {
  return matrix.cols > matrix.rows ? triangularFactor(matrix.transpose()).transpose() : matrix;
}

function outerBlocks(
  { samples, rowsPerSample, rows }: FactoredJacobian,
  shared: boolean,
  factors: Outer,
  use: (block: Matrix) => void,
): void {
  const { positions, left, leftWidth, right, rightWidth, mask } = factors;
  const unitsAtOnce = Math.max(1, Math.floor(BLOCK_ENTRIES / (rows * rightWidth)));
  for (let first = 0; first < leftWidth; first += unitsAtOnce) {
    const last = Math.min(leftWidth, first + unitsAtOnce);
    const kept = survivors(first, last, rightWidth, mask);
    const block = new Matrix(kept.length, rows);
    for (let i = 0; i < samples; i++)
      for (let c = 0; c < rowsPerSample; c++) {
        const row = i * rowsPerSample + c;
        const leftRow = left.row(shared ? c : row);
        const rightRow = right.row(i);
        for (let at = 0; at < kept.length; at++) {
          const unit = Math.floor(kept[at] / rightWidth);
          const input = kept[at] % rightWidth;
          let sum = 0;
          for (let t = 0; t < positions; t++) sum += leftRow[t * leftWidth + unit] * rightRow[t * rightWidth + input];
          block.data[at * rows + row] = sum;
        }
      }
    use(block);
  }
}

function givenBlocks({ rows }: FactoredJacobian, { width, block }: Columns, use: (block: Matrix) => void): void {
  const atOnce = Math.max(1, Math.floor(BLOCK_ENTRIES / rows));
  for (let first = 0; first < width; first += atOnce) use(block(first, Math.min(width, first + atOnce)));
}

function survivors(first: number, last: number, width: number, mask: Uint8Array | undefined): Int32Array {
  const all = Int32Array.from({ length: (last - first) * width }, (_, index) => first * width + index);
  return mask ? all.filter((index) => mask[index] === 1) : all;
}

function diagonalBlock({ samples, rowsPerSample, rows }: FactoredJacobian, shared: boolean, factors: Diagonal): Matrix {
  const { positions, left, right, width } = factors;
  const block = new Matrix(width, rows);
  for (let i = 0; i < samples; i++)
    for (let c = 0; c < rowsPerSample; c++) {
      const row = i * rowsPerSample + c;
      const leftRow = left.row(shared ? c : row);
      const rightRow = right.row(i);
      for (let t = 0; t < positions; t++)
        for (let q = 0; q < width; q++) block.data[q * rows + row] += leftRow[t * width + q] * rightRow[t * width + q];
    }
  return block;
}
