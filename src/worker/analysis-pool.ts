import { AnalysisClient, type JobOptions } from './analysis-client';
import type { AnalysisJob, AnalysisResult } from './messages';
import type { StartWorker } from './port';

/** Analyses in as many workers as are asked for at the same time, at most `size`; each starts when it is first needed. */
export class AnalysisPool {
  private readonly clients: AnalysisClient[] = [];
  private readonly idle: AnalysisClient[] = [];
  private readonly waiting: ((client: AnalysisClient) => void)[] = [];

  constructor(
    private readonly start: StartWorker,
    private readonly size: number,
  ) {}

  /** As `AnalysisClient.analyse`; jobs start in the order they come, each made when its turn has come, and use one core each. */
  async analyse(makeJob: () => AnalysisJob, options: JobOptions): Promise<AnalysisResult> {
    const client = await this.take();
    try {
      options.signal?.throwIfAborted();
      return await client.analyse({ ...makeJob(), alone: true }, options);
    } finally {
      this.giveBack(client);
    }
  }

  /** Ends the workers and the jobs that they run. */
  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.close()));
  }

  private take(): AnalysisClient | Promise<AnalysisClient> {
    const free = this.idle.pop();
    if (free) return free;
    if (this.clients.length === this.size) return new Promise((resolve) => this.waiting.push(resolve));
    const client = new AnalysisClient(this.start);
    // It starts while its job is made.
    client.prepare();
    this.clients.push(client);
    return client;
  }

  private giveBack(client: AnalysisClient): void {
    const next = this.waiting.shift();
    if (next) next(client);
    else this.idle.push(client);
  }
}
