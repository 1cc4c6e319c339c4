import { blockwiseTrace, type GaussNewtonProduct, gramProduct, traceOf } from '../gauss-newton/gauss-newton-product';
import type { FactoredJacobian } from '../gauss-newton/factored-jacobian';
import { matrixFreeProduct } from '../gauss-newton/matrix-free-product';
import { builtinEngine, type ProductEngine } from '../gauss-newton/product-engine';
import { Lanczos, type LargestEigenvalue } from '../numerics/lanczos';
import type { Network } from '../network/network';
import type { SpectralDensity } from '../report/report';
import { type Budget, blockwiseTraceCost, LANCZOS_STEPS, productCost } from './budget';
import { costOfProducts, matrixFreeCost } from './matrix-free-cost';
import { engineFor, type RequestedEngine } from './requested-engine';
import { spectralDensity } from './spectral-density';
import type { Stages } from './stages';

export const LANCZOS_STAGE = 'largest eigenvalue';
/** Relative error at which the iteration ends: far below what lambda_max is wanted for. */
const TOLERANCE = 1e-12;
/** Relative error of a product, in roundings: sums over layers and positions gather them. */
const ROUNDINGS = 16;
/** Without as many steps there is little to say. */
const FEWEST_STEPS = 4;

/** What products with J tell where its spectrum is out of reach. */
export interface TopOfSpectrum extends LargestEigenvalue {
  /** Null where it would cost more than the budget has. */
  readonly trace: number | null;
  /** Null while it is still to come, and where the budget has no time for it. */
  readonly density: SpectralDensity | null;
  /** What the products were computed with, where it was not our own kernels. */
  readonly engine: string | undefined;
}

/**
 * lambda_max, trace and the density of the spectrum by Lanczos, from the factors of J, or where those are out of reach from derivatives in one
 * direction at a time. The search for lambda_max ends when it has converged or the time is over: the residual says how far it has come.
 */
export async function topOfSpectrum(
  network: Network,
  {
    jacobian,
    engine: requested,
    onTop,
  }: {
    readonly jacobian: FactoredJacobian | undefined;
    readonly engine: RequestedEngine | undefined;
    /** While the density is still to come. */
    readonly onTop: (top: TopOfSpectrum) => void;
  },
  budget: Budget,
  stages: Stages,
): Promise<TopOfSpectrum | undefined> {
  const engine = jacobian ? builtinEngine : await engineFor(network, requested, budget);
  const product = affordableProduct(network, jacobian, engine, budget);
  if (!product) return undefined;
  const rounding = ROUNDINGS * engine.roundoff;
  try {
    const lanczos = new Lanczos(product.size, (vector) => product.times(vector));
    const started = Date.now();
    await stages.run(LANCZOS_STAGE, () => findLargest(lanczos, { size: product.size, rounding }, budget, stages));
    const secondsPerProduct = (Date.now() - started) / 1000 / lanczos.steps;
    if (!(lanczos.largest().value > 0)) return undefined;
    const trace = await stages.run('trace', () => affordableTrace(network, jacobian, budget));
    const top = (density: SpectralDensity | null): TopOfSpectrum => {
      const found = lanczos.largest();
      // What the residual cannot see is how the products themselves were rounded.
      const residual = Math.max(found.residual, rounding * found.value);
      return { ...found, residual, trace, density, engine: engine.name };
    };
    onTop(top(null));
    return top(await spectralDensity({ product, rounding, first: lanczos, secondsPerProduct }, budget, stages));
  } finally {
    product.release?.();
  }
}

async function findLargest(
  lanczos: Lanczos,
  { size, rounding }: { readonly size: number; readonly rounding: number },
  budget: Budget,
  stages: Stages,
): Promise<void> {
  const most = Math.min(LANCZOS_STEPS, size);
  const started = Date.now();
  let found = lanczos.step();
  const secondsPerStep = () => (Date.now() - started) / 1000 / found.steps;
  while (
    found.error > TOLERANCE * found.value &&
    found.residual > rounding * found.value &&
    found.steps < most &&
    (found.steps < FEWEST_STEPS || secondsPerStep() < budget.secondsLeft)
  ) {
    await stages.pause(LANCZOS_STAGE, found.steps / most);
    found = lanczos.step();
  }
}

function affordableProduct(
  network: Network,
  jacobian: FactoredJacobian | undefined,
  engine: ProductEngine,
  budget: Budget,
): GaussNewtonProduct | undefined {
  const instead = 'the certified bracket of the bounds';
  if (jacobian) return budget.allows(LANCZOS_STAGE, productCost(jacobian), instead) ? gramProduct(jacobian) : undefined;
  const cost = matrixFreeCost(network);
  const may = budget.allows(LANCZOS_STAGE, costOfProducts(cost, FEWEST_STEPS), instead);
  return may ? matrixFreeProduct(network, cost.plan, engine) : undefined;
}

function affordableTrace(network: Network, jacobian: FactoredJacobian | undefined, budget: Budget): number | null {
  if (jacobian) return traceOf(jacobian);
  if (network.nodes.some(({ operation }) => operation.couples)) return null;
  const { samplesAtOnce, cost } = blockwiseTraceCost(network);
  return budget.allows('trace', cost, 'the largest eigenvalue alone') ? blockwiseTrace(network, samplesAtOnce) : null;
}
