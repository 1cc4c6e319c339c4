import { float32Spectrum } from '../gauss-newton/float32';
import type { FactoredJacobian } from '../gauss-newton/factored-jacobian';
import { gramWork } from '../gauss-newton/gram-work';
import type { MeasuredKappa } from '../gauss-newton/measured-kappa';
import type { MeasuredSpectrum } from '../gauss-newton/spectrum';
import { countOf, formatRough } from '../report/numbers';
import type { Spectrum } from '../report/report';
import type { TopOfSpectrum } from './largest-eigenvalue';

/** Float32 reports a wrong kappa when it is off by more than this. */
const FLOAT32_TOLERANCE = 0.1;

/** The Report's spectrum of a measurement. */
export function spectrumSection(
  jacobian: FactoredJacobian,
  measured: MeasuredSpectrum,
  structuralRank: number | null,
): Spectrum {
  const { rank, kappa, values } = measured;
  return {
    eigenvalues: Array.from(values.slice(0, rank)),
    rank,
    dimension: jacobian.columns,
    lambdaMax: measured.lambdaMax,
    lambdaMin: measured.lambdaMin,
    kappa,
    kappaInterval: measured.interval,
    rankCertain: measured.rankCertain,
    relativeError: measured.relativeError,
    trace: measured.trace,
    density: null,
    method: describeMethod(jacobian, measured),
    cut: measured.cut,
    undecided: measured.undecided,
    structuralRank,
    rankGap: measured.gap,
    float32: float32Section(measured),
    skipped: null,
  };
}

/** The Report's spectrum where only its two ends are known; `skipped`: why it stays so, null while the rest is still to come. */
export function endsSection(
  dimension: number,
  measured: MeasuredKappa,
  { method, structuralRank, skipped }: Pick<Spectrum, 'method' | 'structuralRank' | 'skipped'>,
): Spectrum {
  return {
    ...pendingSpectrum(dimension),
    rank: measured.rank,
    lambdaMax: measured.lambdaMax,
    lambdaMin: measured.lambdaMin,
    kappa: measured.kappa,
    kappaInterval: measured.interval,
    rankCertain: true,
    relativeError: measured.relativeError,
    trace: measured.trace,
    method,
    structuralRank,
    skipped,
  };
}

/** The Report's spectrum while it is still to come. */
export function pendingSpectrum(dimension: number): Spectrum {
  return {
    eigenvalues: null,
    rank: null,
    dimension,
    lambdaMax: null,
    lambdaMin: null,
    kappa: null,
    kappaInterval: null,
    rankCertain: false,
    relativeError: null,
    trace: null,
    density: null,
    method: 'not computed',
    cut: null,
    undecided: [],
    structuralRank: null,
    rankGap: null,
    float32: null,
    skipped: null,
  };
}

/** The Report's spectrum where it was not computed. */
export function skippedSpectrum(dimension: number, reason: string, estimate: string): Spectrum {
  return { ...pendingSpectrum(dimension), skipped: { reason, estimate } };
}

/** The figures that products with J give where the spectrum was not computed. */
export function topSection({ value, residual, steps, trace, density, engine }: TopOfSpectrum) {
  const precision = formatRough(residual / value);
  return {
    lambdaMax: value,
    trace,
    density,
    method: `products with J and its transpose${engine === undefined ? '' : ` by ${engine}`} (${countOf(steps, 'Lanczos step')}, relative residual ${precision})`,
  };
}

function describeMethod(jacobian: FactoredJacobian, { source, side }: MeasuredSpectrum): string {
  const size = side === 'rows' ? jacobian.rows : jacobian.columns;
  return source === 'factor'
    ? `singular values of J (${size} x ${size} triangular factor)`
    : `eigenvalues of the ${describeGram(jacobian, side)}`;
}

export function describeEnds(jacobian: FactoredJacobian, { side, steps }: MeasuredKappa): string {
  const { top, bottom, refinement } = steps;
  const isSingle = refinement !== undefined;
  return [
    `Lanczos (${countOf(top, 'step')}) and,`,
    `by Cholesky${isSingle ? ' in float32' : ''}, inverse Lanczos (${countOf(bottom, 'step')})`,
    ...(isSingle ? [`refined in float64 (${countOf(refinement, 'step')})`] : []),
    `on the ${describeGram(jacobian, side)}`,
  ].join(' ');
}

/** The method of ends that the Kronecker sum of a linear network gave. */
export function describeKroneckerEnds({ rank, steps: { top, bottom } }: MeasuredKappa): string {
  return `products with the Kronecker sum of rank ${rank}: Lanczos (${countOf(top, 'step')}) and preconditioned LOBPCG (${countOf(bottom, 'step')})`;
}

function describeGram(jacobian: FactoredJacobian, side: MeasuredSpectrum['side']): string {
  const size = side === 'rows' ? jacobian.rows : jacobian.columns;
  return `${size} x ${size} Gram matrix ${side === 'rows' ? `J J^T, ${describeRoutes(jacobian)}` : 'J^T J'}`;
}

const routeNames = [
  ['pairs', ' over pairs of positions'],
  ['columns', ' in blocks of columns of J'],
] as const;

/** How the layers' shares of the Gram matrix were formed, where not all as products of features and derivatives. */
function describeRoutes({ rows, parts }: FactoredJacobian): string {
  const routes = new Set<string>(parts.map((part) => gramWork(rows, part).route));
  const names = routeNames.filter(([route]) => routes.has(route)).map(([, name]) => name);
  return `formed layer by layer${names.join(' and')}`;
}

function float32Section(measured: MeasuredSpectrum): Spectrum['float32'] {
  const single = float32Spectrum(measured);
  const misleads =
    single.rank !== measured.rank ||
    single.kappa === null ||
    Math.abs(single.kappa / measured.kappa - 1) > FLOAT32_TOLERANCE;
  return { ...single, misleads };
}
