/** Three significant digits, with an exponent where plain digits would be long: `784`, `3.42`, `1.2e+7`. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'infinity' : String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e5) return String(value);
  const size = Math.abs(value);
  if (size >= 1e5 || (size > 0 && size < 1e-3))
    return value
      .toExponential(2)
      .replace(/\.?0+e/, 'e')
      .replace('e+', 'e');
  return String(Number(value.toPrecision(3)));
}

/** A share as a percentage: `0.42` is `42%`. */
export function percentage(share: number): string {
  return `${Number((100 * share).toPrecision(share < 0.995 ? 2 : 3))}%`;
}

/** `1 sample`, `3 samples`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
