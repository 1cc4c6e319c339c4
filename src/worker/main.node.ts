/** Entry of the analysis worker as a thread. */
import { parentPort } from 'node:worker_threads';
import type { ToWorker } from './messages';
import { serveJobs } from './serve-jobs';

if (parentPort) {
  const port = parentPort;
  serveJobs({
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', (message: ToWorker) => listener(message)),
  });
}
