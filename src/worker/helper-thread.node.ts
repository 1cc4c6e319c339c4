import { Worker } from 'node:worker_threads';
import type { StartHelper } from '../numerics/team';

/** Helping threads of this process; they end with the thread that starts them and keep nothing alive. */
export const startHelper: StartHelper = (script, workerData) => {
  const worker = new Worker(script, { eval: true, workerData, execArgv: [] });
  // A helper that cannot run never reports that it is ready; then the caller does all.
  worker.on('error', () => undefined);
  worker.unref();
  return () => void worker.terminate();
};
