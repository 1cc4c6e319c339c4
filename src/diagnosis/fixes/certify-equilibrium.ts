import type { Fix } from '../../report/report';
import type { Architecture } from '../../spec/architecture';
import type { EquilibriumFigures } from '../structure/equilibrium-layers';
import { offer } from './fix';
import { rescaleWeights } from './rescale-weights';

/** Rounding the gain to three digits stays below the certified scale. */
const MARGIN = 0.99;

/** Draws the layer's weights at the scale that is certain to contract; none where they are not drawn. */
export function certifyEquilibrium(architecture: Architecture, { layer, drawn }: EquilibriumFigures): readonly Fix[] {
  const [scale, certified] = [drawn('weightDeviation'), drawn('certifiedDeviation')];
  if (!scale || !certified || certified >= scale) return [];
  const edits = rescaleWeights(architecture, [{ layer, factor: (MARGIN * certified) / scale }]);
  return offer('Draw its weights at a scale that certainly has one state', edits ?? []);
}
