import type { SphereSpectrum } from './sphere-spectrum';

/** What the spectrum of a kernel says of interpolating noise with n samples; both small: benign. */
export interface BenignOverfitting {
  /** k* / n, k* the first k with r_k >= n. */
  readonly headOverSamples: number;
  /** n / R_{k*}; null where the head is all of the kernel but for rounding. */
  readonly samplesOverTailRank: number | null;
  readonly certainty: 'heuristic';
}

/** Share of the trace that is no more than rounding of the eigenvalues. */
const NOTHING = 1e-10;

/**
 * Effective ranks r_k = sum_{i>k} lambda_i / lambda_{k+1}, R_k = (sum_{i>k} lambda_i)^2 / sum_{i>k} lambda_i^2 (Bartlett, Long, Lugosi and
 * Tsigler 2020), constants left out, for a kernel of unit diagonal on the sphere. What the degrees of the spectrum miss of the trace counts as
 * spread infinitely thin, which makes R optimistic. Source: docs/theory/deep-conditioning.md 11.
 */
export function benignOverfitting({ eigenvalues, multiplicities }: SphereSpectrum, samples: number): BenignOverfitting {
  const blocks = eigenvalues
    .map((value, k) => ({ value: Math.max(0, value), count: multiplicities[k] }))
    .sort((one, other) => other.value - one.value);
  let before = 0;
  let tail = 1;
  let squares = blocks.reduce((sum, { value, count }) => sum + count * value * value, 0);
  // Within a block r_k falls, so the first k that suffices opens one.
  for (const { value, count } of blocks) {
    if (tail <= NOTHING || tail >= samples * value) break;
    before += count;
    tail -= count * value;
    squares -= count * value * value;
  }
  const tailRank = squares > 0 ? tail ** 2 / squares : Infinity;
  const samplesOverTailRank = tail > NOTHING ? samples / tailRank : null;
  return { headOverSamples: before / samples, samplesOverTailRank, certainty: 'heuristic' };
}
