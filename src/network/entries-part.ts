import { Matrix } from '../numerics/matrix';
import type { ParameterJacobian } from './operation';

type Columns = Extract<ParameterJacobian, { form: 'columns' }>;

/** The part of J whose columns are these: rows x parameters. */
export function partOfEntries(entries: Matrix): Columns {
  const block = (first: number, last: number) => columnRange(entries, first, last).transpose();
  return { form: 'columns', width: entries.cols, block, entries };
}

/** Columns [first, last). */
export function columnRange({ rows, cols, data }: Matrix, first: number, last: number): Matrix {
  const result = new Matrix(rows, last - first);
  for (let row = 0; row < rows; row++) result.row(row).set(data.subarray(row * cols + first, row * cols + last));
  return result;
}
