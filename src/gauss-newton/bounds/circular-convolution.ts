import { type ComplexMatrix, complexMatrix, realForm } from '../../numerics/complex';
import type { Network } from '../../network/network';
import { certifiedSingularValues } from '../certified-singular-values';
import { type FrequencyFactors, frequencyFactors } from '../circular-convolutions';
import { decideRank } from '../rank-decision';
import type { SecondMomentFactor } from '../second-moment-factor';
import type { BoundValue, Theorem } from './bound-value';
import type { LinearBounds } from './linear-bounds';
import { given, missing, noParameters, notFull } from './bound-value';

const reference = 'docs/theory/gauss-newton.md 6';
const exact: Theorem = {
  id: 'frequencies_exact',
  title: 'Exact value, frequency by frequency',
  direction: 'upper',
  certainty: 'exact',
  reference,
};
const product: Theorem = {
  id: 'frequencies_U1',
  title: 'Product extremes, frequency by frequency (U1)',
  direction: 'upper',
  certainty: 'bound',
  reference,
};

/** What the frequencies of a circular network tell. */
export interface CircularBounds {
  /** Empty where no layer is circular. */
  readonly bounds: readonly BoundValue[];
  /** Where the extreme eigenvalues are known exactly. */
  readonly limits?: Pick<LinearBounds, 'lambdaMax' | 'lambdaMin'>;
}

/**
 * kappa(G) itself of circular convolutions of stride 1 end to end with kernels as large as the image, on any data, and its bound U1: Ghat
 * is block diagonal in frequency. Source: docs/theory/gauss-newton.md 6.
 */
export function circularBounds(network: Network, moment: SecondMomentFactor): CircularBounds {
  if (!network.architecture.nodes.some(({ settings }) => settings.padding === 'circular')) return { bounds: [] };
  const factors = frequencyFactors(network, moment);
  if ('reason' in factors) return { bounds: [missing(exact, factors.reason)] };
  const values = Float64Array.from(factors.flatMap((at) => Array.from(spectrumAt(at)))).sort((a, b) => b - a);
  const { rank, certain } = decideRank(values, values.length, values.length);
  const [largest, smallest] = [square(values[0]), square(values[rank - 1])];
  if (largest === 0) return { bounds: [missing(exact, noParameters)] };
  if (!certain) return { bounds: [missing(exact, 'Rounding leaves the rank at some frequency open.')] };
  return {
    bounds: [given(exact, largest / smallest), productBound(factors)],
    limits: { lambdaMax: [largest, largest], lambdaMin: [smallest, smallest] },
  };
}

/** max_f sum_l a_max b_max / min_f sum_l a_min b_min, where every frequency has full rank. */
function productBound(factors: readonly FrequencyFactors[]): BoundValue {
  const limits = factors.map(({ terms }) => terms.map(({ left, data }) => [extremesOf(left), extremesOf(data)]));
  const sums = (end: 'largest' | 'smallest') =>
    limits.map((terms) => terms.reduce((sum, [a, b]) => sum + a[end] * b[end], 0));
  const bottom = Math.min(...sums('smallest'));
  return bottom > 0 ? given(product, Math.max(...sums('largest')) / bottom) : missing(product, notFull);
}

/** Singular values of Z_f, with those of Z_-f where it is another frequency. */
function spectrumAt({ real, terms }: FrequencyFactors): Float64Array {
  const [rows, cols] = [
    terms[0].left.real.rows * terms[0].data.real.rows,
    terms.reduce((sum, { left, data }) => sum + left.real.cols * data.real.cols, 0),
  ];
  const columns = terms.flatMap(({ left, data }) =>
    Array.from({ length: left.real.cols * data.real.cols }, (_, at) => ({
      left,
      data,
      unit: Math.floor(at / data.real.cols),
      feature: at % data.real.cols,
    })),
  );
  const z = complexMatrix(rows, cols, (row, column) => {
    const { left, data, unit, feature } = columns[column];
    const [output, direction] = [Math.floor(row / data.real.rows), row % data.real.rows];
    const [a, b] = [left.real.get(output, unit), left.imaginary.get(output, unit)];
    const [x, y] = [data.real.get(direction, feature), data.imaginary.get(direction, feature)];
    return [a * x - b * y, a * y + b * x];
  });
  return certifiedSingularValues(real ? z.real : realForm(z));
}

/** Squared: the largest, and the rows-th, 0 where the rank is lower. */
function extremesOf(factor: ComplexMatrix): { readonly largest: number; readonly smallest: number } {
  const form = realForm(factor);
  const values = certifiedSingularValues(form);
  const full = decideRank(values, form.rows, form.cols).rank === form.rows;
  return { largest: square(values[0]), smallest: full ? square(values[form.rows - 1]) : 0 };
}

function square(value: number | undefined): number {
  return (value ?? 0) ** 2;
}
