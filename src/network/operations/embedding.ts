/** Rows of a table, chosen by token ids. */
import { Matrix } from '../../numerics/matrix';
import type { Operation } from '../operation';
import { tensor, type Definition } from './definition';
import { size } from './shape';

interface Saved {
  /** Token ids, n x positions. */
  readonly ids: Matrix;
}

/**
 * Tensor: weight [vocabulary, features]. Inputs are ids, whole numbers from 0 below vocabulary, which do not move: the derivative in their
 * direction is 0. Columns of the Jacobian: (feature, id), for ids that occur in the batch, ascending; the rows of all others move nothing
 * and are left out.
 */
export function embedding(definition: Definition): Operation<Saved> {
  const weight = tensor(definition, 'weight')!;
  const features = weight.shape[1];
  const positions = size(definition.node.inputShapes[0]);

  return {
    linear: false,
    usesOnes: false,
    parameters: definition.parameters,
    forward: ([ids]) => ({ output: rowsOf(weight.values, ids, features), saved: { ids } }),
    jvp: ({ ids }, _tangents, [direction] = []) =>
      direction ? rowsOf(direction, ids, features) : new Matrix(ids.rows, positions * features),
    vjp: (_saved, cotangent) => [new Matrix(cotangent.rows, positions)],
    addGradients({ ids }, cotangent, [gradient]) {
      if (!gradient) return;
      ids.data.forEach((id, at) => {
        for (let j = 0; j < features; j++) gradient[id * features + j] += cotangent.data[at * features + j];
      });
    },
    parameterJacobian({ ids }, cotangent) {
      if (!weight.trainable) return [];
      const occurring = Int32Array.from(new Set(ids.data)).sort();
      return [
        {
          form: 'outer',
          positions,
          left: cotangent,
          leftWidth: features,
          right: oneHot(ids, occurring),
          rightWidth: occurring.length,
          rightColumns: occurring,
        },
      ];
    },
  };
}

function rowsOf(table: Float64Array, ids: Matrix, features: number): Matrix {
  const result = new Matrix(ids.rows, ids.cols * features);
  ids.data.forEach((id, at) => result.data.set(table.subarray(id * features, (id + 1) * features), at * features));
  return result;
}

/** n x (positions * ids): 1 where the position holds the id. */
function oneHot(ids: Matrix, occurring: Int32Array): Matrix {
  const columns = new Map(Array.from(occurring, (id, column) => [id, column]));
  const result = new Matrix(ids.rows, ids.cols * occurring.length);
  ids.data.forEach((id, at) => (result.data[at * occurring.length + columns.get(id)!] = 1));
  return result;
}
