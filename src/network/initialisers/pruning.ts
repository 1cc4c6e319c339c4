import { randomStream } from '../../numerics/random';
import type { Pruning } from '../../spec/architecture';

/**
 * 1 where a weight survives. round(sparsity * count) weights go: the smallest in magnitude of this tensor, the earlier of equals first;
 * or a random choice, from a stream of its own named after the tensor.
 */
export function pruningMask(
  { sparsity, method }: Pruning,
  weights: Float64Array,
  seed: number,
  key: string,
): Uint8Array {
  const scores =
    method === 'magnitude' ? weights.map(Math.abs) : randomStream(seed, `${key} pruning`).uniforms(weights.length);
  const order = Uint32Array.from(weights.keys()).sort((a, b) => scores[a] - scores[b] || a - b);
  const mask = new Uint8Array(weights.length).fill(1);
  for (const index of order.subarray(0, Math.round(sparsity * weights.length))) mask[index] = 0;
  return mask;
}
