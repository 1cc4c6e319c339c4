/** Whether features move or training stays in the linearised regime. */
import type { Certainty } from '../certainty';

export interface MovementScale {
  /** a of f = m^-a sum_i c_i s(w_i . x) with c of size 1: 1/2 is the scale of the tangent kernel, 1 that of the mean field. */
  readonly exponent: number;
  /** As the width grows at learning rates m^(2a - 1): neurons move like m^(a - 1), the kernel like m^(2 (a - 1)). */
  readonly regime: 'feature learning' | 'lazy';
  readonly certainty: Certainty;
}

/** outputDeviation: size of an output weight. Source: docs/theory/feature-learning.md 6. */
export function movementScale(outputDeviation: number, width: number): MovementScale | null {
  if (!(outputDeviation > 0 && width > 1)) return null;
  const exponent = -Math.log(outputDeviation) / Math.log(width);
  return { exponent, regime: exponent >= 1 - 1e-9 ? 'feature learning' : 'lazy', certainty: 'heuristic' };
}

/** From a measured drift |H_T - H_0| / |H_0|: below 1% lazy, above 10% feature learning. */
export function measuredRegime(kernelDrift: number): 'lazy' | 'between' | 'feature learning' {
  if (kernelDrift < 0.01) return 'lazy';
  return kernelDrift > 0.1 ? 'feature learning' : 'between';
}
