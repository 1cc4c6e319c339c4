import type { Matrix } from '../../numerics/matrix';

/**
 * Entropy of a unit's outputs over a batch, averaged over units: 0.5 ln(pi e s^2 + 1) nats (pi e, not 2 pi e, as in the authors' code: Peer et
 * al., arXiv 2208.01134), at the unit's expected unbiased variance s^2 = (n / (n - 1)) (tr K / n - mean K), K the pre-activation kernel on
 * the batch. An upper estimate by Jensen's inequality; 0 for fewer than two samples. Source: docs/theory/mean-field.md 5.
 */
export function predictedBatchEntropy(kernel: Matrix): number {
  const n = kernel.rows;
  if (n < 2) return 0;
  let trace = 0;
  for (let i = 0; i < n; i++) trace += kernel.get(i, i);
  const mean = kernel.data.reduce((sum, value) => sum + value, 0) / n ** 2;
  const variance = Math.max(0, (n / (n - 1)) * (trace / n - mean));
  return 0.5 * Math.log1p(Math.PI * Math.E * variance);
}
