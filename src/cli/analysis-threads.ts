import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
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
 * ends the thread and not the process. A thread starts when it is needed; `started` is the first of them,
 * if it runs already.
 */
export function analysisThreads(packageFolder: string, started: Worker | undefined): AnalysisThreads {
  const start = workerThread(`${packageFolder}dist/analysis-worker.js`, started);
  return {
    single: new AnalysisClient(start),
    pool: new AnalysisPool(start, availableParallelism()),
  };
}
