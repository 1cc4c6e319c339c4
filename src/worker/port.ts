import type { AnalysisFailure } from './analysis-failure';
import type { FromWorker, ToWorker } from './messages';

/** The client's end of the line to one worker, whatever it runs in. */
export interface WorkerPort {
  post(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  /** The worker has ended unasked. */
  onDeath(listener: (failure: AnalysisFailure) => void): void;
  /** Ends it at once, whatever it does. No event follows. */
  terminate(): void | Promise<unknown>;
}

/** Starts a worker. */
export type StartWorker = () => WorkerPort;
