import { AnalysisFailure } from '../../src/worker/analysis-failure';
import type { AnalysisJob, FromWorker, ToWorker } from '../../src/worker/messages';
import type { StartWorker } from '../../src/worker/port';

/** Workers that do what the test says, and keep what they were told. */
export class FakeWorkers {
  readonly received: ToWorker[][] = [];
  readonly terminated: number[] = [];
  private readonly listeners: ((message: FromWorker) => void)[] = [];
  private readonly mourners: ((failure: AnalysisFailure) => void)[] = [];

  readonly start: StartWorker = () => {
    const number = this.received.push([]) - 1;
    return {
      post: (message) => void this.received[number].push(message),
      onMessage: (listener) => void (this.listeners[number] = listener),
      onDeath: (listener) => void (this.mourners[number] = listener),
      terminate: () => void this.terminated.push(number),
    };
  };

  /** The worker with this number, from 0, says something. */
  say(number: number, message: FromWorker): void {
    this.listeners[number](message);
  }

  die(number: number, cause: AnalysisFailure['cause'] = 'crash'): void {
    this.mourners[number](new AnalysisFailure(cause, 'gone'));
  }
}

export const job: AnalysisJob = {
  text: 'model M {\n  input 2\n  data orthogonal(samples: 2, seed: 1)\n  init identity\n  dense(2, bias: false)\n}\n',
  syntax: 'arch',
  path: 'm.arch',
  parameters: {},
  seed: undefined,
  samples: undefined,
  budgetSeconds: 60,
  thresholds: {},
};
