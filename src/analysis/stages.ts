import type { Report } from '../report/report';

export interface Progress {
  readonly stage: string;
  /** Share done within the stage, where it can tell. */
  readonly fraction: number | null;
}

export interface StageOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Runs stages one after another: reports them, times them, and lets the host breathe and cancel between them. */
export class Stages {
  readonly timings: Report['timings'][number][] = [];

  constructor(private readonly options: StageOptions) {}

  /** Rejects with the signal's reason when cancelled. */
  async run<T>(stage: string, work: () => T | Promise<T>): Promise<T> {
    await this.pause(stage, null);
    const started = performance.now();
    const value = await work();
    this.timings.push({ stage, milliseconds: performance.now() - started });
    return value;
  }

  /** Between two steps of a long stage. */
  async pause(stage: string, fraction: number | null): Promise<void> {
    this.options.onProgress?.({ stage, fraction });
    await eventsHeard();
    this.options.signal?.throwIfAborted();
  }
}

/** Resolves when what has come meanwhile has been heard. Not by a timer: it waits for a millisecond, in browsers for four. */
function eventsHeard(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') return void setImmediate(resolve);
    const { port1, port2 } = new MessageChannel();
    const onmessage = () => {
      port1.close();
      resolve();
    };
    Object.assign(port1, { onmessage });
    port2.postMessage(null);
  });
}
