import type { KroneckerSum } from '../kronecker-sum';
import { conditionOfSigma } from '../kronecker-sum';
import type { BoundValue, Theorem } from './bound-value';
import { given, missing, singularData } from './bound-value';
import { twoLayerExact } from './two-layer-exact';

const source = { certainty: 'bound', reference: 'docs/theory/gauss-newton.md 2' } as const;
const upper: Theorem = { id: 'sandwich', title: 'Whitened value times kappa(Sigma)', direction: 'upper', ...source };
const lower: Theorem = { id: 'sandwich', title: 'Whitened value over kappa(Sigma)', direction: 'lower', ...source };

/**
 * kappa_white / kappa(Sigma) <= kappa(G) <= kappa_white kappa(Sigma) for Sigma > 0, at most two layers and any ranks;
 * kappa_white is the exact value on whitened data. Source: docs/theory/gauss-newton.md 2.
 */
export function sandwichBounds(sum: KroneckerSum): readonly [lower: BoundValue, upper: BoundValue] {
  const white = whitened(sum);
  if (!white) return [missing(lower, singularData), missing(upper, singularData)];
  const exact = twoLayerExact(white);
  if (exact.value === null) return [missing(lower, exact.reason), missing(upper, exact.reason)];
  const kappaSigma = conditionOfSigma(sum);
  return [given(lower, exact.value / kappaSigma), given(upper, exact.value * kappaSigma)];
}

/** The same network on data of identity second moment. */
function whitened(sum: KroneckerSum): KroneckerSum | null {
  const terms = sum.terms.flatMap(({ layer, left, right }) => (right ? [{ layer, left, data: right, right }] : []));
  if (!sum.sigma.full || terms.length < sum.terms.length) return null;
  return { ...sum, terms, sigma: { eigenvalues: sum.sigma.eigenvalues.map(() => 1), full: true } };
}
