/** Entry of the analysis worker as a thread. */
import { availableParallelism } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { revealRelaxedSimd } from '../numerics/kernel-module';
import { allowHelpers } from '../numerics/team';
import { offerEngines } from './engines';
import { findTensorflow } from './find-tensorflow.node';
import { startHelper } from './helper-thread.node';
import type { ToWorker } from './messages';
import { withRelaxedSimd } from './relaxed-simd.node';
import { serveJobs } from './serve-jobs';

if (parentPort) {
  const port = parentPort;
  revealRelaxedSimd(withRelaxedSimd);
  offerEngines(findTensorflow);
  serveJobs({
    post: (message) => port.postMessage(message),
    onMessage: (listener) =>
      void port.on('message', (message: ToWorker) => {
        if (message.type === 'analyse') allowHelpers(startHelper, message.job.alone ? 0 : availableParallelism() - 1);
        listener(message);
      }),
  });
}
