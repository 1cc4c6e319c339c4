/** What `from:to:step` takes of an axis, as in Python. */
export interface Slice {
  /** Index of the first entry taken. */
  readonly start: number;
  readonly count: number;
}

/** `step` is not 0. Negative `from` and `to` count from the end, what is left out reaches to the end that the step leads to. */
export function sliceOf(
  length: number,
  { from, to, step }: { readonly from?: number; readonly to?: number; readonly step: number },
): Slice {
  const [lowest, highest] = step > 0 ? [0, length] : [-1, length - 1];
  const clipped = (index: number) => Math.min(Math.max(index < 0 ? index + length : index, lowest), highest);
  const start = from === undefined ? (step > 0 ? lowest : highest) : clipped(from);
  const stop = to === undefined ? (step > 0 ? highest : lowest) : clipped(to);
  return { start, count: Math.max(0, Math.ceil((stop - start) / step)) };
}
