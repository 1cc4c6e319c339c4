import { analyse } from '../analysis/analyse';
import { readSpecification } from '../spec/specification';
import type { Progress } from '../analysis/stages';
import type { AnalysisJob, AnalysisResult } from './analysis-job';
import { nodeFiles } from './node-files';

/** Reads and analyses one specification; files it names come from the disk. */
export async function runJob(job: AnalysisJob, onProgress: (progress: Progress) => void): Promise<AnalysisResult> {
  const { text, path, folder, budgetSeconds, ...options } = job;
  const { architecture, problems } = readSpecification(text, options);
  if (architecture === undefined) return { problems };
  const { report, problems: met } = await analyse(architecture, {
    files: nodeFiles(folder),
    source: path,
    budgetSeconds,
    onProgress,
  });
  return { report, problems: [...problems, ...met] };
}
