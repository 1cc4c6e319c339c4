import type { Initialiser } from '../../spec/architecture';
import { gaussianResidualEdges } from '../bounds/skip-weight';
import type { PredictedValue } from './predictions';
import { weightVariance } from './weight-variance';

const limit = { certainty: 'infinite-width', reference: 'docs/theory/gauss-newton.md 4.3' } as const;

/**
 * Extreme singular values, squared, that x -> beta x + W x has at large width m for random W (m x m): the lower one is 0 until beta exceeds
 * the spectral radius of W. Empty for initialisers that draw no independent weights. Source: docs/theory/gauss-newton.md 4.3.
 */
export function residualBlockPredictions(
  beta: number,
  width: number,
  initialiser: Initialiser,
): readonly PredictedValue[] {
  const variance = weightVariance(initialiser, width, width);
  if (!variance) return [];
  const squaredRadius = variance * width;
  const { lower, upper } = gaussianResidualEdges(beta / Math.sqrt(squaredRadius));
  return [
    { id: 'block_max', title: 'Largest squared singular value of the block', value: upper * squaredRadius, ...limit },
    { id: 'block_min', title: 'Smallest squared singular value of the block', value: lower * squaredRadius, ...limit },
  ];
}
