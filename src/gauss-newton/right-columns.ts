import { Matrix } from '../numerics/matrix';
import type { ParameterJacobian } from '../network/operation';

/** Two Jacobians of one weight with the same right columns: each gets those that only the other has, zero for itself. */
export function onSameColumns(
  a: ParameterJacobian,
  b: ParameterJacobian,
): readonly [ParameterJacobian, ParameterJacobian] {
  if (a.form !== 'outer' || b.form !== 'outer' || !a.rightColumns || !b.rightColumns) return [a, b];
  const columns = Int32Array.from(new Set([...a.rightColumns, ...b.rightColumns])).sort();
  return [widened(a, columns), widened(b, columns)];
}

type Outer = Extract<ParameterJacobian, { form: 'outer' }>;

function widened(jacobian: Outer, columns: Int32Array): Outer {
  const { right, rightWidth, rightColumns = columns } = jacobian;
  const places = Array.from(rightColumns, (column) => columns.indexOf(column));
  const blocks = right.data.length / rightWidth;
  const result = new Matrix(right.rows, (right.cols / rightWidth) * columns.length);
  for (let block = 0; block < blocks; block++)
    places.forEach((to, from) => {
      result.data[block * columns.length + to] = right.data[block * rightWidth + from];
    });
  return { ...jacobian, right: result, rightWidth: columns.length, rightColumns: columns };
}
