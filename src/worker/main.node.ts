/** Entry of the analysis worker as a thread. */
import { availableParallelism } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { revealRelaxedSimd } from '../numerics/kernel-module';
import { allowHelpers } from '../numerics/team';
import { offerEngines } from './engines';
import { findTensorflow } from './find-tensorflow.node';
import { startHelper } from './helper-thread.node';
import type { ToWorker } from './messages';
import { withRelaxedSimd } from './relaxed-simd.node';
import { serveJobs } from './serve-jobs';
import type { AnalysisThreadData } from './start-worker.node';

if (parentPort) {
  const port = parentPort;
  if (!(workerData as AnalysisThreadData).alone) allowHelpers(startHelper, availableParallelism() - 1);
  revealRelaxedSimd(withRelaxedSimd);
  offerEngines(findTensorflow);
  serveJobs({
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', (message: ToWorker) => listener(message)),
  });
}
