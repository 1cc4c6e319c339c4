import { blockwiseProduct, type GaussNewtonProduct, gramProduct } from '../gauss-newton/gauss-newton-product';
import type { FactoredJacobian } from '../gauss-newton/factored-jacobian';
import { Lanczos, type LargestEigenvalue } from '../numerics/lanczos';
import type { Network } from '../network/network';
import { type Budget, blockwiseCost, LANCZOS_STEPS, productCost } from './budget';
import type { Stages } from './stages';

export const LANCZOS_STAGE = 'largest eigenvalue';
/** Relative residual at which the iteration ends: far below what lambda_max is wanted for. */
const TOLERANCE = 1e-10;

/** What products with J tell where its spectrum is out of reach. */
export interface TopOfSpectrum extends LargestEigenvalue {
  readonly trace: number;
}

/** lambda_max and trace by Lanczos, from the factors of J, or where memory cannot hold those from a few samples' at a time. */
export async function topOfSpectrum(
  network: Network,
  jacobian: FactoredJacobian | undefined,
  budget: Budget,
  stages: Stages,
): Promise<TopOfSpectrum | undefined> {
  const product = await stages.run(LANCZOS_STAGE, () => affordableProduct(network, jacobian, budget));
  if (!product) return undefined;
  const lanczos = new Lanczos(product.size, (vector) => product.times(vector));
  let found = lanczos.step();
  while (found.residual > TOLERANCE * found.value && found.steps < Math.min(LANCZOS_STEPS, product.size)) {
    await stages.pause(LANCZOS_STAGE, found.steps / LANCZOS_STEPS);
    found = lanczos.step();
  }
  return found.value > 0 ? { ...found, trace: product.trace() } : undefined;
}

function affordableProduct(
  network: Network,
  jacobian: FactoredJacobian | undefined,
  budget: Budget,
): GaussNewtonProduct | undefined {
  const instead = 'the certified bracket of the bounds';
  if (jacobian) return budget.allows(LANCZOS_STAGE, productCost(jacobian), instead) ? gramProduct(jacobian) : undefined;
  if (network.nodes.some(({ operation }) => operation.couples)) return undefined;
  const { samplesAtOnce, cost } = blockwiseCost(network);
  return budget.allows(LANCZOS_STAGE, cost, instead) ? blockwiseProduct(network, samplesAtOnce) : undefined;
}
