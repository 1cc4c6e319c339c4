import type { Report, Spectrum } from '../report/report';

/** Relative error of a measurement from which bounds may know more digits. */
const COARSE = 1e-6;
/** What rounding may do to a bound. */
const ROUNDING = 1e-9;

/**
 * Kappa and its interval narrowed to what certified bounds leave of them, where rounding makes the measurement coarse. Where they leave
 * nothing, one of the two is wrong and both stay to be seen.
 */
export function withinBracket(spectrum: Spectrum, { low, high }: Report['bracket']): Spectrum {
  const { kappa, kappaInterval, relativeError, rankCertain, lambdaMax } = spectrum;
  if (kappa === null || !kappaInterval || lambdaMax === null || !rankCertain || !((relativeError ?? 0) > COARSE))
    return spectrum;
  const [from, to] = [kappaInterval[0], kappaInterval[1] ?? Infinity];
  const least = Math.max(from, (low ?? 0) * (1 - ROUNDING));
  const most = Math.min(to, (high ?? Infinity) * (1 + ROUNDING));
  if (least > most || (least === from && most === to)) return spectrum;
  const within = Math.min(Math.max(kappa, least), most);
  return {
    ...spectrum,
    kappa: within,
    lambdaMin: lambdaMax / within,
    kappaInterval: [least, Number.isFinite(most) ? most : null],
    relativeError: Number.isFinite(most) ? Math.max(within / least, most / within) - 1 : relativeError,
    method: `${spectrum.method}, narrowed by the bounds`,
  };
}
