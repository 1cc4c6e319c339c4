import { Matrix } from '../numerics/matrix';
import type { FactoredJacobian, JacobianPart } from './factored-jacobian';

/** Whether two Jacobians have the same factors, entry by entry. Says no where their columns are made on demand. */
export function areEqualJacobians(a: FactoredJacobian, b: FactoredJacobian): boolean {
  return (
    a.samples === b.samples &&
    a.rows === b.rows &&
    a.columns === b.columns &&
    a.parts.length === b.parts.length &&
    a.parts.every((part, at) => areEqualParts(part, b.parts[at]))
  );
}

/** Bytes of all factors. */
export function factorBytes({ parts }: FactoredJacobian): number {
  return parts.reduce(
    (sum, { jacobian }) =>
      sum + matricesOf(jacobian).reduce((bytes, matrix) => bytes + (matrix?.data.byteLength ?? 0), 0),
    0,
  );
}

function matricesOf(jacobian: JacobianPart['jacobian']): readonly (Matrix | undefined)[] {
  return jacobian.form === 'columns' ? [jacobian.entries] : [jacobian.left, jacobian.right];
}

function areEqualParts(a: JacobianPart, b: JacobianPart): boolean {
  const [{ jacobian: one, ...ownA }, { jacobian: other, ...ownB }] = [a, b];
  return areEqualValues(ownA, ownB) && areEqualFactors(one, other);
}

function areEqualFactors(a: JacobianPart['jacobian'], b: JacobianPart['jacobian']): boolean {
  if (a.form !== 'columns' || b.form !== 'columns') return areEqualValues(a, b);
  return a.entries !== undefined && b.entries !== undefined && isEqual(a.entries, b.entries);
}

/** Plain values by value, matrices, masks and lists of indices entry by entry. */
function areEqualValues(a: object, b: object): boolean {
  const [keys, values] = [Object.keys(a), new Map<string, unknown>(Object.entries(b))];
  return keys.length === values.size && Object.entries(a).every(([key, value]) => isEqual(value, values.get(key)));
}

function isEqual(a: unknown, b: unknown): boolean {
  if (a instanceof Matrix && b instanceof Matrix)
    return a.rows === b.rows && a.cols === b.cols && areEqualEntries(a.data, b.data);
  if (isIndexed(a) && isIndexed(b)) return areEqualEntries(a, b);
  return a === b;
}

function isIndexed(value: unknown): value is Uint8Array | Int32Array {
  return value instanceof Uint8Array || value instanceof Int32Array;
}

function areEqualEntries(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
