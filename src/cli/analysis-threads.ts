import { availableParallelism } from 'node:os';
import { AnalysisPool } from '../worker/analysis-pool';
import { workerThread } from '../worker/start-worker.node';

/**
 * Analyses in threads of their own, so that Ctrl-C and the progress line work while a long factorisation runs, and running out of memory
 * ends the thread and not the process. One job at a time takes one thread; several run on all cores.
 */
export function analysisThreads(packageFolder: string): AnalysisPool {
  return new AnalysisPool(workerThread(`${packageFolder}dist/analysis-worker.js`), availableParallelism());
}
