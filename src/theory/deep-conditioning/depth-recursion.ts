import type { CorrelationMap } from '../dual-activations/normalised-dual';

/** Correlations after layers 1, ..., depth of two unit inputs of correlation r0: r_{l+1} = shat(r_l). Source: docs/theory/deep-conditioning.md 1. */
export function correlationsByDepth(map: CorrelationMap, r0: number, depth: number): readonly number[] {
  const correlations: number[] = [];
  for (let r = r0; correlations.length < depth;) {
    r = withinOne(map.value(r));
    correlations.push(r);
  }
  return correlations;
}

/** Entries of the conjugate kernel and of the tangent kernel at one depth. */
export interface KernelEntry {
  readonly kernel: number;
  readonly tangent: number;
}

/**
 * The entries at a depth, from r_0 = theta_0 = r0: r_{l+1} = shat(r_l), theta_{l+1} = r_{l+1} + theta_l shat'(r_l). Source:
 * docs/theory/deep-conditioning.md 2.
 */
export function kernelEntryAtDepth(map: CorrelationMap, r0: number, depth: number): KernelEntry {
  let kernel = r0;
  let tangent = r0;
  for (let layer = 0; layer < depth; layer++) {
    const next = withinOne(map.value(kernel));
    tangent = next + tangent * map.derivative(kernel);
    kernel = next;
  }
  return { kernel, tangent };
}

/** The first of them alone. */
export function correlationAtDepth(map: CorrelationMap, r0: number, depth: number): number {
  let r = r0;
  for (let layer = 0; layer < depth; layer++) r = withinOne(map.value(r));
  return r;
}

/** Correlations rounded beyond 1 would leave the domain of the duals. */
function withinOne(r: number): number {
  return Math.max(-1, Math.min(1, r));
}
