/** The thread that analyses: jobs in, progress and results out, one at a time. */
import { parentPort } from 'node:worker_threads';
import type { Progress } from '../analysis/stages';
import type { AnalysisJob, AnalysisResult } from './analysis-job';
import { runJob } from './run-job';

export type WorkerMessage =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'result'; readonly result: AnalysisResult };

parentPort?.on('message', async (job: AnalysisJob) => {
  const send = (message: WorkerMessage) => parentPort?.postMessage(message);
  const result = await runJob(job, (progress) => send({ type: 'progress', progress }));
  send({ type: 'result', result });
});
