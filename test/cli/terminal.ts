/** A terminal for tests: runs a command line in process, in a folder of its own, and keeps what was written. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll } from 'vitest';
import type { Host } from '../../src/cli/host';
import { run } from '../../src/cli/run';
import type { AnalysisResult } from '../../src/worker/messages';
import { runJob } from '../../src/worker/run-job';

export const packageFolder = resolve(__dirname, '../..');

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface TerminalOptions {
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Standard output and error are terminals of this width. */
  readonly columns?: number;
  /** Instead of the real analysis. */
  readonly analyse?: Host['analyse'];
  readonly release?: Host['release'];
  /** Given what Ctrl-C does. */
  readonly onInterrupt?: Host['onInterrupt'];
}

/** A new empty folder, removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kappa-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs `kappa …words` with `folder` as the current one. */
export async function kappa(folder: string, words: readonly string[], options: TerminalOptions = {}): Promise<Outcome> {
  const written = { out: '', err: '' };
  const output = (to: 'out' | 'err') => ({
    write: (text: string) => (written[to] += text),
    ...(options.columns !== undefined && { isTTY: true, columns: options.columns }),
  });
  const host: Host = {
    stdout: output('out'),
    stderr: output('err'),
    stdin: Readable.from([Buffer.from(options.stdin ?? '')]),
    env: options.env ?? {},
    folder,
    packageFolder,
    prepare: () => undefined,
    release: options.release ?? (() => undefined),
    analyse: options.analyse ?? runJob,
    analyseBeside: (makeJob, each) => (options.analyse ?? runJob)(makeJob(), each),
    onInterrupt: options.onInterrupt ?? (() => undefined),
  };
  return { code: await run(words, host), ...written };
}

/** An analysis that gives the same result whatever the specification. */
export function always(result: AnalysisResult): Host['analyse'] {
  return () => Promise.resolve(result);
}
