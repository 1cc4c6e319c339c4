import { formatNumber, formatShare } from '../../src/report/numbers';
import { h } from './h';

/** A number as every view writes it; the exact value stands in `data-value`, which is left out for null. */
export function figure(value: number | null, format: (value: number | null) => string = formatNumber): HTMLElement {
  return h('span', { class: 'figure', 'data-value': value }, format(value));
}

export function share(value: number | null): HTMLElement {
  return figure(value, formatShare);
}

/** The number that stood here before, where there is one: `was 805.051`. */
export function was(
  value: number | null | undefined,
  format: (value: number) => string = formatNumber,
): HTMLElement | null {
  return value === null || value === undefined
    ? null
    : h('span', { class: 'was', 'data-value': value }, `was ${format(value)}`);
}
