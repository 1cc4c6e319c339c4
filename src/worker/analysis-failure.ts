/**
 * Why a job has no result. `defect`: a mistake of ours, the worker lives. `crash`: the worker died of something unknown. `memory`: it ran out
 * of memory, dead or not.
 */
export type FailureCause = 'defect' | 'crash' | 'memory';

export class AnalysisFailure extends Error {
  override readonly name = 'AnalysisFailure';

  constructor(
    override readonly cause: FailureCause,
    message: string,
  ) {
    super(message);
  }
}

/** Whether an error of a JavaScript engine says that memory ran out: the thread's own limit, an array or a WebAssembly memory too large. */
export function isOutOfMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return true;
  if (error instanceof RangeError && /memory|allocation|array length|32-bit/i.test(error.message)) return true;
  return isOutOfMemory(error.cause);
}
