import type { Problem } from '../spec/problem';
import type { Report } from './report';

export interface AnalysisProgress {
  readonly stage: string;
  /** Share done within the stage, where it can tell. */
  readonly fraction: number | null;
}

/**
 * What is known of one text of a specification. `hash` is the `fingerprint` of the text that the figures belong to; whoever shows them
 * beside a text compares it first, so that no figure of an older text is ever shown.
 */
export type AnalysisState =
  /** Nothing was asked for: analysis on save or by hand. */
  | { readonly status: 'idle'; readonly hash: string }
  /** The specification has errors; its problems are published as diagnostics. */
  | { readonly status: 'invalid'; readonly hash: string }
  /** `report` holds the stages finished so far; what is still to come is null there. */
  | {
      readonly status: 'analysing';
      readonly hash: string;
      readonly progress: AnalysisProgress | null;
      readonly report: Report | null;
    }
  | { readonly status: 'fresh'; readonly hash: string; readonly report: Report; readonly problems: readonly Problem[] }
  /** Weights or data cannot be had (`problems` say why), or the analysis came to grief; `message` is one plain sentence. */
  | {
      readonly status: 'failed';
      readonly hash: string;
      readonly message: string;
      readonly problems: readonly Problem[];
    };

/** The report of a state, complete or in the making, if it belongs to the text with this hash. */
export function reportOf(state: AnalysisState | undefined, hash: string): Report | undefined {
  if (state?.hash !== hash) return undefined;
  return state.status === 'fresh' || state.status === 'analysing' ? (state.report ?? undefined) : undefined;
}
