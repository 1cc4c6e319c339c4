import { chebyshevSums, settledCoefficients } from '../../numerics/chebyshev';
import type { CorrelationMap } from '../dual-activations/normalised-dual';
import { type KernelEntry, kernelEntryAtDepth } from './depth-recursion';

/** A table of more points is given up. */
const MOST_POINTS = 128;

/** Entries of the conjugate and of the tangent kernel, one for each correlation asked for. */
export interface KernelEntries {
  readonly kernel: Float64Array;
  readonly tangent: Float64Array;
}

/**
 * The kernels' entries at a depth for these correlations of two inputs: where there are many, from tables in the angle, in which the maps of
 * kinked activations are analytic too, over the angles that occur. Absolute error about 1e-14 of the kernels' diagonals. Source:
 * docs/theory/deep-conditioning.md 2.
 */
export function entriesAtDepth(map: CorrelationMap, correlations: Float64Array, depth: number): KernelEntries {
  const direct = (r: number) => kernelEntryAtDepth(map, r, depth);
  const entries = correlations.length > MOST_POINTS ? fromTables(direct, correlations) : undefined;
  const { kernel, tangent } = entries ?? {
    kernel: new Float64Array(correlations.length),
    tangent: new Float64Array(correlations.length),
  };
  for (let i = 0; i < correlations.length; i++) {
    // Parallel inputs have entries of their own: their slopes are exact.
    if (entries && Math.abs(correlations[i]) < 1) continue;
    const entry = direct(correlations[i]);
    kernel[i] = entry.kernel;
    tangent[i] = entry.tangent;
  }
  return { kernel, tangent };
}

/** Undefined where the tables would need too many points; meaningless at +-1. */
function fromTables(direct: (r: number) => KernelEntry, correlations: Float64Array): KernelEntries | undefined {
  const angles = correlations.map(Math.acos);
  const [least, most] = rangeOf(angles);
  const [middle, half] = [(least + most) / 2, (most - least) / 2];
  const known = new Map<number, KernelEntry>();
  const entryAt = (x: number) => {
    const entry = known.get(x) ?? direct(Math.cos(middle + half * x));
    known.set(x, entry);
    return entry;
  };
  const kernel = settledCoefficients((x) => entryAt(x).kernel, 1, MOST_POINTS);
  const tangent = kernel && settledCoefficients((x) => entryAt(x).tangent, 1, MOST_POINTS);
  if (!kernel || !tangent) return undefined;
  for (let i = 0; i < angles.length; i++) angles[i] = half > 0 ? (angles[i] - middle) / half : 0;
  const entries = { kernel: chebyshevSums(kernel, angles), tangent: chebyshevSums(tangent, angles) };
  for (let i = 0; i < angles.length; i++) entries.kernel[i] = Math.max(-1, Math.min(1, entries.kernel[i]));
  return entries;
}

/** The least and the largest angle between inputs that are not parallel. */
function rangeOf(angles: Float64Array): readonly [least: number, most: number] {
  let [least, most] = [Math.PI, 0];
  for (let i = 0; i < angles.length; i++) {
    const angle = angles[i];
    if (!(angle > 0 && angle < Math.PI)) continue;
    if (angle < least) least = angle;
    if (angle > most) most = angle;
  }
  return least <= most ? [least, most] : [0, Math.PI];
}
