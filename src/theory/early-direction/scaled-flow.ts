/** Gradient flow from small weights, in the scale on which it moves: s = w / delta, tau = delta^(P-2) t. */
import { Matrix } from '../../numerics/matrix';
import { integrate } from '../../numerics/runge-kutta';
import { chainOrder } from './chain-constants';
import {
  type ChainWeights,
  correlation,
  type CorrelationProblem,
  flattened,
  inner,
  passes,
  weightsOf,
} from './correlation';
import { isSmooth } from './homogeneous-activation';
import { leadingSingularValues, ratioOf } from './rank-one';

export interface FlowPoint {
  /** Time t of the flow w' = -gradient of the loss. */
  readonly time: number;
  /** |w|. */
  readonly norm: number;
  /** cos of the angle between w and the gradient of N there: 1 at a KKT direction. */
  readonly alignment: number;
  /** sigma_1 by layer. */
  readonly largestSingularValues: readonly number[];
  /** sigma_2 / sigma_1 by layer. */
  readonly rankOneRatios: readonly number[];
  /** sum |targets / rate - H|^2 / 2, the loss up to its factor. */
  readonly loss: number;
}

export interface FlowSimulation {
  readonly points: readonly FlowPoint[];
  /** Whether |w| reached the radius. */
  readonly escaped: boolean;
  /** Why it ended before the last time; null when it did not. */
  readonly reason: string | null;
}

export interface FlowOptions {
  /** Ends where |w| reaches it. */
  readonly radius: number;
  /** Last time t. */
  readonly horizon: number;
  readonly points?: number;
  readonly maximalSteps?: number;
}

/**
 * ds/dtau = J(s)^T (targets - rate delta^P H(s)), the flow of rate/2 sum |targets / rate - H|^2; rate = 1/n for the mean squared error with
 * targets y / n. Points at even distances in time. Kinks (p = 1) are integrated to 1e-4, smooth flows to 1e-8. Source:
 * docs/theory/early-direction.md 5.
 */
export function simulateFlow(
  problem: CorrelationProblem,
  rate: number,
  initial: ChainWeights,
  { radius, horizon, points = 60, maximalSteps = 20_000 }: FlowOptions,
): FlowSimulation {
  const widths = [problem.inputs.cols, ...initial.map(({ rows }) => rows)];
  const order = chainOrder(initial.length, problem.activation.power);
  const start = flattened(initial);
  const delta = Math.hypot(...start);
  const [pace, growth] = [delta ** (order - 2), delta ** order];
  const residualsOf = (outputs: Matrix, scale: number) =>
    new Matrix(
      outputs.rows,
      outputs.cols,
      outputs.data.map((value, i) => problem.targets.data[i] - rate * scale * value),
    );
  const end = horizon * pace;
  const result = integrate(
    (_, state, slope) => {
      const { outputs, pull } = passes(problem, weightsOf(state, widths));
      slope.set(flattened(pull(residualsOf(outputs, growth))));
    },
    start.map((value) => value / delta),
    Array.from({ length: points + 1 }, (_, k) => (end * k) / points),
    {
      relativeTolerance: isSmooth(problem.activation) ? 1e-8 : 1e-4,
      maximalSteps,
      until: (_, state) => delta * Math.hypot(...state) >= radius,
    },
  );
  const describe = (state: Float64Array, tau: number): FlowPoint => {
    const weights = weightsOf(state, widths);
    const { outputs } = passes(problem, weights);
    const residuals = residualsOf(outputs, growth);
    const leading = leadingSingularValues(weights);
    return {
      time: tau / pace,
      norm: delta * Math.hypot(...state),
      alignment: alignmentOf(problem, weights),
      largestSingularValues: leading.map(([first]) => delta * first),
      rankOneRatios: leading.map(ratioOf),
      loss: inner(residuals, residuals) / (2 * rate * rate),
    };
  };
  return {
    points: result.states.map((state, k) => describe(state, result.times[k])),
    escaped: result.end === 'stopped',
    reason: reasons[result.end],
  };
}

const reasons = {
  complete: null,
  stopped: null,
  'too many steps': 'The steps were spent: the flow chatters at kinks or is stiff.',
  'not finite': 'The flow left the range of numbers.',
} as const;

/** gradient . w / (|gradient| |w|), that of N. */
export function alignmentOf(problem: CorrelationProblem, weights: ChainWeights): number {
  const { gradient } = correlation(problem, weights);
  const [direction, state] = [flattened(gradient), flattened(weights)];
  const product = direction.reduce((sum, value, i) => sum + value * state[i], 0);
  const scale = Math.hypot(...direction) * Math.hypot(...state);
  return scale > 0 ? product / scale : 0;
}
