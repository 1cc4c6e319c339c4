/** Sizes past which a model is a slip of the pen, refused before it costs memory. */

/** Features of one layer's output, all axes together. */
export const LARGEST_OUTPUT = 1e9;
/** Learnable numbers of the whole model. */
export const LARGEST_PARAMETER_COUNT = 1e10;
/** Graph nodes after repeats are expanded. */
export const LARGEST_NODE_COUNT = 20_000;

/** For messages: `100,001,500,000`, `1.0e+21`. */
export function formatCount(count: number): string {
  if (count < 1e15) return count.toLocaleString('en-US');
  return Number.isFinite(count) ? count.toExponential(1) : 'more than 1e308';
}
