import { analyse, type AnalysisOptions } from '../analysis/analyse';
import { AnalysisCache } from '../analysis/analysis-cache';
import type { Report } from '../report/report';
import type { Architecture } from '../spec/architecture';
import type { Specification, SpecificationOptions } from '../spec/specification';
import { requestedEngine } from './engines';
import type { AnalysisJob, AnalysisResult } from './messages';

/** Reads and analyses one specification; files it names come from `files`. Rejects only when the signal aborts, or with a defect of ours. */
export async function runJob(
  job: AnalysisJob,
  host: Pick<AnalysisOptions, 'files' | 'signal' | 'onProgress' | 'onReport' | 'cache'>,
): Promise<AnalysisResult> {
  const { text, read, path, budgetSeconds, thresholds, kappaOnly, engine, ...reading } = job;
  const { architecture, problems } = read ?? (await readHere(text, reading));
  if (architecture === undefined) return { problems };
  const run = kappaOnly ? analyseUntilKappa : analyse;
  const { report, problems: met } = await run(architecture, {
    ...host,
    source: path,
    budgetSeconds,
    thresholds,
    ...(engine && { engine: requestedEngine(engine) }),
  });
  return { ...(report && { report }), problems: [...problems, ...met] };
}

/** Whoever asks has mostly read already: loading and making a parser takes longer than a small analysis. */
async function readHere(text: string, options: SpecificationOptions): Promise<Specification> {
  const { readSpecification } = await import('../spec/specification');
  return readSpecification(text, options);
}

/**
 * The analysis, cancelled as soon as it publishes kappa: that report is the result. Runs of a sweep share weights and data; the memory of a spectrum is for the next
 * run, which has another one.
 */
async function analyseUntilKappa(architecture: Architecture, options: AnalysisOptions): ReturnType<typeof analyse> {
  const enough = new AbortController();
  let found: Report | undefined;
  const onReport = (report: Report) => {
    if (found !== undefined) return;
    if (report.spectrum.kappa === null) return options.onReport?.(report);
    found = report;
    enough.abort();
  };
  const cache = new AnalysisCache(options.cache?.network);
  const signal = options.signal ? AbortSignal.any([options.signal, enough.signal]) : enough.signal;
  try {
    return await analyse(architecture, { ...options, cache, onReport, signal });
  } catch (error) {
    if (found === undefined || options.signal?.aborted) throw error;
    return { report: found, problems: [] };
  } finally {
    cache.release();
  }
}
