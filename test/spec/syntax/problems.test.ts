import { describe, expect, it } from 'vitest';
import { syntaxProblems, type SyntaxProblemCode } from '../../../src/spec/syntax/problems';
import { readArch } from '../../../src/spec/syntax/read-arch';
import { readJson } from '../../../src/spec/syntax/read-json';

/** The least text that has each problem. */
const triggers: Readonly<Record<SyntaxProblemCode, string>> = {
  K001: 'model A { ; }',
  K002: 'model A { dense(2w) }',
  K003: 'model A { dense("3\n) }',
  K004: 'model A { } /*',
  K005: `model A { ${'r {'.repeat(100)}`,
  K006: 'relu',
  K007: 'model A { = }',
  K008: 'model A {',
  K009: 'model A { dense(1 2) }',
  K010: 'model A { dense(a: 1, 2) }',
  K011: 'model A { loss: 3 }',
  K012: 'model A { } // kappa-ignore K1',
  K013: '{ "a',
  K014: '{ "a": 1 }',
  K015: '{ "loss": "mse", "loss": "mse" }',
  K016: '{ "layers": 1 }',
  K017: '{ "model": "a b" }',
  K018: 'model A { } model B { }',
  K019: '',
};

describe('every problem of the table', () => {
  it.each(Object.entries(triggers))('%s is reported for %j', (code, source) => {
    const { problems } = source.startsWith('{') ? readJson(source) : readArch(source);
    expect(problems.map((problem) => problem.code)).toContain(code);
  });

  it('has a code of its own and a title', () => {
    expect(Object.keys(syntaxProblems)).toEqual(Object.keys(triggers));
    for (const title of Object.values(syntaxProblems)) expect(title).toMatch(/^[A-Z][^.]*[^.]$/);
  });
});
