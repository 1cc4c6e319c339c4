/** Small checks of plain data that came from elsewhere. A check holds or not; it never throws and never changes the value. */
export type Check<T> = (value: unknown) => value is T;

export const text: Check<string> = (value): value is string => typeof value === 'string';
export const truth: Check<boolean> = (value): value is boolean => typeof value === 'boolean';
export const number: Check<number> = (value): value is number => typeof value === 'number';

/** A whole number from 0 on: an offset, a position in a list, a version. */
export const index: Check<number> = (value): value is number => Number.isInteger(value) && (value as number) >= 0;

export function nullable<T>(check: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || check(value);
}

export function either<A, B>(one: Check<A>, other: Check<B>): Check<A | B> {
  return (value): value is A | B => one(value) || other(value);
}

export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value): value is T | undefined => value === undefined || check(value);
}

export function oneOf<const T extends string | number>(...allowed: readonly T[]): Check<T> {
  return (value): value is T => allowed.some((each) => each === value);
}

export function listOf<T>(check: Check<T>): Check<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every((each) => check(each));
}

/** A list of fixed length, one check an element. */
export function tuple<T extends readonly unknown[]>(...checks: { [Index in keyof T]: Check<T[Index]> }): Check<T> {
  return (value): value is T =>
    Array.isArray(value) && value.length === checks.length && checks.every((check, at) => check(value[at]));
}

type Fields<T> = { readonly [Key in keyof T]-?: Check<T[Key]> };

/** An object whose own fields pass; fields that are not named are let through. */
export function record<T extends object>(fields: Fields<T>): Check<T> {
  const checks = Object.entries(fields) as [string, Check<unknown>][];
  return (value): value is T =>
    isObject(value) && checks.every(([key, check]) => check(Object.hasOwn(value, key) ? value[key] : undefined));
}

/** One of several objects, told apart by the text in the field `tag`. */
export function tagged<Tag extends string, T extends { readonly [Key in Tag]: string }>(
  tag: Tag,
  variants: { readonly [Name in T[Tag]]: Fields<Omit<Extract<T, { readonly [Key in Tag]: Name }>, Tag>> },
): Check<T> {
  const checks = new Map<unknown, Check<object>>(
    Object.entries(variants).map(([name, fields]) => [name, record(fields as Fields<object>)]),
  );
  return (value): value is T =>
    isObject(value) && Object.hasOwn(value, tag) && (checks.get(value[tag])?.(value) ?? false);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
