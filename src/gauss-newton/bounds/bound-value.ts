import type { Certainty } from '../../spec/certainty';

/** What a theorem says about kappa(G), before it is asked of a network. */
export interface Theorem {
  readonly id: string;
  /** For people: `Kronecker extremes (U0)`. */
  readonly title: string;
  /** An exact value is an upper bound that is met. */
  readonly direction: 'upper' | 'lower';
  readonly certainty: Certainty;
  readonly reference: string;
}

/** A bound on kappa(G), or the reason why there is none. */
export type BoundValue = Theorem &
  ({ readonly value: number; readonly reason: null } | { readonly value: null; readonly reason: string });

/** The theorem applies and gives this value: at least 1, as kappa is. */
export function given(theorem: Theorem, value: number): BoundValue {
  if (!Number.isFinite(value)) return missing(theorem, 'The value is beyond double precision.');
  return { ...theorem, value: Math.max(1, value), reason: null };
}

/** The theorem does not apply; `reason` is a sentence for people. */
export function missing(theorem: Theorem, reason: string): BoundValue {
  return { ...theorem, value: null, reason };
}

/** Reasons that several theorems share. */
export const notFull =
  'A width below what outputs and data need, or singular weights: the layers lose rank that this theorem counts on.';
export const singularData = 'The second moment of the data is singular.';
export const noParameters = 'No learnable weight moves the outputs.';
