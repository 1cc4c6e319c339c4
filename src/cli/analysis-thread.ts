import { AnalysisClient } from '../worker/analysis-client';
import { workerThread } from '../worker/start-worker.node';

/**
 * Analyses in a thread of its own, so that Ctrl-C and the progress line work while a long factorisation runs, and running out of memory
 * ends the thread and not the process.
 */
export function analysisThread(packageFolder: string): AnalysisClient {
  return new AnalysisClient(workerThread(`${packageFolder}dist/analysis-worker.js`));
}
