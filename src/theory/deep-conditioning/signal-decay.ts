/** (1 - mu)^L, the share of the kernel that is linear in the inputs after L layers. Source: docs/theory/deep-conditioning.md 7. */
export function linearSignalShare(mu: number, depth: number): number {
  return (1 - mu) ** depth;
}

/** Depth from which the linear share is at most `share` < 1: ceil(ln(1/share) / -ln(1 - mu)), at least 1; infinite for linear activations. */
export function depthOfSignalLoss(mu: number, share: number): number {
  if (mu >= 1) return 1;
  return mu > 0 ? Math.max(1, Math.ceil(Math.log(share) / Math.log1p(-mu))) : Infinity;
}
