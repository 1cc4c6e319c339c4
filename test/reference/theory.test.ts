import { describe, expect, it } from 'vitest';
import type { TheoryCase } from './kinds/agreement';
import { checkers, gaussNewtonKinds } from './kinds/registry';
import { referenceFiles } from './stored-cases';

/** Truths: closed forms and independent computations with 10 to 25 digits (see each case's note). */
interface StoredCase {
  readonly id: string;
  readonly kind: string;
  readonly input?: unknown;
  readonly inputs?: unknown;
  readonly expected: unknown;
  readonly rtol?: number;
  readonly rel_tol?: number;
}

it('finds cases', () => expect(referenceFiles).not.toEqual([]));

describe.each(referenceFiles)('$name', (file) => {
  const cases = file.cases as readonly StoredCase[];
  const theory = cases.filter(({ kind }) => !gaussNewtonKinds.has(kind));

  it('has cases', () => expect(cases).not.toEqual([]));

  it.each(theory.map((stored) => [stored.id, stored] as const))('%s', async (_, stored) => {
    const check = checkers[stored.kind];
    expect(check, `a checker of kind ${stored.kind}`).toBeDefined();
    await check(theoryCase(stored) as TheoryCase<never, never>);
  });
});

/** The two files spell inputs and tolerances differently. */
function theoryCase({ id, kind, input, inputs, expected, rtol, rel_tol }: StoredCase): TheoryCase {
  return { id, kind, input: input ?? inputs, expected, tolerance: (rtol ?? rel_tol)! };
}
