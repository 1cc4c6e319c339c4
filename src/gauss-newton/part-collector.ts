import { partOfEntries } from '../network/entries-part';
import type { ParameterJacobian } from '../network/operation';
import { Matrix } from '../numerics/matrix';
import { giveUpArray } from '../numerics/spare-arrays';
import { parameterCount } from './factored-jacobian';
import { copyColumns } from './jacobian-columns';

/** Joins one part of J from blocks of samples. */
export interface PartCollector {
  /** The part for the next samples; it may be kept, or its memory used again. */
  add(part: ParameterJacobian): void;
  /** The part for all samples: J itself where that is smaller than its factors. */
  finish(): ParameterJacobian;
}

interface Size {
  /** Of all blocks together. */
  readonly samples: number;
  readonly rowsPerSample: number;
}

type Columns = Extract<ParameterJacobian, { form: 'columns' }>;
type Factors = Exclude<ParameterJacobian, Columns>;

/** For parts like this one. */
export function partCollector(like: ParameterJacobian, size: Size): PartCollector {
  if (isWhole(like) || isSmallerWhole(like, size)) return entryCollector(parameterCount(like), size);
  return like.form === 'columns' ? columnCollector() : factorCollector(size);
}

function isWhole(part: ParameterJacobian): boolean {
  return part.form === 'columns' && part.entries !== undefined;
}

/**
 * Whether a sample's rows of J have fewer entries than their factors. A single position has cheaper uses for factors, and where a batch's
 * columns are left out another use of the weight has others.
 */
function isSmallerWhole(part: ParameterJacobian, { rowsPerSample }: Size): boolean {
  if (part.form === 'columns' || part.positions === 1 || ('rightColumns' in part && part.rightColumns)) return false;
  return rowsPerSample * parameterCount(part) < rowsPerSample * part.left.cols + part.right.cols;
}

function entryCollector(width: number, { samples, rowsPerSample }: Size): PartCollector {
  const entries = new Matrix(samples * rowsPerSample, width);
  let from = 0;
  return {
    add(jacobian) {
      const rows = jacobian.form === 'columns' ? jacobian.entries!.rows : jacobian.right.rows * rowsPerSample;
      const target = new Matrix(rows, width, entries.data.subarray(from, from + rows * width));
      copyColumns(rows, { jacobian, samples: rows / rowsPerSample, shared: false }, target, 0);
      if (jacobian.form === 'columns') giveUpArray(jacobian.entries!.data);
      from += rows * width;
    },
    finish: () => partOfEntries(entries),
  };
}

function factorCollector({ samples, rowsPerSample }: Size): PartCollector {
  let whole: Factors | undefined;
  let done = 0;
  const emptyLike = (part: Factors): Factors => ({
    ...part,
    left: new Matrix(samples * rowsPerSample, part.left.cols),
    right: new Matrix(samples, part.right.cols),
  });
  return {
    add(part) {
      if (part.form === 'columns') return;
      if (part.right.rows === samples) whole = part;
      else {
        whole ??= emptyLike(part);
        whole.left.data.set(part.left.data, done * rowsPerSample * part.left.cols);
        whole.right.data.set(part.right.data, done * part.right.cols);
        done += part.right.rows;
      }
    },
    finish: () => whole!,
  };
}

/** Columns stay made on demand, block by block. */
function columnCollector(): PartCollector {
  const parts: Columns[] = [];
  return {
    add(part) {
      if (part.form === 'columns') parts.push(part);
    },
    finish: () => ({ ...parts[0], block: (first, last) => sideBySide(parts.map(({ block }) => block(first, last))) }),
  };
}

function sideBySide(matrices: readonly Matrix[]): Matrix {
  const result = new Matrix(
    matrices[0].rows,
    matrices.reduce((sum, { cols }) => sum + cols, 0),
  );
  let from = 0;
  for (const matrix of matrices) {
    for (let row = 0; row < matrix.rows; row++) result.row(row).set(matrix.row(row), from);
    from += matrix.cols;
  }
  return result;
}
