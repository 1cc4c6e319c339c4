/** How figures are written for people. Every view uses these, so that the same figure reads the same everywhere. */
import type { Shape } from '../spec/architecture';

/** Six significant digits, without trailing zeros; powers of ten from 1e6 and below 1e-4. `-` for null, `∞` for infinity. */
export function formatNumber(value: number | null): string {
  if (value === null || Number.isNaN(value)) return '-';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  const rounded = Number(value.toPrecision(6));
  const magnitude = Math.abs(rounded);
  if (rounded !== 0 && (magnitude >= 1e6 || magnitude < 1e-4)) return rounded.toExponential().replace('e+', 'e');
  return String(rounded);
}

/** Two significant digits, for estimates and errors: `1.2e-9`. */
export function formatRough(value: number | null): string {
  return value !== null && Number.isFinite(value) ? formatNumber(Number(value.toPrecision(2))) : formatNumber(value);
}

/** A momentum below 1, with two significant digits of what it lacks to 1: `0.49`, `0.99994`. */
export function formatMomentum(value: number): string {
  const missing = 1 - value;
  return missing > 0 ? value.toFixed(Math.max(2, 1 - Math.floor(Math.log10(missing)))) : formatNumber(value);
}

/** Whole number with thousands separated: `1,863,690`. */
export function formatCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `1 layer`, `12 layers`. */
export function countOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A share in [0, 1] as `12.3 %`; anything visible but below 0.05 % as `<0.1 %`. */
export function formatShare(value: number | null): string {
  if (value === null || Number.isNaN(value)) return '-';
  if (value > 0 && value < 5e-4) return '<0.1 %';
  return `${(100 * value).toFixed(1)} %`;
}

/** `28x28x1`; `scalar` for a shape without axes. */
export function formatShape(shape: Shape): string {
  return shape.length > 0 ? shape.join('x') : 'scalar';
}

/** `3 ms`, `1.25 s`, `2 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1) return '<1 ms';
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${Number((milliseconds / 1000).toPrecision(3))} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * The interval in words when its ends differ in the six digits shown, else undefined: `between 1.2e4 and 1.3e4`; without an upper end
 * `at least 1.2e4`.
 */
export function formatInterval(interval: readonly [number, number | null] | null): string | undefined {
  if (interval === null) return undefined;
  const [low, high] = interval.map(formatNumber);
  if (interval[1] === null) return `at least ${low}`;
  return low === high ? undefined : `between ${low} and ${high}`;
}
