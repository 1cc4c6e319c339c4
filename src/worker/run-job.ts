import { analyse, type AnalysisOptions } from '../analysis/analyse';
import { readSpecification } from '../spec/specification';
import type { AnalysisJob, AnalysisResult } from './messages';

/** Reads and analyses one specification; files it names come from `files`. Rejects only when the signal aborts, or with a defect of ours. */
export async function runJob(
  job: AnalysisJob,
  host: Pick<AnalysisOptions, 'files' | 'signal' | 'onProgress' | 'onReport'>,
): Promise<AnalysisResult> {
  const { text, path, budgetSeconds, thresholds, ...reading } = job;
  const { architecture, problems } = readSpecification(text, reading);
  if (architecture === undefined) return { problems };
  const { report, problems: met } = await analyse(architecture, { ...host, source: path, budgetSeconds, thresholds });
  return { ...(report && { report }), problems: [...problems, ...met] };
}
