import { formatInterval, formatNumber } from './numbers';
import type { Report } from './report';
import { kappaPhrase } from './summary';
import { verdictOn } from './verdict';

/** How good kappa is, for colours and signs; `unknown` where the verdict is open. */
export type Tone = 'well' | 'moderate' | 'ill' | 'severe' | 'unknown';

/** Kappa as large letters show it. */
export interface KappaHeadline {
  /** `124.682`, `cannot tell`, `≤ 26794.7`. */
  readonly figure: string;
  /** The measured kappa, whatever the rank decision is worth. */
  readonly value: number | null;
  /** How exact it is, or what is known instead. */
  readonly detail: string;
  readonly verdict: string;
  readonly tone: Tone;
}

const tones = {
  'well conditioned': 'well',
  'moderately conditioned': 'moderate',
  'ill-conditioned': 'ill',
  'severely ill-conditioned': 'severe',
} as const;

export function kappaHeadline(report: Report): KappaHeadline {
  const { kappa, kappaInterval, rankCertain } = report.spectrum;
  const verdict = verdictOn(report);
  const known = {
    value: kappa,
    verdict: verdict ?? 'cannot tell how well conditioned',
    tone: verdict === undefined ? 'unknown' : tones[verdict],
  } as const;
  if (kappa === null) return { ...known, ...bracketed(report) };
  if (!rankCertain)
    return { ...known, figure: 'cannot tell', detail: kappaPhrase(report).replace(/^cannot tell[,;] /, '') };
  const exact = kappaInterval === null ? 'precision not known' : 'every digit shown is certain';
  return { ...known, figure: formatNumber(kappa), detail: formatInterval(kappaInterval) ?? exact };
}

/** What the bounds say where kappa was not measured. */
function bracketed(report: Report): Pick<KappaHeadline, 'figure' | 'detail'> {
  const { low, high } = report.bracket;
  const figure = high !== null ? `≤ ${formatNumber(high)}` : low !== null ? `≥ ${formatNumber(low)}` : '-';
  return { figure, detail: kappaPhrase(report) };
}
