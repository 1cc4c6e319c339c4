import { Worker } from 'node:worker_threads';
import type { Progress } from '../analysis/stages';
import type { AnalysisJob, AnalysisResult } from './analysis-job';
import type { WorkerMessage } from './analysis-worker';
import { UsageError } from './usage-error';

/**
 * Analyses in a thread of its own, so that Ctrl-C and the progress line work while a long factorisation runs, and running out of memory
 * ends the thread and not the process. Jobs one after another; the thread starts with the first.
 */
export class AnalysisThread {
  private worker: Worker | undefined;

  /** `script`: path of the built analysis-worker. */
  constructor(private readonly script: string) {}

  /** Rejects with UsageError when memory runs out, else with what the thread threw. */
  analyse(job: AnalysisJob, onProgress?: (progress: Progress) => void): Promise<AnalysisResult> {
    const worker = (this.worker ??= new Worker(this.script));
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        worker.off('message', receive).off('error', fail);
        finish();
      };
      const receive = (message: WorkerMessage) => {
        if (message.type === 'progress') onProgress?.(message.progress);
        else settle(() => resolve(message.result));
      };
      const fail = (error: Error) => {
        this.worker = undefined;
        settle(() => reject(isOutOfMemory(error) ? outOfMemory(job) : error));
      };
      worker.on('message', receive).on('error', fail);
      worker.postMessage(job);
    });
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function outOfMemory({ path }: AnalysisJob): UsageError {
  return new UsageError(
    `The memory does not suffice to analyse ${path ?? 'the specification'}.`,
    'Use fewer samples (--samples) or narrower layers.',
  );
}
