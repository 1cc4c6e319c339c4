import type { GaussNewtonProduct } from '../gauss-newton/gauss-newton-product';
import { Lanczos, type RitzNode } from '../numerics/lanczos';
import { spectralDistribution } from '../numerics/spectral-density';
import type { SpectralDensity } from '../report/report';
import type { Budget } from './budget';
import type { Stages } from './stages';

export const DENSITY_STAGE = 'spectral density';
const PROBES = 12;
/** A single start says nothing of how far another would differ. */
const FEWEST_PROBES = 2;
const STEPS = 40;

export interface DensitySource {
  readonly product: GaussNewtonProduct;
  /** Relative error of a product. */
  readonly rounding: number;
  /** The iteration that gave the largest eigenvalue: its start is the first probe. */
  readonly first: Lanczos;
  readonly secondsPerProduct: number;
}

/** How the eigenvalues are distributed, from as many probes as the budget has time for; null where it has not even time for two. */
export async function spectralDensity(
  { product, rounding, first, secondsPerProduct }: DensitySource,
  budget: Budget,
  stages: Stages,
): Promise<SpectralDensity | null> {
  const { size } = product;
  const steps = Math.min(STEPS, size);
  const bytes = 8 * (steps + first.steps) * size;
  const cost = (products: number) => ({ seconds: products * secondsPerProduct, bytes });
  const fewest = FEWEST_PROBES * steps - Math.min(first.steps, steps);
  if (!budget.allows(DENSITY_STAGE, cost(fewest), 'the largest eigenvalue alone')) return null;
  return stages.run(DENSITY_STAGE, async () => {
    const probes: (readonly RitzNode[])[] = [];
    while (probes.length < PROBES && (probes.length < FEWEST_PROBES || budget.covers(cost(steps)))) {
      const lanczos =
        probes.length === 0 ? first : new Lanczos(size, (vector) => product.times(vector), probes.length + 1);
      for (let step = 0; !lanczos.hasSeen(steps); step++) {
        await stages.pause(DENSITY_STAGE, (probes.length + step / steps) / PROBES);
        lanczos.advance();
      }
      probes.push(lanczos.quadrature(steps));
    }
    const largest = probes.reduce((most, nodes) => Math.max(most, nodes[nodes.length - 1].value), 0);
    const found = spectralDistribution(probes, rounding * largest);
    return found ? { ...found, size, probes: probes.length, steps, certainty: 'heuristic' } : null;
  });
}
