import type { KroneckerSum } from '../kronecker-sum';
import { alsRayleighBound, alsRayleighQuotients } from './als-rayleigh';
import type { BoundValue } from './bound-value';
import { convexCombinationBound } from './convex-combination';
import { kroneckerExtremes, kroneckerExtremesBound } from './kronecker-extremes';
import { largestTermBound } from './largest-term';
import type { LayerFigures } from './layer-figures';
import { layerFigures } from './layer-figures';
import { productExtremesBound } from './product-extremes';
import { sandwichBounds } from './sandwich';
import { staircaseBound } from './staircase';
import { structuralRank } from './structural-rank';
import { twoLayerExact } from './two-layer-exact';
import { twoTermBound } from './two-term-preconditioner';
import { weylBound } from './weyl';
import { wolkowiczStyanBound } from './wolkowicz-styan';

export interface LinearBounds {
  readonly bounds: readonly BoundValue[];
  readonly layers: readonly LayerFigures[];
  /** Exact rank of G; null where parallel paths leave it open. */
  readonly structuralRank: number | null;
  /** Certified intervals of the largest and the smallest nonzero eigenvalue of G. */
  readonly lambdaMax: readonly [low: number, high: number];
  readonly lambdaMin: readonly [low: number, high: number];
}

/** Every bound on kappa(G) of a linear network that its Kronecker sum gives, with the figures of its layers. */
export function linearBounds(sum: KroneckerSum): LinearBounds {
  const outer = kroneckerExtremes(sum);
  const inner = alsRayleighQuotients(sum);
  return {
    bounds: [
      twoLayerExact(sum),
      kroneckerExtremesBound(sum),
      productExtremesBound(sum),
      staircaseBound(sum),
      convexCombinationBound(sum),
      largestTermBound(sum),
      twoTermBound(sum),
      alsRayleighBound(sum),
      weylBound(sum),
      wolkowiczStyanBound(sum),
      ...sandwichBounds(sum),
    ],
    layers: layerFigures(sum),
    structuralRank: structuralRank(sum),
    lambdaMax: [inner.largest, outer.largest],
    lambdaMin: [outer.smallest, inner.smallest],
  };
}
