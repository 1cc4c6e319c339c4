import { GRAM_TOLERANCE } from '../gauss-newton/certified-singular-values';
import type { FactoredJacobian } from '../gauss-newton/factored-jacobian';
import { gramMatrix } from '../gauss-newton/gram-matrix';
import { factoredJacobian } from '../gauss-newton/jacobian';
import { isKappaWorthwhile, measureKappa } from '../gauss-newton/measured-kappa';
import type { SecondMomentFactor } from '../gauss-newton/second-moment-factor';
import { measureSpectrum } from '../gauss-newton/spectrum';
import { reinstantiate } from '../network/instantiate';
import type { Network } from '../network/network';
import { troubles } from '../network/troubles';
import { quantile } from '../report/quantile';
import type { Distribution } from '../report/report';
import { kroneckerEnds } from './linear-ends';
import type { Stages } from './stages';

export const DISTRIBUTION_STAGE = 'kappa over seeds';

/** What a draw may be measured with, the cheapest first. */
export interface Routes {
  /** Whether the Kronecker sum of a linear network gave kappa of the network itself. */
  readonly kronecker: boolean;
  readonly mayFormGram: () => boolean;
  readonly mayFactorise: () => boolean;
}

/** kappa of the network initialised with `seeds` consecutive seeds, `first` being that of its own. */
export async function distributionOverSeeds(
  network: Network,
  moment: SecondMomentFactor | undefined,
  options: { seeds: number; firstSeed: number; first: number; stages: Stages; routes: Routes },
): Promise<Distribution> {
  const values = [options.first];
  const missing: Distribution['missing'][number][] = [];
  for (let index = 1; index < options.seeds; index++) {
    await options.stages.pause(DISTRIBUTION_STAGE, index / options.seeds);
    const seed = options.firstSeed + index;
    const kappa = kappaOf(reinstantiate(network, seed), moment, options.routes);
    if (typeof kappa === 'number') values.push(kappa);
    else missing.push({ seed, ...kappa });
  }
  const sorted = values.toSorted((a, b) => a - b);
  return {
    seeds: values.length,
    values,
    missing,
    median: quantile(sorted, 0.5),
    quantiles: [quantile(sorted, 0.05), quantile(sorted, 0.25), quantile(sorted, 0.75), quantile(sorted, 0.95)],
  };
}

/** A number, or why there is none. */
function kappaOf(
  drawn: Network,
  moment: SecondMomentFactor | undefined,
  { kronecker, mayFormGram, mayFactorise }: Routes,
): number | { readonly reason: string } {
  const [problem] = troubles(drawn);
  if (problem) return { reason: problem.message };
  const ends = kronecker && moment ? kroneckerEnds(drawn, moment) : undefined;
  if (ends) return ends.kappa;
  if (!mayFormGram()) return { reason: 'Rounding may decide its rank, and its Gram matrix exceeds the budget.' };
  const measured = cheapestKappa(factoredJacobian(drawn, moment), mayFactorise);
  if (!measured) return { reason: 'G is zero or not finite.' };
  return Number.isFinite(measured.kappa) ? measured.kappa : { reason: 'The numbers leave the range of float64.' };
}

/** From both ends of the spectrum where they have the digits that all of it would have. */
function cheapestKappa(
  jacobian: FactoredJacobian,
  mayFactorise: () => boolean,
): { readonly kappa: number } | undefined {
  const gram = gramMatrix(jacobian);
  if (!gram) return undefined;
  const ends = isKappaWorthwhile(gram.matrix.rows, null) ? measureKappa(gram, null) : undefined;
  if (ends && ends.relativeError < GRAM_TOLERANCE) return ends;
  return measureSpectrum(jacobian, { structuralRank: null, mayFactorise, gram });
}
