import { Worker } from 'node:worker_threads';
import { AnalysisFailure, isOutOfMemory } from './analysis-failure';
import type { StartWorker } from './port';

/** Workers as threads of this process. `script`: path or file URL of the built analysis-worker.js. `started`: the first of them, where it runs already. */
export function workerThread(script: string | URL, started?: Worker): StartWorker {
  return () => {
    const worker = started ?? new Worker(script);
    started = undefined;
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
