/** What small-initialisation theory says of a network with its data: growth, plateau and alignment. */
import type { Network } from '../../network/network';
import { type Certainty, isUnavailable, type Unavailable } from '../certainty';
import { chainOrder, correlationBounds, layerShares, outputBound } from './chain-constants';
import { correlation } from './correlation';
import type { CorrelationProblem } from './correlation';
import { correlationTargets } from './correlation-targets';
import { type EscapeTime, escapeTimeBound, escapeTimeEstimate } from './escape-time';
import { isSmooth } from './homogeneous-activation';
import { chainInputs, chainWeights, type HomogeneousChain, homogeneousChain } from './homogeneous-chain';
import { rankOneRatios } from './rank-one';

export interface EarlyDirection {
  readonly chain: HomogeneousChain;
  readonly problem: CorrelationProblem;
  /** P. */
  readonly order: number;
  /** `proved`: P > 2 and a Lipschitz slope; else what experiments show. */
  readonly basis: 'proved' | 'observed';
  /** delta = |w(0)|. */
  readonly start: number;
  /** R*, from below: where outputs become as large as the targets. */
  readonly criticalRadius: { readonly value: number; readonly certainty: Certainty };
  readonly regime: Regime;
  /** Upper bound on N over unit directions. */
  readonly correlationBound: number;
  /** N of the start's own direction. */
  readonly correlationAtStart: number;
  /** Least time from delta to R*. */
  readonly escapeBound: EscapeTime;
  readonly escapeEstimate: EscapeTime;
  /** |W_l|_F / |w| at every direction that growth leads to. */
  readonly layerNorms: readonly number[];
  /** sigma_2 / sigma_1 of each layer at the start; alignment takes those of hidden layers to 0. */
  readonly rankOneRatios: readonly number[];
}

/**
 * `small`: weights align (cosine above 0.99) before the loss moves; `partial`: somewhat; `none`: the start is too large for it. By
 * delta / R*, thresholds measured. Source: docs/theory/early-direction.md 3.
 */
export interface Regime {
  readonly name: 'small' | 'partial' | 'none';
  readonly ratio: number;
  readonly certainty: Certainty;
}

/** For chains of dense layers with targets; a reason for everything else. */
export function earlyDirection(network: Network): EarlyDirection | Unavailable {
  const chain = homogeneousChain(network.architecture);
  if (isUnavailable(chain)) return chain;
  const targets = correlationTargets(network);
  if (isUnavailable(targets)) return targets;
  const { activation } = chain;
  const problem = { activation, inputs: chainInputs(network, chain), targets };
  const weights = chainWeights(network, chain);
  const depth = weights.length;
  const order = chainOrder(depth, activation.power);
  const start = Math.sqrt(weights.reduce((sum, { data }) => sum + data.reduce((s, w) => s + w * w, 0), 0));
  if (start === 0) return { reason: 'All weights start at zero, where the gradient vanishes.' };
  const { least: correlationBound } = correlationBounds(problem.inputs, targets, depth, activation.power);
  const radius = criticalRadius(network, problem, depth, order);
  const correlationAtStart = correlation(problem, weights).value / start ** order;
  const escape = { order, start, radius };
  return {
    chain,
    problem,
    order,
    basis: order > 2 && isSmooth(activation) ? 'proved' : 'observed',
    start,
    criticalRadius: { value: radius, certainty: network.architecture.loss === 'mse' ? 'bound' : 'heuristic' },
    regime: regimeOf(start / radius),
    correlationBound,
    correlationAtStart,
    escapeBound: escapeTimeBound(escape, correlationBound),
    escapeEstimate: escapeTimeEstimate(escape, correlationAtStart),
    layerNorms: layerShares(depth, activation.power).map(Math.sqrt),
    rankOneRatios: rankOneRatios(weights),
  };
}

/** By delta / R*. */
export function regimeOf(ratio: number): Regime {
  const name = ratio < 0.03 ? 'small' : ratio <= 0.3 ? 'partial' : 'none';
  return { name, ratio, certainty: 'heuristic' };
}

/** (size of the targets / most that unit weights give)^(1/P); for losses of classification the targets are logits of size one. */
function criticalRadius(
  { architecture, data }: Network,
  problem: CorrelationProblem,
  depth: number,
  order: number,
): number {
  const { inputs, activation } = problem;
  const wanted =
    architecture.loss === 'mse'
      ? Math.sqrt(data.targets!.data.reduce((sum, y) => sum + y * y, 0))
      : Math.sqrt(inputs.rows);
  return (wanted / outputBound(inputs, depth, activation.power)) ** (1 / order);
}
