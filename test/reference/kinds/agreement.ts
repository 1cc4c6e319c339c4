import { expect } from 'vitest';

/** A reference case: inputs in full, expected values, and the relative tolerance that they bear. */
export interface TheoryCase<Input = unknown, Expected = unknown> {
  readonly id: string;
  readonly kind: string;
  readonly input: Input;
  readonly expected: Expected;
  readonly tolerance: number;
}

/** Checks one case through the functions that the product uses. */
export type Checker = (reference: TheoryCase<never, never>) => void | Promise<void>;

/** What is zero in exact arithmetic is compared on this scale. */
const ABSOLUTE = 1e-12;

/** Numbers, lists and records of them, entry by entry: |actual - expected| <= tolerance |expected| + absolute. */
export function expectAgreement(actual: unknown, expected: unknown, tolerance: number, absolute = ABSOLUTE): void {
  expect(disagreements(actual, expected, tolerance, absolute, '')).toEqual([]);
}

function disagreements(
  actual: unknown,
  expected: unknown,
  tolerance: number,
  absolute: number,
  path: string,
): readonly string[] {
  if (typeof expected === 'number') {
    const agrees = Math.abs((actual as number) - expected) <= tolerance * Math.abs(expected) + absolute;
    return agrees ? [] : [`${path}: ${String(actual)} instead of ${expected}`];
  }
  if (expected === null || typeof expected !== 'object')
    return actual === expected ? [] : [`${path}: ${String(actual)} instead of ${String(expected)}`];
  const given = (actual ?? {}) as Record<string, unknown>;
  return Object.entries(expected).flatMap(([key, value]) =>
    disagreements(given[key], value, tolerance, absolute, `${path}/${key}`),
  );
}
