import { leastSteepness, lipschitzConstant } from '../../network/activations/slope-range';
import type { ActivationFunction } from '../../network/activations/activation-function';
import type { Unavailable } from '../certainty';
import type { CertifiedRate } from './certified-rate';
import { dependenceReason, gramFigures, type MeanFieldModel, stateOf } from './mean-field-model';

export interface LocalCertificate extends CertifiedRate {
  /** No pre-activation moves by more. */
  readonly movement: number;
  /** min_a (1/m) sum of c_i^2 over the units whose pre-activation may move that far within the interval. */
  readonly mass: number;
  readonly interval: Interval;
}

/** Pre-activations between which |s'| >= slope; ends may be infinite. */
export type Interval = readonly [from: number, to: number];

export interface LocalFailure extends Unavailable {
  /** By how much the condition fails at best; infinite where no interval has a margin. */
  readonly factor: number;
}

/**
 * Theorem S2: if max|c| L R_G |r(0)| / (lambda_min(G) k^2 S(delta)) <= delta, pre-activations move by at most delta and the loss falls at
 * the rate 2 lambda_min(G) k^2 S / n. Every margin of every interval is tried as delta; the largest rate wins. Source:
 * docs/theory/feature-learning.md 3.
 */
export function localSlopeRate(
  model: MeanFieldModel,
  intervals: readonly Interval[] = usualIntervals(model.phi),
): LocalCertificate | LocalFailure {
  const { phi, features, outputWeights } = model;
  const { smallest, longestRow, independent } = gramFigures(features);
  if (!independent) return { reason: dependenceReason(features), factor: Infinity };
  const lipschitz = lipschitzConstant(phi);
  if (lipschitz === Infinity) return { reason: 'The slope of the activation is not bounded.', factor: Infinity };
  const { preActivations, residuals } = stateOf(model);
  const largestWeight = Math.max(...Array.from(outputWeights, Math.abs));
  const push = (largestWeight * lipschitz * longestRow * Math.hypot(...residuals)) / smallest;
  let best: LocalCertificate | undefined;
  let factor = Infinity;
  for (const interval of intervals) {
    const slope = leastSteepness(phi, ...interval);
    if (slope === 0) continue;
    for (const { movement, mass } of massesByMargin(model, preActivations, interval)) {
      factor = Math.min(factor, push / (slope ** 2 * mass * movement));
      const rate = (2 * smallest * slope ** 2 * mass) / features.rows;
      if (push / (slope ** 2 * mass) <= movement && rate > (best?.rate ?? 0))
        best = { theorem: 'S2', rate, slope, movement, mass, interval, certainty: 'bound' };
    }
  }
  if (best) return best;
  return { reason: 'No interval of pre-activations is wide enough for how far they may move.', factor };
}

/** (-a, a) and (a, infinity) for a few a: where saturating and rectifying activations are steep. */
export function usualIntervals(phi: ActivationFunction): readonly Interval[] {
  const symmetric = [0.3, 0.5, 0.7, 1, 1.5].map((a): Interval => [-a, a]);
  const upper = [0, 0.1, 0.3].map((a): Interval => [a, Infinity]);
  return [...symmetric, ...upper].filter(([from, to]) => leastSteepness(phi, from, to) > 0);
}

/** S(delta) at every positive margin delta, ascending. */
function massesByMargin(
  { outputWeights }: MeanFieldModel,
  { rows, cols, data }: MeanFieldModel['features'],
  [from, to]: Interval,
): { readonly movement: number; readonly mass: number }[] {
  const margins = data.map((u) => Math.min(u - from, to - u));
  const inside = [...margins.keys()].filter((at) => margins[at] > 0).sort((a, b) => margins[a] - margins[b]);
  const masses = new Float64Array(rows);
  const share = (at: number) => outputWeights[at % cols] ** 2 / cols;
  for (const at of inside) masses[Math.floor(at / cols)] += share(at);
  const result: { movement: number; mass: number }[] = [];
  let least = Math.min(...masses);
  inside.forEach((at, k) => {
    if (k === 0 || margins[inside[k - 1]] < margins[at])
      result.push({ movement: margins[at], mass: Math.max(0, least) });
    const row = Math.floor(at / cols);
    masses[row] -= share(at);
    least = Math.min(least, masses[row]);
  });
  return result.filter(({ mass }) => mass > 0);
}
