import type { AnalysisClient, JobOptions } from '../worker/analysis-client';
import type { AnalysisJob, AnalysisResult } from '../worker/messages';

/** `document`: somebody looks at it and waits. `request`: a program waits. `background`: nobody waits. */
export type Urgency = 'document' | 'request' | 'background';

export interface QueuedJobOptions extends JobOptions {
  readonly signal: AbortSignal;
  readonly urgency: Urgency;
}

interface Entry {
  readonly job: AnalysisJob;
  readonly options: QueuedJobOptions;
  readonly number: number;
  resolve(result: AnalysisResult): void;
  reject(reason: unknown): void;
}

/**
 * Whose turn it is with the one worker. The document asked for last goes first and takes the worker from what is running, which is run
 * again later; requests and background jobs follow in the order they came and give way to what is more urgent.
 */
export class AnalysisQueue {
  private readonly waiting = new Set<Entry>();
  private running: { readonly entry: Entry; readonly giveWay: AbortController } | undefined;
  private count = 0;

  constructor(private readonly client: AnalysisClient) {}

  /** As AnalysisClient.analyse. */
  analyse(job: AnalysisJob, options: QueuedJobOptions): Promise<AnalysisResult> {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      const entry: Entry = { job, options, number: ++this.count, resolve, reject };
      signal.addEventListener('abort', () => this.waiting.delete(entry) && reject(signal.reason), { once: true });
      if (signal.aborted) return reject(signal.reason);
      this.waiting.add(entry);
      if (this.running && goesBefore(entry, this.running.entry)) this.running.giveWay.abort();
      void this.next();
    });
  }

  private async next(): Promise<void> {
    if (this.running || this.waiting.size === 0) return;
    const entry = [...this.waiting].reduce((first, other) => (goesBefore(other, first) ? other : first));
    const giveWay = new AbortController();
    this.waiting.delete(entry);
    this.running = { entry, giveWay };
    await this.run(entry, giveWay.signal);
    this.running = undefined;
    void this.next();
  }

  private async run(entry: Entry, giveWay: AbortSignal): Promise<void> {
    const { job, options, resolve, reject } = entry;
    try {
      resolve(await this.client.analyse(job, { ...options, signal: AbortSignal.any([options.signal, giveWay]) }));
    } catch (error) {
      if (giveWay.aborted && !options.signal.aborted) this.waiting.add(entry);
      else reject(error);
    }
  }
}

const ranks: Readonly<Record<Urgency, number>> = { document: 2, request: 1, background: 0 };

function goesBefore(a: Entry, b: Entry): boolean {
  const difference = ranks[a.options.urgency] - ranks[b.options.urgency];
  if (difference !== 0) return difference > 0;
  return a.options.urgency === 'document' ? a.number > b.number : a.number < b.number;
}
