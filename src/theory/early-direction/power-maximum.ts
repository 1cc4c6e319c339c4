import { best, dot, type ScalarChain, type ScalarMaximum, startsOf } from './scalar-chain';
import { ascend, polish } from './sphere-ascent';

/**
 * max over |b| = 1 of sum_i t_i S(b . x_i) with S(z) = z^q for z > 0 and side |z|^q below, q > 1, as the best of several local maxima. Value 0
 * where no start has a positive sum.
 */
export function powerMaximum(chain: ScalarChain, degree: number, side: number): ScalarMaximum {
  const growth = (b: Float64Array) => growthAt(chain, degree, side, b);
  const maxima = startsOf(chain).flatMap((start) => {
    if (!(growth(start).value > 0)) return [];
    const { point, ...rest } = ascend(growth, degree, start, 100);
    return [{ direction: point, ...rest, pinned: [] }];
  });
  const { direction, value, residual } = best(maxima, chain.inputs.cols);
  const polished = polish(growth, { point: direction, value, residual });
  return { direction: polished.point, value: polished.value, residual: polished.residual, pinned: [] };
}

function growthAt({ inputs, targets }: ScalarChain, degree: number, side: number, b: Float64Array) {
  const gradient = new Float64Array(b.length);
  let value = 0;
  for (let i = 0; i < inputs.rows; i++) {
    const row = inputs.row(i);
    const z = dot(row, b);
    const factor = targets[i] * (z > 0 ? 1 : side);
    value += factor * Math.abs(z) ** degree;
    const slope = factor * degree * Math.abs(z) ** (degree - 1) * Math.sign(z);
    for (let j = 0; j < gradient.length; j++) gradient[j] += slope * row[j];
  }
  return { value, gradient };
}
