import type { AnalysisProgress } from '../report/analysis-state';
import type { Report } from '../report/report';
import type { Files } from '../spec/files';
import { AnalysisFailure } from './analysis-failure';
import type { AnalysisJob, AnalysisResult, FromWorker } from './messages';
import type { StartWorker, WorkerPort } from './port';

/** Time that a worker has to obey a cancellation before it is terminated. */
const graceInMilliseconds = 200;

export interface JobOptions {
  /** Reads what the specification names, relative to its folder. */
  readonly files: Files;
  readonly onProgress?: (progress: AnalysisProgress) => void;
  /** The stages so far. */
  readonly onReport?: (report: Report) => void;
  readonly signal?: AbortSignal;
}

/** Analyses in a worker that starts with the first job and is replaced when it dies or does not obey. Jobs run in the order they come. */
export class AnalysisClient {
  private port: WorkerPort | undefined;
  private running: RunningJob | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private lastId = 0;

  constructor(private readonly start: StartWorker) {}

  /** Starts the worker before there is a job. */
  prepare(): void {
    this.port ??= this.connect();
  }

  /**
   * Rejects with the signal's reason once the worker has stopped or been replaced, and with AnalysisFailure when the job brought the worker
   * down, ran out of memory or met a defect. Nothing is reported after the signal has aborted.
   */
  analyse(job: AnalysisJob, options: JobOptions): Promise<AnalysisResult> {
    const turn = this.last.then(() => {
      options.signal?.throwIfAborted();
      return this.run(job, options);
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the worker and the job that it runs. */
  async close(): Promise<void> {
    const port = this.port;
    this.port = undefined;
    this.running?.reject(new AnalysisFailure('crash', 'The analysis was closed.'));
    await port?.terminate();
  }

  private async run(job: AnalysisJob, options: JobOptions): Promise<AnalysisResult> {
    const { signal } = options;
    const id = ++this.lastId;
    const port = (this.port ??= this.connect());
    let grace: ReturnType<typeof setTimeout> | undefined;
    const result = new Promise<AnalysisResult>((resolve, reject) => {
      this.running = { id, options, resolve, reject };
    });
    const cancel = () => {
      port.post({ type: 'cancel', id });
      grace = setTimeout(() => this.replace(port), graceInMilliseconds);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    const quiet = options.onProgress === undefined && options.onReport === undefined;
    port.post({ type: 'analyse', id, job, ...(quiet && { quiet }) });
    try {
      return await result;
    } finally {
      clearTimeout(grace);
      signal?.removeEventListener('abort', cancel);
      this.running = undefined;
      // Whatever the end, what was cancelled has none to show.
      signal?.throwIfAborted();
    }
  }

  private connect(): WorkerPort {
    const port = this.start();
    port.onMessage((message) => {
      if (this.running?.id === message.id) this.receive(message, this.running, port);
    });
    port.onDeath((failure) => {
      if (this.port !== port) return;
      this.port = undefined;
      this.running?.reject(failure);
    });
    return port;
  }

  private receive(message: FromWorker, running: RunningJob, port: WorkerPort): void {
    const { options, resolve, reject } = running;
    const wanted = options.signal?.aborted !== true;
    switch (message.type) {
      case 'progress':
        if (wanted) options.onProgress?.(message.progress);
        break;
      case 'partial':
        if (wanted) options.onReport?.(message.report);
        break;
      case 'read':
        void this.readFor(message, options.files, port);
        break;
      case 'result':
        resolve(message.result);
        break;
      case 'cancelled':
        reject(options.signal?.reason);
        break;
      case 'failed':
        // Memory that a worker took from the system stays with it.
        if (message.cause === 'memory') this.drop(port);
        reject(new AnalysisFailure(message.cause, message.message));
    }
  }

  private async readFor(
    { request, path }: Extract<FromWorker, { type: 'read' }>,
    files: Files,
    port: WorkerPort,
  ): Promise<void> {
    const content = await files.read(path).then(
      (bytes) => ({ bytes }),
      (error: unknown) => ({ trouble: error instanceof Error ? error.message : String(error) }),
    );
    if (this.port === port) port.post({ type: 'file', request, content });
  }

  /** The next job finds a worker that has started already. */
  private replace(port: WorkerPort): void {
    if (this.port !== port) return;
    this.drop(port);
    this.port = this.connect();
    this.running?.reject(this.running.options.signal?.reason);
  }

  private drop(port: WorkerPort): void {
    this.port = undefined;
    void port.terminate();
  }
}

interface RunningJob {
  readonly id: number;
  readonly options: JobOptions;
  resolve(result: AnalysisResult): void;
  reject(reason: unknown): void;
}
