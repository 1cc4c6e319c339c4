/** What goes to the analysis worker and what comes back; plain data that structured cloning carries. */
import type { AnalysisProgress } from '../report/analysis-state';
import type { Report } from '../report/report';
import type { Problem } from '../spec/problem';
import type { Specification } from '../spec/specification';
import type { Syntax } from '../spec/syntax/tree';
import type { EngineRequest } from './engines';

/** One specification to analyse. */
export interface AnalysisJob {
  readonly text: string;
  /** What was read of the text, where who asks has read it already. */
  readonly read?: Pick<Specification, 'architecture' | 'problems'>;
  readonly syntax: Syntax;
  /** As reports name it; null for standard input. */
  readonly path: string | null;
  readonly parameters: Readonly<Record<string, number>>;
  readonly seed: number | undefined;
  readonly samples: number | undefined;
  readonly budgetSeconds: number;
  /** What large networks are computed with; our own kernels when absent. */
  readonly engine?: EngineRequest;
  /** By setting key, `kappa.thresholds.kappa`. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** Use one core only, because others run at the same time. */
  readonly alone?: true;
  /** End with the first Report that holds kappa, whatever else is still to come. Where there is no kappa the Report is complete. */
  readonly kappaOnly?: true;
}

export interface AnalysisResult {
  /** Absent when the specification cannot be analysed; `problems` then says why. */
  readonly report?: Report;
  /** Of the text first, then what the analysis met. */
  readonly problems: readonly Problem[];
}

export type ToWorker =
  /** `quiet`: nobody wants to know of progress and of the stages so far. */
  | { readonly type: 'analyse'; readonly id: number; readonly job: AnalysisJob; readonly quiet?: true }
  /** Stop at the next stage. No result follows, `cancelled` does. */
  | { readonly type: 'cancel'; readonly id: number }
  | {
      readonly type: 'file';
      readonly request: number;
      readonly content: { readonly bytes: Uint8Array } | { readonly trouble: string };
    };

export type FromWorker =
  | { readonly type: 'progress'; readonly id: number; readonly progress: AnalysisProgress }
  /** The stages so far. */
  | { readonly type: 'partial'; readonly id: number; readonly report: Report }
  | { readonly type: 'result'; readonly id: number; readonly result: AnalysisResult }
  | { readonly type: 'cancelled'; readonly id: number }
  /** No result: a defect of ours, or memory that does not suffice; `message` in the engine's words. */
  | { readonly type: 'failed'; readonly id: number; readonly cause: 'defect' | 'memory'; readonly message: string }
  /** The analysis needs a file that the specification names; relative to its folder. */
  | { readonly type: 'read'; readonly id: number; readonly request: number; readonly path: string };
