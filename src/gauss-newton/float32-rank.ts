export const EPSILON_32 = 2 ** -23;

/** Below it the usual float32 recipe counts an eigenvalue, given descending, as zero. */
export function float32Cut(values: Float64Array): number {
  return values.length * EPSILON_32 * values[0];
}

/** Eigenvalues above that cut. */
export function float32Rank(values: Float64Array): number {
  const cut = float32Cut(values);
  return values.findLastIndex((value) => value > cut) + 1;
}
