import { failedRun, measuredRun, sweepRow, type SweepRow, type SweepRun } from '../report/sweep';
import { AnalysisFailure } from '../worker/analysis-failure';
import type { AnalysisJob } from '../worker/messages';
import type { Files } from '../spec/files';
import type { Problem } from '../spec/problem';
import { readSpecification } from '../spec/specification';
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
  /** Without rows of which no run has ended, where there was an interruption. */
  readonly rows: readonly SweepRow[];
  readonly code: ExitCode;
  /** Runs that have ended, of all. */
  readonly done: number;
  readonly of: number;
  /** Of the first run whose specification cannot be analysed. */
  readonly problems: readonly Problem[] | undefined;
}

interface Finished {
  readonly run: SweepRun;
  /** Undefined of a run that an interruption has ended. */
  readonly code: ExitCode | undefined;
  readonly problems?: readonly Problem[];
}

/**
 * Every combination with every seed, on all cores, the largest first; rows in the order of the plan whichever run ends first. When the signal aborts, what
 * has ended by then.
 */
export async function runSweep(
  plan: SweepPlan,
  host: Pick<Host, 'analyse' | 'analyseBeside'>,
  { onDone, ...options }: RunOptions & { readonly onDone: (done: number, of: number) => void },
): Promise<SweepResult> {
  const all = combinations(plan.variations);
  const seeds = Array.from({ length: plan.seeds }, (_, at) => plan.firstSeed + at);
  const of = all.length * seeds.length;
  const analyse: Host['analyseBeside'] =
    of === 1 ? (makeJob, each) => host.analyse(makeJob(), each) : host.analyseBeside.bind(host);
  let done = 0;
  onDone(done, of);
  const finished = all.map((): Finished[] => []);
  await Promise.all(
    largestFirst(all).flatMap((at) =>
      seeds.map(async (seed, which) => {
        const makeJob = () => readHere(jobOf(plan, all[at], seed === plan.firstSeed ? plan.job.seed : seed));
        const result = await runOne(makeJob, seed, analyse, options);
        if (result.code !== undefined) onDone(++done, of);
        finished[at][which] = result;
      }),
    ),
  );
  const flat = finished.flat();
  return {
    rows: finished.flatMap((runs, at) => {
      const row = sweepRow(
        all[at],
        runs.map(({ run }) => run),
      );
      return runs.some(({ code }) => code !== undefined) ? row : [];
    }),
    code: done < of ? exitCode.interrupted : worst(flat.map(({ code }) => code ?? exitCode.fine)),
    done,
    of,
    problems: flat.find(({ problems }) => problems)?.problems,
  };
}

interface RunOptions {
  readonly files: Files;
  readonly signal: AbortSignal;
}

async function runOne(
  makeJob: () => AnalysisJob,
  seed: number,
  analyse: Host['analyseBeside'],
  options: RunOptions,
): Promise<Finished> {
  try {
    const { report, problems } = await analyse(makeJob, options);
    if (report) return { run: measuredRun(seed, report), code: exitCode.fine };
    return { run: failedRun(seed, sentenceOf(problems)), code: exitCode.badInput, problems };
  } catch (error) {
    if (options.signal.aborted) return { run: failedRun(seed, 'It was interrupted.'), code: undefined };
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

/** Places of the combinations, those of the largest numbers first: they take longest, and what starts last keeps the other cores waiting. */
function largestFirst(all: readonly SweepRow['settings'][]): number[] {
  const sizes = all.map((settings) => settings.reduce((product, { value }) => product * Math.abs(value), 1));
  return Array.from(all.keys()).toSorted((a, b) => sizes[b] - sizes[a]);
}

/** The last variation changes first. */
function combinations(variations: readonly Variation[]): readonly SweepRow['settings'][] {
  return variations.reduce<SweepRow['settings'][]>(
    (rows, { name, values }) => rows.flatMap((row) => values.map((value) => [...row, { name, value }])),
    [[]],
  );
}

/** This thread has a parser already, and nothing else to do. */
function readHere(job: AnalysisJob): AnalysisJob {
  const { architecture, problems } = readSpecification(job.text, job);
  return { ...job, read: { ...(architecture && { architecture }), problems } };
}

function jobOf({ job, parameters }: SweepPlan, settings: SweepRow['settings'], seed: number | undefined): AnalysisJob {
  const set = Object.fromEntries(settings.map(({ name, value }) => [name, value]));
  const { samples = job.samples, ...others } = set;
  return parameters.includes('samples')
    ? { ...job, seed, parameters: { ...job.parameters, ...set } }
    : { ...job, seed, samples, parameters: { ...job.parameters, ...others } };
}
