import { availableParallelism } from 'node:os';
import { AnalysisClient } from '../worker/analysis-client';
import { AnalysisPool } from '../worker/analysis-pool';
import { workerThread } from '../worker/start-worker.node';

export interface AnalysisThreads {
  /** One analysis after another, each with all cores to itself. */
  readonly single: AnalysisClient;
  /** As many at a time as there are cores. */
  readonly pool: AnalysisPool;
}

/**
 * Analyses in threads of their own, so that Ctrl-C and the progress line work while a long factorisation runs, and running out of memory
 * ends the thread and not the process. A thread starts when it is needed.
 */
export function analysisThreads(packageFolder: string): AnalysisThreads {
  const script = `${packageFolder}dist/analysis-worker.js`;
  return {
    single: new AnalysisClient(workerThread(script)),
    pool: new AnalysisPool(workerThread(script, { alone: true }), availableParallelism()),
  };
}
