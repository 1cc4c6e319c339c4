import { AnalysisFailure } from '../../src/worker/analysis-failure';
import type { FromWorker, ToWorker } from '../../src/worker/messages';
import type { WorkerPort } from '../../src/worker/port';
import { serveJobs } from '../../src/worker/serve-jobs';

/** The real worker without a thread; the test sees what it is asked, can hold back what it says, and can kill it. */
export class InProcessWorkers {
  /** Messages to all workers in order. */
  readonly asked: ToWorker[] = [];
  started = 0;
  private held: (() => void)[] | undefined;
  private kill: (failure: AnalysisFailure) => void = () => undefined;

  readonly start = (): WorkerPort => {
    let alive = true;
    let toWorker: (message: ToWorker) => void = () => undefined;
    let toClient: (message: FromWorker) => void = () => undefined;
    this.started++;
    serveJobs({
      post: (message) => {
        const copy = structuredClone(message);
        const deliver = () => alive && toClient(copy);
        if (this.held) this.held.push(deliver);
        else setImmediate(deliver);
      },
      onMessage: (listener) => (toWorker = listener),
    });
    return {
      post: (message) => {
        this.asked.push(message);
        setImmediate(() => alive && toWorker(structuredClone(message)));
      },
      onMessage: (listener) => (toClient = listener),
      onDeath: (listener) => {
        this.kill = (failure) => {
          alive = false;
          listener(failure);
        };
      },
      terminate: () => void (alive = false),
    };
  };

  /** From now on workers are not heard. */
  hold(): void {
    this.held ??= [];
  }

  release(): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const deliver of held) setImmediate(deliver);
  }

  /** The worker that was started last dies. */
  die(cause: AnalysisFailure['cause'] = 'crash'): void {
    this.kill(new AnalysisFailure(cause, 'the thread is gone'));
  }

  get analysed(): readonly string[] {
    return this.asked.flatMap((message) => (message.type === 'analyse' ? [message.job.text] : []));
  }
}
