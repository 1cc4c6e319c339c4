import { partOfEntries } from '../network/entries-part';
import { Matrix } from '../numerics/matrix';
import type { ParameterJacobian } from '../network/operation';
import { parameterCount } from './factored-jacobian';
import { columnsOf } from './jacobian-columns';

/** Gathers the rows of one part of J where seeds reach many samples. */
export interface RowCollector {
  /** Rows of seeds that reach their own sample only, in the part's own form. */
  addOwn(part: ParameterJacobian): void;
  /** `count` seeds that every sample sees; `give` adds what their rows give to the rows of J. */
  add(block: ParameterJacobian, count: number, give: (rows: Matrix, target: Matrix) => void): void;
  finish(): ParameterJacobian;
}

/** For parts like this one, rows: of J. */
export function rowCollector(part: ParameterJacobian, samples: number, rows: number): RowCollector {
  return part.form === 'outer' && part.rightWidth > samples * part.positions
    ? factorCollector(part, samples, rows)
    : entryCollector(parameterCount(part), samples, rows);
}

type Outer = Extract<ParameterJacobian, { form: 'outer' }>;

/** Keeps the left factor of J, where that is smaller than J. */
function factorCollector(like: Outer, samples: number, rows: number): RowCollector {
  const left = new Matrix(rows, samples * like.left.cols);
  return {
    addOwn(part) {
      if (part.form !== 'outer') return;
      const perSample = rows / samples;
      for (let row = 0; row < rows; row++) {
        const from = Math.floor(row / perSample) * part.left.cols;
        left.row(row).set(part.left.row(row), from);
      }
    },
    add(block, count, give) {
      if (block.form === 'outer') give(joinSamples(block, samples, count).left, left);
    },
    finish: () => ({ ...like, positions: samples * like.positions, left, right: oneRow(like.right) }),
  };
}

/** Keeps J itself. */
function entryCollector(width: number, samples: number, rows: number): RowCollector {
  const entries = new Matrix(rows, width);
  return {
    addOwn: (part) => entries.data.set(columnsOf(rows, { jacobian: part, samples, shared: false }).data),
    add: (block, count, give) => give(entriesOf(block, samples, count), entries),
    finish: () => partOfEntries(entries),
  };
}

/** Rows of J, `rows` of them: what the samples give to a row adds up. */
function entriesOf(part: ParameterJacobian, samples: number, rows: number): Matrix {
  if (part.form === 'outer')
    return columnsOf(rows, { jacobian: joinSamples(part, samples, rows), samples: 1, shared: false });
  const shares = columnsOf(samples * rows, { jacobian: part, samples, shared: false });
  const result = new Matrix(rows, shares.cols);
  for (let first = 0; first < shares.data.length; first += result.data.length)
    for (let at = 0; at < result.data.length; at++) result.data[at] += shares.data[first + at];
  return result;
}

/** One block of `rows` rows whose positions are those of all samples. */
function joinSamples(part: Outer, samples: number, rows: number): Outer {
  const { cols } = part.left;
  const left = new Matrix(rows, samples * cols);
  for (let i = 0; i < samples; i++)
    for (let row = 0; row < rows; row++) left.row(row).set(part.left.row(i * rows + row), i * cols);
  return { ...part, positions: samples * part.positions, left, right: oneRow(part.right) };
}

function oneRow({ data }: Matrix): Matrix {
  return new Matrix(1, data.length, data);
}
