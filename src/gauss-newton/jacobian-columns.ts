import { columnRange } from '../network/entries-part';
import { Matrix } from '../numerics/matrix';
import { sumOverPositions } from '../numerics/position-sums';
import { triangularFactor } from '../numerics/qr';
import { type FactoredJacobian, type JacobianPart, parameterCount } from './factored-jacobian';

const BLOCK_ENTRIES = 1 << 22;

type Outer = Extract<JacobianPart['jacobian'], { form: 'outer' }>;
type Diagonal = Extract<JacobianPart['jacobian'], { form: 'diagonal' }>;
type Columns = Extract<JacobianPart['jacobian'], { form: 'columns' }>;
export type PartFactors = Pick<JacobianPart, 'jacobian' | 'samples' | 'shared'>;

/** Calls `use` with blocks of columns of J (rows x some parameters, surviving ones only) in their order. */
export function forEachColumnBlock(rows: number, part: PartFactors, use: (block: Matrix) => void): void {
  const { jacobian } = part;
  switch (jacobian.form) {
    case 'outer':
      return outerBlocks(rows, part, jacobian, use);
    case 'diagonal':
      return diagonalBlocks(rows, part, jacobian, use);
    case 'columns':
      return givenBlocks(rows, jacobian, use);
  }
}

/** A part's columns whole: rows x parameters. */
export function columnsOf(rows: number, part: PartFactors): Matrix {
  const result = new Matrix(rows, parameterCount(part.jacobian));
  copyColumns(rows, part, result, 0);
  return result;
}

/** J whole: rows x parameters. */
export function explicitJacobian({ rows, columns, parts }: FactoredJacobian): Matrix {
  const result = new Matrix(rows, columns);
  parts.reduce((from, part) => copyColumns(rows, part, result, from), 0);
  return result;
}

/**
 * The same part with its two factors compressed by orthogonal transformations of their columns, so that J_l J_l^T is
 * unchanged and no factor is wider than it has rows, over all samples and positions. A part with a mask comes back as it
 * is.
 */
export function compressPart(part: JacobianPart): JacobianPart {
  const { jacobian: factors } = part;
  if (factors.form !== 'outer' || factors.mask) return part;
  const [left, leftWidth] = compressed(factors.left, factors.leftWidth);
  const [right, rightWidth] = compressed(factors.right, factors.rightWidth);
  return { ...part, jacobian: { ...factors, left, leftWidth, right, rightWidth } };
}

/** A = L Q with L square when A, positions one below another, is wide: L has the same A A^T. */
function compressed(matrix: Matrix, width: number): [factor: Matrix, width: number] {
  const positions = matrix.data.length / width;
  if (width <= positions) return [matrix, width];
  const stacked = new Matrix(positions, width, matrix.data);
  const factor = triangularFactor(stacked.transpose()).transpose();
  return [new Matrix(matrix.rows, factor.data.length / matrix.rows, factor.data), factor.cols];
}

/** Writes a part's columns to those of `target` from `from` on; returns the column after the last. */
export function copyColumns(rows: number, part: PartFactors, target: Matrix, from: number): number {
  let column = from;
  forEachColumnBlock(rows, part, (block) => {
    for (let row = 0; row < rows; row++) target.row(row).set(block.row(row), column);
    column += block.cols;
  });
  return column;
}

function outerBlocks(rows: number, part: PartFactors, factors: Outer, use: (block: Matrix) => void): void {
  const { positions, left, leftWidth, right, rightWidth, mask } = factors;
  const perSample = rows / part.samples;
  const unitsAtOnce = Math.max(1, Math.floor(BLOCK_ENTRIES / (rows * rightWidth)));
  for (let first = 0; first < leftWidth; first += unitsAtOnce) {
    const last = Math.min(leftWidth, first + unitsAtOnce);
    const width = (last - first) * rightWidth;
    const block = new Matrix(rows, width);
    for (let i = 0; i < part.samples; i++) {
      const from = part.shared ? 0 : i * perSample;
      sumOverPositions(
        { of: left, width: leftWidth },
        [from, from + perSample],
        [first, last],
        new Matrix(positions, rightWidth, right.row(i)),
        block.data.subarray(i * perSample * width, (i + 1) * perSample * width),
      );
    }
    use(mask ? survivors(block, mask.subarray(first * rightWidth, last * rightWidth)) : block);
  }
}

function survivors(block: Matrix, mask: Uint8Array): Matrix {
  const kept = Array.from(mask.keys()).filter((column) => mask[column] === 1);
  const result = new Matrix(block.rows, kept.length);
  for (let row = 0; row < block.rows; row++) {
    const [from, to] = [block.row(row), result.row(row)];
    for (let at = 0; at < kept.length; at++) to[at] = from[kept[at]];
  }
  return result;
}

function diagonalBlocks(rows: number, part: PartFactors, factors: Diagonal, use: (block: Matrix) => void): void {
  const { positions, left, right, width } = factors;
  const perSample = rows / part.samples;
  const atOnce = Math.max(1, Math.floor(BLOCK_ENTRIES / rows));
  for (let first = 0; first < width; first += atOnce) {
    const block = new Matrix(rows, Math.min(width - first, atOnce));
    for (let row = 0; row < rows; row++) {
      const leftRow = left.row(part.shared ? row % perSample : row);
      const rightRow = right.row(Math.floor(row / perSample));
      const target = block.row(row);
      for (let t = 0; t < positions; t++)
        for (let q = 0, at = t * width + first; q < target.length; q++, at++) target[q] += leftRow[at] * rightRow[at];
    }
    use(block);
  }
}

function givenBlocks(rows: number, { width, block, entries }: Columns, use: (block: Matrix) => void): void {
  const atOnce = Math.max(1, Math.floor(BLOCK_ENTRIES / rows));
  if (entries && width <= atOnce) return use(entries);
  for (let first = 0; first < width; first += atOnce) {
    const last = Math.min(width, first + atOnce);
    use(entries ? columnRange(entries, first, last) : block(first, last).transpose());
  }
}
