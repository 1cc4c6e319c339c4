import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elaborate } from '../../../src/spec/elaborate/elaborate';
import { languageProblems } from '../../../src/spec/elaborate/problems';
import { syntaxProblems } from '../../../src/spec/syntax/problems';
import { brokenInvariants } from '../../support/architecture-invariants';
import { elaborateArch } from '../../support/elaborate-arch';
import { randomSpecification } from '../../support/random-specification';
import { randomTree } from '../../support/random-tree';

const overrides = fc.record(
  {
    parameters: fc.dictionary(fc.constantFrom('a', 'w', 'nonsense'), fc.double(), { maxKeys: 2 }),
    seed: fc.oneof(fc.nat(), fc.double()),
    samples: fc.oneof(fc.nat(), fc.double()),
  },
  { requiredKeys: [] },
);

describe('elaboration of any tree', () => {
  it('never throws, sorts its problems, and its graph is well formed even where it guessed', () => {
    fc.assert(
      fc.property(randomTree, overrides, (tree, overrides) => {
        const { value, problems } = elaborate(tree, overrides);
        expect(value === undefined).toBe(tree.model === undefined);
        if (value) expect(brokenInvariants(value)).toEqual([]);
        for (const { code } of problems) expect(code in languageProblems || code in syntaxProblems).toBe(true);
        expect(problems.filter(({ message }) => /undefined|\[object/.test(message))).toEqual([]);
        const starts = problems.map(({ range }) => range.start);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      }),
      { numRuns: 8000 },
    );
  });
});

describe('elaboration of valid specifications', () => {
  it('finds nothing and keeps its promises', () => {
    fc.assert(
      fc.property(randomSpecification(), (source) => {
        const { value, problems } = elaborateArch(source);
        expect(problems).toEqual([]);
        expect(brokenInvariants(value)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives linear graphs when asked for', () => {
    const linearKinds = ['input', 'dense', 'bias', 'scale', 'flatten', 'dropout', 'add', 'mean', 'concat'];
    fc.assert(
      fc.property(randomSpecification({ linear: true }), (source) => {
        for (const { kind } of elaborateArch(source).value.nodes) expect(linearKinds).toContain(kind);
      }),
      { numRuns: 200 },
    );
  });
});
