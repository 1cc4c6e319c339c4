import { blockwiseTrace, type GaussNewtonProduct, gramProduct, traceOf } from '../gauss-newton/gauss-newton-product';
import type { FactoredJacobian } from '../gauss-newton/factored-jacobian';
import { matrixFreeProduct } from '../gauss-newton/matrix-free-product';
import { Lanczos, type LargestEigenvalue } from '../numerics/lanczos';
import type { Network } from '../network/network';
import { type Budget, blockwiseTraceCost, LANCZOS_STEPS, productCost } from './budget';
import { costOfProducts, matrixFreeCost } from './matrix-free-cost';
import type { Stages } from './stages';

export const LANCZOS_STAGE = 'largest eigenvalue';
/** Relative residual at which the iteration ends: far below what lambda_max is wanted for. */
const TOLERANCE = 1e-10;
/** Without as many steps there is little to say. */
const FEWEST_STEPS = 4;

/** What products with J tell where its spectrum is out of reach. */
export interface TopOfSpectrum extends LargestEigenvalue {
  /** Null where it would cost more than the budget has. */
  readonly trace: number | null;
}

/**
 * lambda_max and trace by Lanczos, from the factors of J, or where those are out of reach from derivatives in one direction at a time. Ends when
 * it has converged or the time is over: the residual says how far it has come.
 */
export async function topOfSpectrum(
  network: Network,
  jacobian: FactoredJacobian | undefined,
  budget: Budget,
  stages: Stages,
): Promise<TopOfSpectrum | undefined> {
  const product = await stages.run(LANCZOS_STAGE, () => affordableProduct(network, jacobian, budget));
  if (!product) return undefined;
  const lanczos = new Lanczos(product.size, (vector) => product.times(vector));
  const most = Math.min(LANCZOS_STEPS, product.size);
  const started = Date.now();
  let found = lanczos.step();
  const secondsPerStep = () => (Date.now() - started) / 1000 / found.steps;
  while (
    found.residual > TOLERANCE * found.value &&
    found.steps < most &&
    (found.steps < FEWEST_STEPS || secondsPerStep() < budget.secondsLeft)
  ) {
    await stages.pause(LANCZOS_STAGE, found.steps / most);
    found = lanczos.step();
  }
  if (!(found.value > 0)) return undefined;
  return { ...found, trace: await stages.run('trace', () => affordableTrace(network, jacobian, budget)) };
}

function affordableProduct(
  network: Network,
  jacobian: FactoredJacobian | undefined,
  budget: Budget,
): GaussNewtonProduct | undefined {
  const instead = 'the certified bracket of the bounds';
  if (jacobian) return budget.allows(LANCZOS_STAGE, productCost(jacobian), instead) ? gramProduct(jacobian) : undefined;
  const cost = matrixFreeCost(network);
  const may = budget.allows(LANCZOS_STAGE, costOfProducts(cost, FEWEST_STEPS), instead);
  return may ? matrixFreeProduct(network, cost.plan) : undefined;
}

function affordableTrace(network: Network, jacobian: FactoredJacobian | undefined, budget: Budget): number | null {
  if (jacobian) return traceOf(jacobian);
  if (network.nodes.some(({ operation }) => operation.couples)) return null;
  const { samplesAtOnce, cost } = blockwiseTraceCost(network);
  return budget.allows('trace', cost, 'the largest eigenvalue alone') ? blockwiseTrace(network, samplesAtOnce) : null;
}
