import { kroneckerKappa } from '../gauss-newton/kronecker-kappa';
import { linearFactors } from '../gauss-newton/linear-factors';
import type { MeasuredKappa } from '../gauss-newton/measured-kappa';
import type { SecondMomentFactor } from '../gauss-newton/second-moment-factor';
import type { Network } from '../network/network';
import { prepareThreads } from '../numerics/wasm';
import { type Budget, kroneckerCost, PRODUCT_RATE, sizeOf } from './budget';
import type { Stages } from './stages';

/** Below, the Gram matrix tells as soon, and all eigenvalues with it. */
const WORTHWHILE = 1000;
/** Two learned layers have a closed form. */
const FEWEST_LAYERS = 3;

/**
 * Both ends of a linear network's spectrum from its Kronecker sum, before anything of the Gram matrix' size: undefined for
 * small and shallow networks, other losses and layers, and where time or the iterations do not suffice.
 */
export async function endsOfLinear(
  network: Network,
  moment: SecondMomentFactor,
  budget: Budget,
  stages: Stages,
): Promise<MeasuredKappa | undefined> {
  const rank = moment.samples.rows;
  if (!moment.rankCertain || !isWorthwhile(network, rank) || !budget.covers(kroneckerCost(network, rank)))
    return undefined;
  const { sum } = await stages.run('linear factors', () => linearFactors(network, moment));
  return sum && stages.run('kappa', () => kroneckerKappa(sum));
}

/** The same of another draw of such a network. */
export function kroneckerEnds(network: Network, moment: SecondMomentFactor): MeasuredKappa | undefined {
  const { sum } = linearFactors(network, moment);
  return sum && kroneckerKappa(sum);
}

/** Starts the threads that both ends of so large a network will be worth, so that they are ready by then. */
export function prepareEnds(network: Network, budget: Budget): void {
  const rank = Math.min(network.data.inputs.rows, network.data.inputs.cols);
  if (!network.linear || !isWorthwhile(network, rank)) return;
  const cost = kroneckerCost(network, rank);
  if (budget.covers(cost)) prepareThreads(cost.seconds * PRODUCT_RATE);
}

function isWorthwhile({ architecture: { loss, output, nodes } }: Network, rank: number): boolean {
  const layers = nodes.filter(({ tensors }) => Object.keys(tensors).length > 0).length;
  return loss === 'mse' && sizeOf(output) * rank >= WORTHWHILE && layers >= FEWEST_LAYERS;
}
