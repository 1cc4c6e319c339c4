import type { JobOptions } from '../worker/analysis-client';
import type { AnalysisJob, AnalysisResult } from '../worker/messages';

/** Where a command writes. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The process as commands see it, so that tests can stand in for it. */
export interface Host {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly folder: string;
  /** Folder of the installed package, with package.json and docs/. */
  readonly packageFolder: string;
  /** Says that `analyse` will be asked, which starts while other things are done. */
  prepare(): void;
  /** Says that nothing will be analysed any more: threads end while the rest is done, and the process need not wait for them. */
  release(): void;
  /** One job after another. Rejects with AnalysisFailure. */
  analyse(
    job: AnalysisJob,
    options: Pick<JobOptions, 'files' | 'onProgress' | 'onReport' | 'signal'>,
  ): Promise<AnalysisResult>;
  /** For many jobs at once: as many run beside each other as there are cores. Each is made when its turn has come. */
  analyseBeside(makeJob: () => AnalysisJob, options: Parameters<Host['analyse']>[1]): Promise<AnalysisResult>;
  /** The next Ctrl-C runs `finish`, once, instead of ending the process. */
  onInterrupt(finish: () => void): void;
}
