import type { Network } from '../../network/network';
import { Matrix } from '../../numerics/matrix';
import { classScores } from '../../spec/class-scores';
import type { Unavailable } from '../certainty';

/**
 * Minus the slope of the loss at output 0, n x outputs: what outputs are pulled towards while they are small. Means over samples: mse y / n,
 * cross_entropy (one-hot - 1/k) / n, binary_cross_entropy (y - 1/2) / n. Source: docs/theory/early-direction.md 2.
 */
export function correlationTargets({ architecture, data }: Network): Matrix | Unavailable {
  const { targets } = data;
  if (!targets) return { reason: 'The data have no targets.' };
  const { loss } = architecture;
  if (loss === 'cross_entropy') return classPull(architecture, targets);
  const shift = loss === 'mse' ? 0 : 1 / 2;
  return new Matrix(
    targets.rows,
    targets.cols,
    targets.data.map((y) => (y - shift) / targets.rows),
  );
}

/** targets: class indices, n x positions. */
function classPull(architecture: Network['architecture'], targets: Matrix): Matrix {
  const { classes, positions, classStride, positionStride } = classScores(architecture);
  const result = new Matrix(targets.rows, classes * positions);
  result.data.fill(-1 / (classes * targets.rows));
  for (let i = 0; i < targets.rows; i++)
    for (let t = 0; t < positions; t++)
      result.row(i)[t * positionStride + targets.get(i, t) * classStride] += 1 / targets.rows;
  return result;
}
