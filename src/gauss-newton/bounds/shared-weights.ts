import type { LoewnerBracket } from '../shared-weights';
import type { RayleighQuotients } from './als-rayleigh';
import type { BoundValue, Theorem } from './bound-value';
import { given, missing, noParameters } from './bound-value';
import { kroneckerExtremes } from './kronecker-extremes';
import type { LinearBounds } from './linear-bounds';

const source = { certainty: 'bound', reference: 'docs/theory/gauss-newton.md 6' } as const;
const upper: Theorem = {
  id: 'shared_weights',
  title: 'Kronecker extremes with shared weights',
  direction: 'upper',
  ...source,
};
const lower: Theorem = {
  id: 'als_shared',
  title: 'Rayleigh quotients with shared weights (ALS)',
  direction: 'lower',
  ...source,
};

/**
 * Bounds on kappa(G) of a linear network with convolutions, layers on several positions, shared or pruned layers. Upper: U0's largest
 * limit of sum_l N_l A_l (x) B_l over the smallest eigenvalue that the layers whose weights are used once certify; it needs one of these
 * (a dense head) that reaches all outputs from a feature map that is injective on the data. Lower: Rayleigh quotients, where such a layer
 * makes Ghat definite; only then are they asked for. Source: docs/theory/gauss-newton.md 6.
 */
export function sharedWeightBounds(
  { below, above }: LoewnerBracket,
  quotients: () => RayleighQuotients | undefined,
): LinearBounds {
  const { largest } = kroneckerExtremes(above);
  const smallest = below.terms.length > 0 ? kroneckerExtremes(below).smallest : 0;
  const definite = largest > 0 && smallest > 0;
  if (!definite) {
    const unknown = largest > 0 ? notDefinite : noParameters;
    return result([missing(upper, unknown), missing(lower, unknown)], [0, largest], [0, Infinity]);
  }
  const from = quotients();
  const top = given(upper, largest / smallest);
  if (!from) return result([top], [0, largest], [smallest, Infinity]);
  return result([top, given(lower, from.largest / from.smallest)], [from.largest, largest], [smallest, from.smallest]);
}

function result(
  bounds: readonly BoundValue[],
  lambdaMax: LinearBounds['lambdaMax'],
  lambdaMin: LinearBounds['lambdaMin'],
): LinearBounds {
  return { bounds, layers: [], structuralRank: null, lambdaMax, lambdaMin };
}

/** For networks whose layers do not act through 0/1 patterns of their weights. */
export function noSharedWeightBound(): BoundValue {
  return missing(upper, 'Some layer standardises its weights, which no longer act one by one.');
}

const notDefinite =
  'Needs a dense layer, learned whole, that reaches every output and reads features that tell all directions of the data apart.';
