import { counted, figure } from '../figures';
import { rule, type Measurements } from '../rule';

export const rankUndecidable = rule('K120', {
  title: 'The rank cannot be decided',
  severity: 'warning',
  summary:
    'Some singular values lie so near the rounding limit that they may be zero or not, and kappa is the ratio to the smallest nonzero ' +
    'one: it is known as an interval only.',
  check({ report: { spectrum } }) {
    if (spectrum.rank === null) return null;
    if (spectrum.rankCertain) return [];
    return [
      {
        message: `The rank of G cannot be decided: ${reason(spectrum)}. ${interval(spectrum)}`,
        value: spectrum.undecided.length,
        hint: 'Read kappa as an interval; removing exact symmetries, repeated samples or dead units makes the rank clear.',
      },
    ];
  },
});

type Spectrum = Measurements['spectrum'];

function reason({ undecided, rank, structuralRank }: Spectrum): string {
  if (structuralRank !== null && undecided.length === 0)
    return `its structure says ${structuralRank}, its singular values another number`;
  const places = `${counted(undecided.length, 'eigenvalue')} ${undecided.length === 1 ? 'lies' : 'lie'} within rounding of zero`;
  return `${places}, ${rank} counted as nonzero`;
}

function interval({ kappaInterval }: Spectrum): string {
  if (!kappaInterval) return 'kappa is not known.';
  const [low, high] = kappaInterval;
  return high === null ? `kappa is at least ${figure(low)}.` : `kappa lies between ${figure(low)} and ${figure(high)}.`;
}
