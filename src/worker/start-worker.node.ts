import { Worker } from 'node:worker_threads';
import { AnalysisFailure, isOutOfMemory } from './analysis-failure';
import type { StartWorker } from './port';

export interface AnalysisThreadData {
  /** Whether an analysis uses one core only, because others run at the same time. */
  readonly alone: boolean;
}

/** Workers as threads of this process. `script`: path or file URL of the built analysis-worker.js. */
export function workerThread(script: string | URL, data: AnalysisThreadData = { alone: false }): StartWorker {
  return () => {
    const worker = new Worker(script, { workerData: data });
    return {
      post: (message) => worker.postMessage(message),
      onMessage: (listener) => void worker.on('message', listener),
      onDeath: (listener) =>
        void worker
          .on('error', (error) =>
            listener(new AnalysisFailure(isOutOfMemory(error) ? 'memory' : 'crash', error.message)),
          )
          .on('exit', (code) => listener(new AnalysisFailure('crash', `The analysis thread ended with code ${code}.`))),
      terminate: () => {
        worker.removeAllListeners();
        return worker.terminate();
      },
    };
  };
}
