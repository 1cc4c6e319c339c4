/** Ordinary differential equations y' = f(t, y) by Dormand and Prince's pair of orders 5 and 4 (J. Comput. Appl. Math. 6, 1980). */

/** Writes f(t, y) into `slope`. */
export type Slope = (time: number, state: Float64Array, slope: Float64Array) => void;

export interface IntegrationOptions {
  readonly relativeTolerance: number;
  readonly absoluteTolerance?: number;
  /** Attempts, accepted or not. */
  readonly maximalSteps?: number;
  /** Looked at after every accepted step; true ends the integration there. */
  readonly until?: (time: number, state: Float64Array) => boolean;
}

export interface Integration {
  /** The times reached, from the first on; all that were asked for unless it ended early. */
  readonly times: readonly number[];
  readonly states: readonly Float64Array[];
  readonly end: 'complete' | 'stopped' | 'too many steps' | 'not finite';
}

/** States at the given ascending times, the first of which belongs to `start`. `stopped` appends the state where `until` held. */
export function integrate(
  slope: Slope,
  start: Float64Array,
  times: readonly number[],
  options: IntegrationOptions,
): Integration {
  const { relativeTolerance, absoluteTolerance = relativeTolerance * 1e-3, maximalSteps = 100_000, until } = options;
  const stages = Array.from({ length: 7 }, () => new Float64Array(start.length));
  const reached = [times[0]];
  const states = [start.slice()];
  let time = times[0];
  let state: Float64Array = start.slice();
  slope(time, state, stages[0]);
  let step = firstStep(state, stages[0]);
  let left = maximalSteps;
  for (const target of times.slice(1)) {
    while (time < target) {
      if (left-- <= 0) return { times: reached, states, end: 'too many steps' };
      const taken = Math.min(step, target - time);
      const next = trial(slope, time, state, taken, stages);
      const error = errorRatio(state, next, stages, taken, relativeTolerance, absoluteTolerance);
      if (error <= 1) {
        time = taken === target - time ? target : time + taken;
        state = next;
        stages[0].set(stages[6]);
        if (until?.(time, state))
          return { times: [...reached, time], states: [...states, state.slice()], end: 'stopped' };
      }
      const factor = Number.isNaN(error) ? 0.1 : Math.min(5, Math.max(0.2, 0.9 * error ** -0.2));
      // A step cut short by a target says nothing against the one before it.
      step = error <= 1 && taken < step ? Math.max(step, taken * factor) : taken * factor;
      if (!(step > 1e-15 * Math.abs(time)) || !Number.isFinite(step))
        return { times: reached, states, end: 'not finite' };
    }
    reached.push(target);
    states.push(state.slice());
  }
  return { times: reached, states, end: 'complete' };
}

const NODES = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];
const WEIGHTS = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
/** Difference of the two orders' weights. */
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

/** The state one step on; leaves the slopes of all stages, the last of which is the next step's first. */
function trial(slope: Slope, time: number, state: Float64Array, step: number, stages: Float64Array[]): Float64Array {
  let next = state;
  for (let stage = 1; stage < 7; stage++) {
    next = combine(state, step, WEIGHTS[stage], stages);
    slope(time + NODES[stage] * step, next, stages[stage]);
  }
  return next;
}

function combine(state: Float64Array, step: number, weights: readonly number[], stages: Float64Array[]): Float64Array {
  const result = state.slice();
  weights.forEach((weight, stage) => {
    if (weight === 0) return;
    const factor = step * weight;
    const slopes = stages[stage];
    for (let i = 0; i < result.length; i++) result[i] += factor * slopes[i];
  });
  return result;
}

/** Root mean square of error over tolerance. */
function errorRatio(
  before: Float64Array,
  after: Float64Array,
  stages: Float64Array[],
  step: number,
  relative: number,
  absolute: number,
): number {
  let sum = 0;
  for (let i = 0; i < before.length; i++) {
    let error = 0;
    for (let stage = 0; stage < 7; stage++) error += ERROR[stage] * stages[stage][i];
    sum += ((step * error) / (absolute + relative * Math.max(Math.abs(before[i]), Math.abs(after[i])))) ** 2;
  }
  return Math.max(Math.sqrt(sum / Math.max(1, before.length)), 1e-10);
}

function firstStep(state: Float64Array, slope: Float64Array): number {
  const size = Math.hypot(...state);
  const speed = Math.hypot(...slope);
  return speed > 0 && size > 0 ? (0.01 * size) / speed : 1e-3;
}
