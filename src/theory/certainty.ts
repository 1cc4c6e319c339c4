import type { Certainty } from '../spec/certainty';

export type { Certainty };

/** Why a theorem has nothing to say here: a sentence for people. */
export interface Unavailable {
  readonly reason: string;
}

export function isUnavailable(result: object): result is Unavailable {
  return 'reason' in result;
}
