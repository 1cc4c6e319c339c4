import { settledInterpolant } from '../../numerics/chebyshev';
import type { Matrix } from '../../numerics/matrix';
import type { CorrelationMap } from '../dual-activations/normalised-dual';
import { type KernelEntry, kernelEntryAtDepth } from './depth-recursion';

/** A table of more points is given up. */
const MOST_POINTS = 128;

/**
 * The kernels' entries at a depth as a function of the correlation of two inputs, for those of a correlation matrix: where it has many, tables
 * in the angle, in which the maps of kinked activations are analytic too, over the angles that occur. Absolute error about 1e-14 of the kernels'
 * diagonals. Source: docs/theory/deep-conditioning.md 2.
 */
export function entriesAtDepth(map: CorrelationMap, correlations: Matrix, depth: number): (r: number) => KernelEntry {
  const direct = (r: number) => kernelEntryAtDepth(map, r, depth);
  const { rows } = correlations;
  const table = (rows * (rows - 1)) / 2 > MOST_POINTS ? entryTable(direct, anglesOf(correlations)) : undefined;
  // Parallel inputs have entries of their own: their slopes are exact.
  return (r) => (table && Math.abs(r) < 1 ? table(r) : direct(r));
}

function entryTable(
  direct: (r: number) => KernelEntry,
  [least, most]: readonly [least: number, most: number],
): ((r: number) => KernelEntry) | undefined {
  const [middle, half] = [(least + most) / 2, (most - least) / 2];
  const known = new Map<number, KernelEntry>();
  const entryAt = (x: number) => {
    const entry = known.get(x) ?? direct(Math.cos(middle + half * x));
    known.set(x, entry);
    return entry;
  };
  const kernel = settledInterpolant((x) => entryAt(x).kernel, 1, MOST_POINTS);
  const tangent = kernel && settledInterpolant((x) => entryAt(x).tangent, 1, MOST_POINTS);
  if (!kernel || !tangent) return undefined;
  return (r) => {
    const x = half > 0 ? (Math.acos(r) - middle) / half : 0;
    return { kernel: Math.max(-1, Math.min(1, kernel(x))), tangent: tangent(x) };
  };
}

/** The least and the largest angle between inputs that are not parallel. */
function anglesOf({ rows, data }: Matrix): readonly [least: number, most: number] {
  let [least, most] = [Math.PI, 0];
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < i; j++) {
      const r = data[i * rows + j];
      if (!(Math.abs(r) < 1)) continue;
      const angle = Math.acos(r);
      least = Math.min(least, angle);
      most = Math.max(most, angle);
    }
  return least <= most ? [least, most] : [0, Math.PI];
}
