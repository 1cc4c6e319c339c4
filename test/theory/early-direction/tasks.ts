import { Matrix } from '../../../src/numerics/matrix';
import { randomStream } from '../../../src/numerics/random';
import type { CorrelationProblem } from '../../../src/theory/early-direction/correlation';
import type { HomogeneousActivation } from '../../../src/theory/early-direction/homogeneous-activation';

/** A random task; everything follows from the seed. */
export function task(
  seed: number,
  activation: HomogeneousActivation,
  { samples = 6, dimension = 3, outputs = 1 } = {},
): CorrelationProblem {
  const stream = randomStream(seed, 'task');
  return {
    activation,
    inputs: new Matrix(samples, dimension, stream.normals(samples * dimension)),
    targets: new Matrix(samples, outputs, stream.normals(samples * outputs, samples * dimension)),
  };
}

/** Weights of the widths, all together of norm `size`. */
export function weightsOfNorm(seed: number, widths: readonly number[], size = 1): Matrix[] {
  const stream = randomStream(seed, 'weights');
  let start = 0;
  const weights = widths.slice(1).map((rows, l) => {
    const count = rows * widths[l];
    const weight = new Matrix(rows, widths[l], stream.normals(count, start));
    start += count;
    return weight;
  });
  const norm = Math.hypot(...weights.flatMap(({ data }) => [...data]));
  return weights.map((weight) => weight.scale(size / norm));
}

export const powers: readonly HomogeneousActivation[] = [
  { power: 1, slope: 0 },
  { power: 1, slope: 0.2 },
  { power: 1, slope: -1 },
  { power: 1, slope: 1 },
  { power: 2, slope: 0 },
  { power: 2, slope: 0.1 },
  { power: 3, slope: 0.5 },
];
