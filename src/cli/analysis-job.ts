import type { Report } from '../report/report';
import type { Problem } from '../spec/problem';
import type { Syntax } from '../spec/syntax/tree';

/** One specification to analyse, as plain data that can go to a thread. */
export interface AnalysisJob {
  readonly text: string;
  readonly syntax: Syntax;
  /** Null for standard input. */
  readonly path: string | null;
  readonly folder: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly seed: number | undefined;
  readonly samples: number | undefined;
  readonly budgetSeconds: number;
}

export interface AnalysisResult {
  readonly report?: Report;
  readonly problems: readonly Problem[];
}
