import type { ActivationFunction } from '../../network/activations/activation-function';
import { Matrix } from '../../numerics/matrix';
import { activationMean } from '../dual-activations/expectation';
import { preparedDual } from '../dual-activations/prepared-dual';
import { type KernelState, pairIndex, positionPairs } from './kernel-state';

/** E h_a^2 at every position, sample by sample. */
export function unitVariances(state: KernelState): Float64Array {
  const { samples: n, positions } = state;
  return Float64Array.from({ length: n * positions }, (_, at) => {
    const p = Math.floor(at / n);
    return state.covariance[pairIndex(state, p, p)].get(at % n, at % n);
  });
}

/** K' = T(K), Theta' = Tdot(K) Theta, entry by entry. The units must be Gaussian. Source: docs/theory/infinite-width.md 1. */
export function activationKernels(phi: ActivationFunction, state: KernelState): KernelState {
  const { samples: n, positions, pairs } = state;
  const variances = unitVariances(state);
  const dual = preparedDual(phi, variances);
  const mapped = positionPairs(positions, pairs).map(([p, q], at) => {
    const values = state.covariance[at].data;
    const covariance = new Matrix(n, n);
    const slopes = new Float64Array(n * n);
    for (let a = 0; a < n; a++)
      for (let b = 0; b < n; b++) {
        // A matrix of one position is symmetric.
        if (p === q && b > a) continue;
        const [here, there] = [a * n + b, b * n + a];
        covariance.data[here] = dual.value(p * n + a, q * n + b, values[here]);
        slopes[here] = dual.derivative(p * n + a, q * n + b, values[here]);
        if (p !== q) continue;
        covariance.data[there] = covariance.data[here];
        slopes[there] = slopes[here];
      }
    const through = ({ data }: Matrix) =>
      new Matrix(
        n,
        n,
        data.map((value, i) => value * slopes[i]),
      );
    return { covariance, tangent: through(state.tangent[at]), jacobianGram: through(state.jacobianGram[at]) };
  });
  const means = variances.map((variance) => activationMean(phi, variance));
  return {
    ...state,
    covariance: mapped.map(({ covariance }) => covariance),
    tangent: mapped.map(({ tangent }) => tangent),
    jacobianGram: mapped.map(({ jacobianGram }) => jacobianGram),
    means: Array.from({ length: positions }, (_, p) => means.slice(p * n, (p + 1) * n)),
    gaussian: phi.linear,
  };
}
