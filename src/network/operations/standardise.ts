/** Numbers brought to zero mean and unit variance (or unit second moment) within groups: docs/theory/gauss-newton.md 7. */

export interface Standardisation {
  /** The group of each entry, repeated as often as the values are longer. All groups are of one size. */
  readonly groupOf: Int32Array;
  readonly groups: number;
  /** Whether the mean is taken away first. */
  readonly centred: boolean;
  /** Added to the variance. */
  readonly eps: number;
}

export interface Standardised {
  readonly values: Float64Array;
  /** s = sqrt(variance + eps) of each group; the variance is the population's. */
  readonly deviations: Float64Array;
}

/** (x - mean) / s in each group. Without centring x / sqrt(mean x^2 + eps). A group without variance and eps 0 gives what is not a number. */
export function standardise(input: Float64Array, how: Standardisation): Standardised {
  const values = input.slice();
  if (how.centred) {
    subtractMeans(values, how);
    // The first mean is rounded; what it leaves behind is small and exact.
    subtractMeans(values, how);
  }
  const deviations = means(how, values.length, (at) => values[at] ** 2).map((variance) =>
    Math.sqrt(variance + how.eps),
  );
  const { groupOf } = how;
  for (let at = 0; at < values.length; at++) values[at] /= deviations[groupOf[at % groupOf.length]];
  return { values, deviations };
}

/**
 * The derivative D = (I - 11^T/m - z z^T/m) / s of every group of m applied to a direction, or, as D is symmetric, to a cotangent; without
 * centring there is no 11^T/m.
 */
export function standardisedDirection(
  { values, deviations }: Standardised,
  direction: Float64Array,
  how: Standardisation,
): Float64Array {
  const { groupOf } = how;
  const result = direction.slice();
  if (how.centred) subtractMeans(result, how);
  const along = means(how, values.length, (at) => values[at] * direction[at]);
  for (let at = 0; at < result.length; at++) {
    const group = groupOf[at % groupOf.length];
    result[at] = (result[at] - values[at] * along[group]) / deviations[group];
  }
  return result;
}

function subtractMeans(values: Float64Array, how: Standardisation): void {
  const { groupOf } = how;
  const centre = means(how, values.length, (at) => values[at]);
  for (let at = 0; at < values.length; at++) values[at] -= centre[groupOf[at % groupOf.length]];
}

/** Mean of `value` over the entries of each group. */
function means({ groupOf, groups }: Standardisation, length: number, value: (at: number) => number): Float64Array {
  const sums = new Float64Array(groups);
  for (let at = 0; at < length; at++) sums[groupOf[at % groupOf.length]] += value(at);
  return sums.map((sum) => (sum * groups) / length);
}
