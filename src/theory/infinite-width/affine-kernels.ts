import { Matrix } from '../../numerics/matrix';
import type { Taps } from '../../network/operations/taps';
import { type KernelState, mapKernels, pairIndex, positionPairs } from './kernel-state';

/** A layer of independent zero-mean weights, the same at all positions. */
export interface AffineLayer {
  /** sigma_w^2: variance of a weight times the fan-in, kernel included. */
  readonly weightVariance: number;
  /** Inputs of an output entry, kernel included. */
  readonly fanIn: number;
  readonly biasVariance: number;
  /** Whether there is a bias, be its variance 0. */
  readonly biased: boolean;
  /** Whether its weights and bias are learned. */
  readonly learned: boolean;
}

/** K' = sigma_w^2 K + sigma_b^2; Theta' = K' + sigma_w^2 Theta where it is learned. Source: docs/theory/infinite-width.md 1. */
export function denseKernels(state: KernelState, layer: AffineLayer): KernelState {
  return learnedFrom(state, layer);
}

/** As dense, on the mean over the kernel's taps, positions p and q tapped alike; padding reads zeros. Source: docs/theory/infinite-width.md 3. */
export function convolutionKernels(state: KernelState, taps: Taps, layer: AffineLayer): KernelState {
  const tapped = mapKernels(state, taps.windows, (kernels, p, q) => {
    const mean = new Matrix(state.samples, state.samples);
    for (let tap = 0; tap < taps.taps; tap++) {
      const [from, to] = [taps.positions[p * taps.taps + tap], taps.positions[q * taps.taps + tap]];
      if (from >= 0 && to >= 0) addTo(mean, kernels[pairIndex(state, from, to)], 1 / taps.taps);
    }
    return mean;
  });
  return learnedFrom({ ...state, ...tapped }, layer);
}

/** The layer's own parameters and those before it, seen through its weights. */
function learnedFrom(
  state: KernelState,
  { weightVariance, fanIn, biasVariance, biased, learned }: AffineLayer,
): KernelState {
  const combined = (at: number, own: number, constant: number, before: readonly Matrix[]) => {
    const { rows, cols, data } = state.covariance[at];
    const values = data.map((value, i) => own * value + constant + weightVariance * before[at].data[i]);
    return new Matrix(rows, cols, values);
  };
  const [one, bias] = learned ? [1, biased ? 1 : 0] : [0, 0];
  const everywhere = positionPairs(state.positions, state.pairs).map((_, at) => at);
  const nothing = state.covariance.map(({ rows, cols }) => new Matrix(rows, cols));
  return {
    ...state,
    covariance: everywhere.map((at) => combined(at, weightVariance, biasVariance, nothing)),
    tangent: everywhere.map((at) => combined(at, one * weightVariance, one * biasVariance, state.tangent)),
    jacobianGram: everywhere.map((at) => combined(at, one * fanIn, bias, state.jacobianGram)),
    means: Array.from({ length: state.positions }, () => new Float64Array(state.samples)),
    gaussian: true,
  };
}

function addTo(target: Matrix, { data }: Matrix, factor: number): void {
  for (let i = 0; i < data.length; i++) target.data[i] += factor * data[i];
}
