/** Directions in which small networks grow: KKT points of the neural correlation function on the unit sphere. */
import type { Matrix } from '../../numerics/matrix';
import { randomStream } from '../../numerics/random';
import { chainOrder } from './chain-constants';
import { correlation, type CorrelationProblem, flattened, weightsOf } from './correlation';
import { rankOneRatios } from './rank-one';
import { unit } from './scalar-chain';
import { ascend, polish } from './sphere-ascent';

export interface KktDirection {
  /** Norm 1 together. */
  readonly weights: readonly Matrix[];
  /** N; lambda = P N. */
  readonly value: number;
  readonly growthRate: number;
  /** |gradient - (gradient . u) u| / |gradient|; certified from 1e-8 down. */
  readonly residual: number;
  readonly certified: boolean;
  /** sigma_2 / sigma_1 by layer. */
  readonly rankOneRatios: readonly number[];
}

/**
 * Local maxima of N reached from `starts` random directions, largest first: L-BFGS on -ln N + P ln |u|, then shifted fixed-point steps. For
 * p >= 2 and for linear networks; at p = 1 maxima lie on kinks, where chainMaximum is right. widths: d, hidden widths, k. Source:
 * docs/theory/early-direction.md 4.
 */
export function kktDirections(
  problem: CorrelationProblem,
  widths: readonly number[],
  { starts = 8, seed = 1 }: { readonly starts?: number; readonly seed?: number } = {},
): KktDirection[] {
  const order = chainOrder(widths.length - 1, problem.activation.power);
  const evaluate = (u: Float64Array) => {
    const { value, gradient } = correlation(problem, weightsOf(u, widths));
    return { value, gradient: flattened(gradient) };
  };
  const found = Array.from({ length: starts }, (_, start) => {
    const stream = randomStream(seed, `KKT direction ${start}`);
    const count = widths.slice(1).reduce((sum, rows, l) => sum + rows * widths[l], 0);
    const u = unit(stream.normals(count))!;
    return evaluate(u).value >= 0 ? u : reflected(u, widths);
  });
  return found
    .filter((u) => evaluate(u).value > 0)
    .map((u) => polish(evaluate, ascend(evaluate, order, u, 1000)))
    .map(({ point, value, residual }) => {
      const weights = weightsOf(point, widths);
      return {
        weights,
        value,
        growthRate: order * value,
        residual,
        certified: residual <= 1e-8 && value > 0,
        rankOneRatios: rankOneRatios(weights),
      };
    })
    .sort((a, b) => b.value - a.value);
}

/** The last layer's sign turned: N changes its own. */
function reflected(u: Float64Array, widths: readonly number[]): Float64Array {
  const last = widths.at(-1)! * widths.at(-2)!;
  return u.map((value, i) => (i >= u.length - last ? -value : value));
}
