/** The sentences about kappa and rank that every view shares. */
import { countOf, formatCount, formatInterval, formatNumber, formatRough } from './numbers';
import type { Report, Spectrum } from './report';

/**
 * Kappa alone: `680.658`, with its interval where that is wider than the digits; `cannot tell, …` while the rank is undecided; the
 * certified bracket where it was not measured.
 */
export function kappaPhrase({ spectrum, bracket }: Pick<Report, 'spectrum' | 'bracket'>): string {
  const { kappa, kappaInterval, rankCertain, rank } = spectrum;
  const interval = formatInterval(kappaInterval);
  if (kappa !== null && !rankCertain)
    return `cannot tell${interval === undefined ? '' : `, ${interval}`}; ${formatNumber(kappa)} if the rank is ${rank ?? 'right'}`;
  if (kappa !== null) return [formatNumber(kappa), interval].filter(Boolean).join(', ');
  const certified = bracketPhrase(bracket);
  return certified === undefined ? 'not measured, and no bound applies' : `not measured; certified ${certified}`;
}

/** `between 12.5 and 880`, `at most 880`, `at least 12.5`, `equal to 12.5`; undefined when neither end is bounded. */
export function bracketPhrase({ low, high }: Report['bracket']): string | undefined {
  if (low !== null && high !== null) return formatInterval([low, high]) ?? `equal to ${formatNumber(high)}`;
  if (high !== null) return `at most ${formatNumber(high)}`;
  return low === null ? undefined : `at least ${formatNumber(low)}`;
}

/** `rank 640 of 1,863,690 parameters` with how sure it is. */
export function rankSentence({ rank, dimension, rankCertain, structuralRank, undecided, rankGap }: Spectrum): string {
  const of = `of ${countOf(dimension, 'parameter')}`;
  if (rank === null && structuralRank !== null)
    return `rank ${formatCount(structuralRank)} ${of}, exact from the structure`;
  if (rank === null) return `rank not computed, ${countOf(dimension, 'parameter')}`;
  if (rankCertain) {
    const exact = structuralRank === rank ? ', exact from the structure' : ', certain';
    const gap =
      rankGap !== null && structuralRank !== rank ? ` (gap of ${formatRough(rankGap)} in singular value)` : '';
    return `rank ${formatCount(rank)} ${of}${exact}${gap}`;
  }
  const values = `${countOf(undecided.length, 'eigenvalue')} within rounding of zero`;
  return `rank cannot tell: ${formatCount(rank)} ${of} if the cut is right, ${values}`;
}
