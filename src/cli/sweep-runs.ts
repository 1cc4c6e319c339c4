import { failedRun, measuredRun, sweepRow, type SweepRow, type SweepRun } from '../report/sweep';
import { AnalysisFailure } from '../worker/analysis-failure';
import type { AnalysisJob } from '../worker/messages';
import type { Files } from '../spec/files';
import type { Problem } from '../spec/problem';
import { exitCode, worst, type ExitCode } from './exit-code';
import type { Host } from './host';
import type { Variation } from './variation';

export interface SweepPlan {
  /** What all runs share. */
  readonly job: AnalysisJob;
  readonly variations: readonly Variation[];
  /** Of the model's parameters; `samples` varies the number of samples unless it is one of them. */
  readonly parameters: readonly string[];
  readonly firstSeed: number;
  readonly seeds: number;
}

export interface SweepResult {
  readonly rows: readonly SweepRow[];
  readonly code: ExitCode;
  /** Of the first run whose specification cannot be analysed. */
  readonly problems: readonly Problem[] | undefined;
}

interface Finished {
  readonly run: SweepRun;
  readonly code: ExitCode;
  readonly problems?: readonly Problem[];
}

/** Every combination with every seed, on all cores; rows in the order of the plan whichever run ends first. */
export async function runSweep(
  plan: SweepPlan,
  host: Pick<Host, 'analyse' | 'analyseBeside'>,
  { files, onDone }: { readonly files: Files; readonly onDone: (done: number, of: number) => void },
): Promise<SweepResult> {
  const all = combinations(plan.variations);
  const seeds = Array.from({ length: plan.seeds }, (_, at) => plan.firstSeed + at);
  const analyse = all.length * seeds.length === 1 ? host.analyse : host.analyseBeside;
  let done = 0;
  onDone(done, all.length * seeds.length);
  const finished = await Promise.all(
    all.map((settings) =>
      Promise.all(
        seeds.map(async (seed) => {
          const result = await runOne(jobOf(plan, settings, seed === plan.firstSeed ? plan.job.seed : seed), {
            seed,
            analyse,
            files,
          });
          onDone(++done, all.length * seeds.length);
          return result;
        }),
      ),
    ),
  );
  const flat = finished.flat();
  return {
    rows: finished.map((runs, at) =>
      sweepRow(
        all[at],
        runs.map(({ run }) => run),
      ),
    ),
    code: worst(flat.map(({ code }) => code)),
    problems: flat.find(({ problems }) => problems)?.problems,
  };
}

async function runOne(
  job: AnalysisJob,
  { seed, analyse, files }: { readonly seed: number; readonly analyse: Host['analyse']; readonly files: Files },
): Promise<Finished> {
  try {
    const { report, problems } = await analyse(job, { files });
    if (report) return { run: measuredRun(seed, report), code: exitCode.fine };
    return { run: failedRun(seed, sentenceOf(problems)), code: exitCode.badInput, problems };
  } catch (error) {
    if (!(error instanceof AnalysisFailure)) throw error;
    return error.cause === 'memory'
      ? { run: failedRun(seed, 'The memory does not suffice.'), code: exitCode.badInput }
      : { run: failedRun(seed, `A defect of Kappa Lens: ${error.message}`), code: exitCode.defect };
  }
}

function sentenceOf(problems: readonly Problem[]): string {
  const [first] = problems.filter(({ severity }) => severity === 'error');
  return first ? `${first.message} (${first.code})` : 'It cannot be analysed.';
}

/** The last variation changes first. */
function combinations(variations: readonly Variation[]): readonly SweepRow['settings'][] {
  return variations.reduce<SweepRow['settings'][]>(
    (rows, { name, values }) => rows.flatMap((row) => values.map((value) => [...row, { name, value }])),
    [[]],
  );
}

function jobOf({ job, parameters }: SweepPlan, settings: SweepRow['settings'], seed: number | undefined): AnalysisJob {
  const set = Object.fromEntries(settings.map(({ name, value }) => [name, value]));
  const { samples = job.samples, ...others } = set;
  return parameters.includes('samples')
    ? { ...job, seed, parameters: { ...job.parameters, ...set } }
    : { ...job, seed, samples, parameters: { ...job.parameters, ...others } };
}
