/** Directions whose hidden layers have rank one: what chains embed as, and how close weights are to it. */
import { Matrix } from '../../numerics/matrix';
import { singularValues } from '../../numerics/svd';
import { layerShares } from './chain-constants';
import type { ChainMaximum } from './chain-maximum';
import type { ChainWeights } from './correlation';

/**
 * The chain as weights of the given widths (d, hidden widths, k), through the first unit of every hidden layer: a KKT direction of N of norm 1
 * for every network that is at least as wide. Source: docs/theory/early-direction.md 4.
 */
export function embeddedChain(
  { direction, readout }: ChainMaximum,
  widths: readonly number[],
  power: number,
): Matrix[] {
  const depth = widths.length - 1;
  return layerShares(depth, power).map((share, l) => {
    const weight = new Matrix(widths[l + 1], widths[l]);
    const size = Math.sqrt(share);
    const [left, right] = [l === depth - 1 ? readout : [1], l === 0 ? direction : [1]];
    left.forEach((a, i) => right.forEach((b, j) => weight.set(i, j, size * a * b)));
    return weight;
  });
}

/** sigma_2 / sigma_1 of each layer, 0 for a layer of rank one. */
export function rankOneRatios(weights: ChainWeights): number[] {
  return leadingSingularValues(weights).map(ratioOf);
}

export type Leading = readonly [first: number, second: number];

/** sigma_1 and sigma_2 of each layer; sigma_2 is 0 where there is none. */
export function leadingSingularValues(weights: ChainWeights): readonly Leading[] {
  return weights.map((weight) => {
    const [first = 0, second = 0] = singularValues(weight);
    return [first, second];
  });
}

export function ratioOf([first, second]: Leading): number {
  return first > 0 ? second / first : 0;
}
