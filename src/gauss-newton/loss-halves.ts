import { Matrix } from '../numerics/matrix';
import type { Architecture } from '../spec/architecture';
import { type ClassScores, classScores } from '../spec/class-scores';
import { classProbabilities } from './loss-factor';

/** The factors M_i of the loss' Hessian H_i = M_i M_i^T as maps, never as matrices. Both take and give one row a sample. */
export interface LossHalves {
  readonly rowsPerSample: number;
  /** M_i^T z_i: n x outputs to n x rowsPerSample. */
  toRows(outputs: Matrix): Matrix;
  /** M_i u_i: n x rowsPerSample to n x outputs. */
  toOutputs(rows: Matrix): Matrix;
}

/** The same factors as `lossFactor`, at outputs n x k. Source: docs/theory/gauss-newton.md 1.7. */
export function lossHalves(
  architecture: Pick<Architecture, 'loss' | 'output' | 'layout'>,
  outputs: Matrix,
): LossHalves {
  switch (architecture.loss) {
    case 'mse':
      return { rowsPerSample: outputs.cols, toRows: (rows) => rows, toOutputs: (rows) => rows };
    case 'cross_entropy':
      return softmaxHalves(outputs, classScores(architecture));
    case 'binary_cross_entropy':
      return sigmoidHalves(outputs);
  }
}

function sigmoidHalves({ rows, cols, data }: Matrix): LossHalves {
  const roots = data.map((logit) => Math.sqrt(Math.exp(-Math.abs(logit))) / (1 + Math.exp(-Math.abs(logit))));
  const scaled = ({ data: values }: Matrix) =>
    new Matrix(
      rows,
      cols,
      values.map((value, at) => value * roots[at]),
    );
  return { rowsPerSample: cols, toRows: scaled, toOutputs: scaled };
}

/** M = diag(q) Q, q = sqrt(p); Q: all but the pivot's column of the reflector I - 2 w w^T / |w|^2 that sends q to -+e_pivot. */
function softmaxHalves(outputs: Matrix, scores: ClassScores): LossHalves {
  const { classes, positions, classStride, positionStride } = scores;
  const probabilities = classProbabilities(outputs, scores);
  const places = Array.from({ length: probabilities.rows }, (_, at) => {
    const root = probabilities.row(at).map(Math.sqrt);
    const pivot = root.indexOf(root.reduce((most, value) => Math.max(most, value)));
    const normal = root.slice();
    normal[pivot] += 1;
    return { root, pivot, normal, squared: normal.reduce((total, value) => total + value * value, 0) };
  });
  const reflect = (values: Float64Array, { normal, squared }: (typeof places)[number]) => {
    const along = (2 * values.reduce((total, value, j) => total + value * normal[j], 0)) / squared;
    for (let j = 0; j < classes; j++) values[j] -= along * normal[j];
  };
  const values = new Float64Array(classes);

  return {
    rowsPerSample: positions * (classes - 1),
    toRows(moved) {
      const result = new Matrix(moved.rows, positions * (classes - 1));
      places.forEach((place, at) => {
        const start = Math.floor(at / positions) * moved.cols + (at % positions) * positionStride;
        for (let j = 0; j < classes; j++) values[j] = moved.data[start + j * classStride] * place.root[j];
        reflect(values, place);
        result.data.set(values.subarray(0, place.pivot), at * (classes - 1));
        result.data.set(values.subarray(place.pivot + 1), at * (classes - 1) + place.pivot);
      });
      return result;
    },
    toOutputs(rows) {
      const result = new Matrix(rows.rows, outputs.cols);
      places.forEach((place, at) => {
        const row = rows.data.subarray(at * (classes - 1), (at + 1) * (classes - 1));
        values.set(row.subarray(0, place.pivot));
        values[place.pivot] = 0;
        values.set(row.subarray(place.pivot), place.pivot + 1);
        reflect(values, place);
        const start = Math.floor(at / positions) * result.cols + (at % positions) * positionStride;
        for (let j = 0; j < classes; j++) result.data[start + j * classStride] = values[j] * place.root[j];
      });
      return result;
    },
  };
}
