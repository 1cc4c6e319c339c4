import type { AnalysisRunner } from '../analysis-runner';
import type { Sessions } from '../sessions';

export interface RequestContext {
  readonly sessions: Sessions;
  readonly runner: AnalysisRunner;
}
