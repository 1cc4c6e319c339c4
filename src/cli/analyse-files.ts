import { renderMessages } from '../report/text';
import type { Outcome } from '../report/outcome';
import { kappaLabel } from '../service/kappa-title';
import { readSpecification } from '../spec/specification';
import { AnalysisFailure } from '../worker/analysis-failure';
import type { AnalysisJob } from '../worker/messages';
import type { Request } from './command';
import type { Host } from './host';
import type { OptionName } from './options';
import { nodeFiles } from './node-files';
import { ProgressLine } from './progress-line';
import { readSource, type SourceFile } from './read-source';
import { usageMessage } from './usage-message';
import { textOptions } from './terminal';
import { UsageError } from './usage-error';

/** Options of every command that analyses. */
export const analysisOptions: readonly OptionName[] = [
  'set',
  'seed',
  'samples',
  'budget',
  'engine',
  'syntax',
  'out',
  'quiet',
  'no-color',
];

const defaultBudget = 60_000;

/**
 * Analyses the operands one after another, handing over each outcome as it is ready. Null stands for a file that cannot be read, which
 * has been said on standard error. Throws UsageError without operands.
 */
export async function* analyseFiles({ operands, options }: Request, host: Host): AsyncGenerator<Outcome | null> {
  if (operands.length === 0)
    throw new UsageError(
      'Name a specification to analyse.',
      'For example kappa analyze model.arch, or - for standard input.',
    );
  host.prepare();
  const progress = new ProgressLine(host.stderr, options.quiet === true);
  for (const [at, operand] of operands.entries()) {
    try {
      const source = await readSource(operand, host, options.syntax);
      const { file, text, folder } = source;
      const job = jobFor(source, options);
      // Read here, while the thread starts.
      const { architecture, problems } = readSpecification(text, job);
      if (architecture === undefined) {
        yield { file, source: text, problems };
        continue;
      }
      const result = await host
        .analyse(
          { ...job, read: { architecture, problems } },
          {
            files: nodeFiles(folder),
            ...(progress.isShown && {
              onProgress: (state) => progress.show(file, state),
              onReport: (report) => progress.know(kappaLabel(report)),
            }),
          },
        )
        .catch((error: unknown) => {
          throw isMemoryFailure(error) ? outOfMemory(file) : error;
        });
      progress.clear();
      if (at === operands.length - 1) host.release();
      yield { file, source: text, ...result };
    } catch (error) {
      progress.clear();
      if (!(error instanceof UsageError)) throw error;
      host.stderr.write(usageMessage(error));
      yield null;
    }
  }
}

/** What the options of an analysis ask for. */
export function jobFor({ text, syntax, path, folder }: SourceFile, options: Request['options']): AnalysisJob {
  return {
    text,
    syntax,
    path,
    parameters: Object.fromEntries((options.set ?? []).map(({ name, value }) => [name, value])),
    seed: options.seed,
    samples: options.samples,
    budgetSeconds: (options.budget ?? defaultBudget) / 1000,
    thresholds: {},
    ...(options.engine === 'tensorflow' && { engine: { name: options.engine, folders: [folder, process.cwd()] } }),
  };
}

/** Says on standard error why a specification cannot be analysed. */
export function reportProblems(outcome: Outcome, host: Host, { options }: Request): void {
  host.stderr.write(
    renderMessages(outcome, { ...textOptions(host.stderr, host, options), brief: options.quiet === true }),
  );
}

function isMemoryFailure(error: unknown): boolean {
  return error instanceof AnalysisFailure && error.cause === 'memory';
}

function outOfMemory(file: string): UsageError {
  return new UsageError(
    `The memory does not suffice to analyse ${file}.`,
    'Use fewer samples (--samples) or narrower layers.',
  );
}
