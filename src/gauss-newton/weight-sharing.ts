import { partOfEntries } from '../network/entries-part';
import { Matrix } from '../numerics/matrix';
import type { ParameterJacobian } from '../network/operation';
import type { GraphNode } from '../spec/architecture';
import type { JacobianPart } from './factored-jacobian';
import { columnsOf } from './jacobian-columns';
import { onSameColumns } from './right-columns';

/**
 * One part for all uses of the same tensors: each moves the outputs, and their derivatives add. The uses of a layer
 * become positions of its original. rows: of the Jacobian.
 */
export function addUses(parts: readonly JacobianPart[], rows: number, nodes: readonly GraphNode[]): JacobianPart[] {
  const originals = new Map<number, readonly JacobianPart[]>();
  for (const user of new Set(parts.map(({ node }) => node))) {
    const original = nodes[user].shares ?? user;
    const own = parts.filter(({ node }) => node === user);
    const renamed = own.map((part) => ({ ...part, node: original, layer: nodes[original].layer }));
    const known = originals.get(original);
    originals.set(original, known ? known.map((part, at) => sumOfUses(part, renamed[at], rows)) : renamed);
  }
  return Array.from(originals.values())
    .flat()
    .toSorted((a, b) => a.node - b.node);
}

/** Whether another node uses the tensors of this one, or this one another's. */
export function sharesTensors(nodes: readonly GraphNode[], { id, shares }: GraphNode): boolean {
  return shares !== undefined || nodes.some((other) => other.shares === id);
}

function sumOfUses(one: JacobianPart, other: JacobianPart, rows: number): JacobianPart {
  const [first, second] = onSameColumns(one.jacobian, other.jacobian);
  const [a, b] = [
    { ...one, jacobian: first },
    { ...other, jacobian: second },
  ];
  const aligned = a.samples === b.samples && a.shared === b.shared;
  const together = aligned ? sideBySide(a.jacobian, b.jacobian) : undefined;
  if (together) return { ...a, jacobian: together };
  const entries = columnsOf(rows, a);
  columnsOf(rows, b).data.forEach((value, at) => (entries.data[at] += value));
  return { ...a, samples: 1, shared: false, jacobian: partOfEntries(entries) };
}

/** The same form with the positions of both; undefined where there is none. */
function sideBySide(a: ParameterJacobian, b: ParameterJacobian): ParameterJacobian | undefined {
  if (a.form === 'columns' || b.form !== a.form) return undefined;
  return {
    ...a,
    positions: a.positions + b.positions,
    left: joinRows(a.left, b.left),
    right: joinRows(a.right, b.right),
  };
}

function joinRows(a: Matrix, b: Matrix): Matrix {
  const result = new Matrix(a.rows, a.cols + b.cols);
  for (let row = 0; row < a.rows; row++) {
    result.row(row).set(a.row(row));
    result.row(row).set(b.row(row), a.cols);
  }
  return result;
}
