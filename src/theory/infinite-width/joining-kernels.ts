import { Matrix } from '../../numerics/matrix';
import { type KernelState, mapKernels, pairIndex, positionPairs } from './kernel-state';

/**
 * Sum of branches with independent weights: kernels add with the squares of the coefficients, covariances of units with means also by products
 * of means. Undefined where more than one branch has means that differ between units. Source: docs/theory/infinite-width.md 2.
 */
export function sumKernels(states: readonly KernelState[], coefficients: readonly number[]): KernelState | undefined {
  const [first] = states;
  const squares = coefficients.map((coefficient) => coefficient ** 2);
  const off = states.filter(({ gaussian }) => !gaussian);
  if (off.length > 1 && off.some(({ means }) => means === null)) return undefined;
  const covariance = combination(
    states.map((state) => state.covariance),
    squares,
  );
  const means = states.map((state) => state.means);
  if (off.length > 1)
    positionPairs(first.positions, first.pairs).forEach(([p, q], at) =>
      addMeanProducts(covariance[at], means as Means[], coefficients, p, q),
    );
  return {
    ...first,
    covariance,
    tangent: combination(
      states.map((state) => state.tangent),
      squares,
    ),
    jacobianGram: combination(
      states.map((state) => state.jacobianGram),
      squares,
    ),
    means: means.some((known) => known === null) ? null : meanCombination(means as Means[], coefficients),
    gaussian: off.length === 0,
  };
}

/**
 * Layer norm at infinite width: (K_ab - m_a m_b) / sqrt((K_aa - m_a^2 + eps) (K_bb - m_b^2 + eps)), tangents without the subtraction, which costs
 * them nothing in the limit; `centred: false` is the RMS norm. A learned gain adds the normalised covariance, a learned shift 1, to
 * `jacobianGram`. Undefined where means differ between units, or nothing is left to divide by. Source: docs/theory/infinite-width.md 4.
 */
export function normalisedKernels(
  state: KernelState,
  { centred, eps, gain, shift }: { centred: boolean; eps: number; gain: boolean; shift: boolean },
): KernelState | undefined {
  const { samples: n, positions, means } = state;
  if (!means) return undefined;
  const centre = means.map((at) => (centred ? at : new Float64Array(n)));
  const spread = centre.map((at, p) =>
    at.map((mean, a) => state.covariance[pairIndex(state, p, p)].get(a, a) - mean ** 2 + eps),
  );
  if (spread.some((at) => at.some((value) => !(value > 0)))) return undefined;
  const divided = ({ data }: Matrix, p: number, q: number, subtract: boolean, plus: (i: number) => number) =>
    new Matrix(
      n,
      n,
      data.map((value, i) => {
        const [a, b] = [Math.floor(i / n), i % n];
        const product = subtract ? centre[p][a] * centre[q][b] : 0;
        return (value - product) / Math.sqrt(spread[p][a] * spread[q][b]) + plus(i);
      }),
    );
  const nothing = () => 0;
  const pairs = positionPairs(positions, state.pairs);
  const covariance = pairs.map(([p, q], at) => divided(state.covariance[at], p, q, true, nothing));
  return {
    ...state,
    covariance,
    tangent: pairs.map(([p, q], at) => divided(state.tangent[at], p, q, false, nothing)),
    jacobianGram: pairs.map(([p, q], at) =>
      divided(state.jacobianGram[at], p, q, false, (i) => (gain ? covariance[at].data[i] : 0) + (shift ? 1 : 0)),
    ),
    means: means.map((at, p) => at.map((mean, a) => (mean - centre[p][a]) / Math.sqrt(spread[p][a]))),
  };
}

/** All positions side by side as units: kernels averaged over equal positions. Source: docs/theory/infinite-width.md 3. */
export function flattenedKernels(state: KernelState): KernelState {
  if (state.positions === 1) return state;
  const { samples, positions } = state;
  const average = (kernels: readonly Matrix[]) =>
    Array.from({ length: positions }, (_, p) => kernels[pairIndex(state, p, p)]);
  return {
    ...state,
    ...mapKernels({ ...state, pairs: 'equal' }, 1, (kernels) => meanOf(average(kernels), samples)),
    pairs: 'equal',
    means: state.gaussian ? [new Float64Array(samples)] : null,
    // Units of several positions are Gaussian each, with variances of their own.
    gaussian: false,
  };
}

/** The average over positions: kernels averaged over all pairs of positions, which the state must keep. Source: docs/theory/infinite-width.md 3. */
export function pooledKernels(state: KernelState): KernelState {
  if (state.positions === 1) return state;
  const { samples, positions, means } = state;
  const pooledMeans = () =>
    Float64Array.from({ length: samples }, (_, a) => means!.reduce((sum, at) => sum + at[a] / positions, 0));
  return {
    ...state,
    ...mapKernels({ ...state, pairs: 'equal' }, 1, (kernels) => meanOf(kernels, samples)),
    pairs: 'equal',
    means: means && [pooledMeans()],
  };
}

/** Every unit times the factor; a learned factor of every unit adds the covariance to `jacobianGram`. */
export function scaledKernels(state: KernelState, factor: number, learned: boolean): KernelState {
  const scaled = (kernels: readonly Matrix[]) => combination([kernels], [factor ** 2]);
  return {
    ...state,
    covariance: scaled(state.covariance),
    tangent: scaled(state.tangent),
    jacobianGram: learned
      ? combination([state.jacobianGram, state.covariance], [factor ** 2, 1])
      : scaled(state.jacobianGram),
    means: state.means && state.means.map((at) => at.map((mean) => factor * mean)),
  };
}

type Means = readonly Float64Array[];

function combination(terms: readonly (readonly Matrix[])[], weights: readonly number[]): Matrix[] {
  return terms[0].map((first, at) => {
    const sum = new Matrix(first.rows, first.cols);
    terms.forEach((kernels, t) => {
      const { data } = kernels[at];
      for (let i = 0; i < data.length; i++) sum.data[i] += weights[t] * data[i];
    });
    return sum;
  });
}

function meanCombination(means: readonly Means[], coefficients: readonly number[]): Means {
  return means[0].map((at, p) =>
    at.map((_, a) => coefficients.reduce((sum, coefficient, t) => sum + coefficient * means[t][p][a], 0)),
  );
}

/** Covariance plus the products of means of different branches. */
function addMeanProducts(
  target: Matrix,
  means: readonly Means[],
  coefficients: readonly number[],
  p: number,
  q: number,
): void {
  const n = target.rows;
  for (let a = 0; a < n; a++)
    for (let b = 0; b < n; b++) {
      const [one, other] = [p, q].map((at, i) =>
        coefficients.map((factor, t) => factor * means[t][at][i === 0 ? a : b]),
      );
      const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
      const same = one.reduce((sum, value, t) => sum + value * other[t], 0);
      target.data[a * n + b] += total(one) * total(other) - same;
    }
}

function meanOf(kernels: readonly Matrix[], samples: number): Matrix {
  const sum = new Matrix(samples, samples);
  for (const { data } of kernels) for (let i = 0; i < data.length; i++) sum.data[i] += data[i] / kernels.length;
  return sum;
}
