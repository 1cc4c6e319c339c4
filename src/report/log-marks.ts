/** Round numbers along a logarithmic axis. */

/** mantissa * 10^power. */
export interface Mark {
  readonly mantissa: number;
  readonly power: number;
}

/** log10 of a mark. */
export function logOf({ mantissa, power }: Mark): number {
  return Math.log10(mantissa) + power;
}

/**
 * At most about `limit` marks from the one at or below `low` to the one at or above `high`, both positive and finite: 1-2-5 steps if they
 * fit, else powers of ten, else every few.
 */
export function marksAround(low: number, high: number, limit: number): readonly Mark[] {
  const slack = 1e-9;
  const first = Math.floor(Math.log10(low) + slack);
  const last = Math.max(Math.ceil(Math.log10(high) - slack), first + 1);
  const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const fine = powers.flatMap((power) => [1, 2, 5].map((mantissa) => ({ mantissa, power })));
  const from = fine.findLastIndex((mark) => logOf(mark) <= Math.log10(low) + slack);
  const to = fine.findIndex((mark, index) => index > from && logOf(mark) >= Math.log10(high) - slack);
  if (to - from < limit) return fine.slice(from, to + 1);
  const step = Math.ceil(powers.length / limit);
  const coarse = powers.filter((_, index) => index % step === 0);
  if (coarse[coarse.length - 1] < last) coarse.push(coarse[coarse.length - 1] + step);
  return coarse.map((power) => ({ mantissa: 1, power }));
}

/** `500`, `0.02`, `2e7`. */
export function labelOf({ mantissa, power }: Mark): string {
  return power >= -2 && power <= 3 ? String(Number(`${mantissa}e${power}`)) : `${mantissa}e${power}`;
}
