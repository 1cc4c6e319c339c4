import type { ActivationFunction } from '../../network/activations/activation-function';
import { chebyshevInterpolant } from '../../numerics/chebyshev';
import { correlation, dualActivation, hasClosedForm } from './dual-activation';
import { type HermiteSeries, hermiteSeriesOf, LONG_SERIES, SHORT_SERIES, termsThatMatter } from './hermite';

/** The dual at variances known beforehand, for all pairs of a kernel matrix; i and j index the variances. */
export interface PreparedDual {
  value(i: number, j: number, covariance: number): number;
  derivative(i: number, j: number, covariance: number): number;
}

/**
 * As `dualActivation`, but fast for many pairs: analytic activations by Hermite series of every variance, equal variances by a table in the
 * angle; single quadratures only where a series is too short for the correlation. Source: docs/theory/dual-activations.md 5.
 */
export function preparedDual(phi: ActivationFunction, variances: ArrayLike<number>): PreparedDual {
  const { value, derivative } = dualActivation(phi);
  const direct = {
    value: (i: number, j: number, c: number) => value(variances[i], variances[j], c),
    derivative: (i: number, j: number, c: number) => derivative(variances[i], variances[j], c),
  };
  if (hasClosedForm(phi)) return direct;
  if (phi.breaks.length === 0)
    return {
      value: bySeries(phi.value, variances, direct.value),
      derivative: bySeries(phi.derivative, variances, direct.derivative),
    };
  if (variances.length < WORTH_A_TABLE || !isConstant(variances)) return direct;
  return {
    value: byAngle(variances[0], (i, j, c) => direct.value(i, j, c)),
    derivative: byAngle(variances[0], (i, j, c) => direct.derivative(i, j, c)),
  };
}

/** Evaluations of the activation, or as much work, that a pair may cost in the worst case. */
export function pairCost(phi: ActivationFunction, variances: ArrayLike<number>): number {
  if (hasClosedForm(phi)) return 10;
  if (phi.breaks.length > 0) return variances.length >= WORTH_A_TABLE && isConstant(variances) ? 300 : 8000;
  const largest = Array.from(variances).reduce((most, variance) => Math.max(most, variance), 0);
  return largest <= LONGEST_SERIES ? 200 : Math.min(8000 * largest, ADAPTIVE);
}

/** Up to this variance the series of tanh, the slowest of the language's, is complete or nearly so. */
const LONGEST_SERIES = 2;
/** Of nested adaptive quadrature. */
const ADAPTIVE = 1.5e6;

/** So many inputs have more pairs than a table in the angle has nodes. */
const WORTH_A_TABLE = 16;

type PairFunction = (i: number, j: number, covariance: number) => number;

/** Relative difference of variances that counts as none. */
const EQUAL = 1e-14;
/** Share of the second moments that a truncated series may miss. */
const COMPLETE = 1e-15;

function isConstant(variances: ArrayLike<number>): boolean {
  return Array.from(variances).every((variance) => variance > 0 && Math.abs(variance / variances[0] - 1) < EQUAL);
}

function bySeries(f: (x: number) => number, variances: ArrayLike<number>, direct: PairFunction): PairFunction {
  const lengths = [SHORT_SERIES, LONG_SERIES].map((count) => seriesOf(f, variances, count));
  return (i, j, covariance) => {
    if (!(variances[i] > 0 && variances[j] > 0)) return direct(i, j, covariance);
    const r = correlation(variances[i], variances[j], covariance);
    for (const seriesAt of lengths) {
      const [one, other] = [seriesAt(i), seriesAt(j)];
      const terms = Math.min(one.coefficients.length, other.coefficients.length);
      const missed = Math.sqrt(one.tail * other.tail) * Math.abs(r) ** terms;
      if (missed <= COMPLETE * Math.sqrt(one.secondMoment * other.secondMoment)) return seriesProduct(one, other, r);
    }
    return direct(i, j, covariance);
  };
}

/** By index; made for all variances when the first is asked for, once for each. Variances of 0 have none. */
function seriesOf(
  f: (x: number) => number,
  variances: ArrayLike<number>,
  count: number,
): (index: number) => HermiteSeries {
  let byIndex: readonly (HermiteSeries | undefined)[] | undefined;
  return (index) => (byIndex ??= allSeries(f, Array.from(variances), count))[index]!;
}

function allSeries(f: (x: number) => number, variances: readonly number[], count: number) {
  const distinct = [...new Set(variances)].filter((variance) => variance > 0);
  const byVariance = new Map(hermiteSeriesOf(f, distinct, count).map((series, at) => [distinct[at], series]));
  return variances.map((variance) => byVariance.get(variance));
}

/** sum_k a_k b_k r^k. */
function seriesProduct({ coefficients: a }: HermiteSeries, { coefficients: b }: HermiteSeries, r: number): number {
  let sum = 0;
  for (let k = termsThatMatter(r, Math.min(a.length, b.length)) - 1; k >= 0; k--) sum = sum * r + a[k] * b[k];
  return sum;
}

function byAngle(variance: number, direct: PairFunction): PairFunction {
  let table: ((x: number) => number) | undefined;
  return (_i, _j, covariance) => {
    table ??= chebyshevInterpolant((x) => direct(0, 0, variance * Math.cos((Math.PI * (1 - x)) / 2)));
    return table(1 - (2 * Math.acos(correlation(variance, variance, covariance))) / Math.PI);
  };
}
