import { listed, nearest } from '../spec/elaborate/nearest';
import { UsageError } from './usage-error';

export function oneOf<Value extends string>(text: string, allowed: readonly Value[], name: string): Value {
  const found = allowed.find((each) => each === text.toLowerCase());
  if (found !== undefined) return found;
  const close = nearest(text, allowed);
  throw new UsageError(
    `${name} takes ${listed(allowed)}, not "${text}".`,
    close === undefined ? undefined : `Did you mean ${name} ${close}?`,
  );
}

export function wholeNumber(text: string, name: string, smallest: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(value) && value >= smallest) return value;
  throw new UsageError(`${name} takes a whole number from ${smallest} on, not "${text}".`);
}

/** `depth=12` as a parameter and its value. */
export function setting(text: string): { readonly name: string; readonly value: number } {
  const separator = text.indexOf('=');
  const name = text.slice(0, Math.max(0, separator)).trim();
  const written = text.slice(separator + 1).trim();
  if (separator < 1 || name === '')
    throw new UsageError(`--set takes name=value, not "${text}".`, 'For example --set depth=12.');
  const value = Number(written);
  if (written !== '' && Number.isFinite(value)) return { name, value };
  throw new UsageError(`--set ${name} takes a number, not "${written}".`, `For example --set ${name}=12.`);
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 };

/** `500ms`, `10s`, `2m`; a bare number is in seconds. */
export function milliseconds(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const scale = units[unit === '' ? 's' : (unit?.toLowerCase() ?? '')];
  const value = Number(amount) * scale;
  if (amount !== undefined && scale !== undefined && value > 0) return value;
  throw new UsageError(`--budget takes a time above zero such as 500ms, 10s or 2m, not "${text}".`);
}
