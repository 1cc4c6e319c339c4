import { leastSteepness } from '../../network/activations/slope-range';
import type { Unavailable } from '../certainty';
import type { CertifiedRate } from './certified-rate';
import { dependenceReason, gramFigures, meanSquare, type MeanFieldModel } from './mean-field-model';

/**
 * Theorem S1: |s'| >= k > 0 everywhere and independent samples give the rate 2 lambda_min(G) k^2 c2 / n, for any width and start, however
 * far the weights move. With kinks it holds for every solution that follows Clarke gradients. Source: docs/theory/feature-learning.md 2.
 */
export function globalSlopeRate(
  model: Pick<MeanFieldModel, 'phi' | 'features' | 'outputWeights'>,
): CertifiedRate | Unavailable {
  const { phi, features, outputWeights } = model;
  const slope = leastSteepness(phi);
  if (slope === 0) return { reason: 'The slope of the activation is 0 somewhere or comes arbitrarily close to it.' };
  const { smallest, independent } = gramFigures(features);
  if (!independent) return { reason: dependenceReason(features) };
  const rate = (2 * smallest * slope ** 2 * meanSquare(outputWeights)) / features.rows;
  return { theorem: 'S1', rate, slope, certainty: 'bound' };
}
