import type { KroneckerSum } from '../kronecker-sum';
import { termSpectra } from '../kronecker-sum';
import { kroneckerExtremes } from './kronecker-extremes';

/**
 * Exact rank of G: sum_l (r_l - r_{l-1}) s_l for a chain, for any weights; k r for networks with parallel paths whose
 * Ghat is certified positive definite, null for others. Source: docs/theory/gauss-newton.md 1.4.
 */
export function structuralRank(sum: KroneckerSum): number | null {
  if (!sum.nested) return kroneckerExtremes(sum).smallest > 0 ? sum.outputs * sum.rank : null;
  const spectra = termSpectra(sum);
  return spectra.reduce(
    (total, { rankLeft, rankData }, l) => total + (rankLeft - (spectra[l - 1]?.rankLeft ?? 0)) * rankData,
    0,
  );
}
