import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import type { AnalysisState } from '../../src/report/analysis-state';
import { diagnose } from '../../src/diagnosis/diagnose';
import type { Finding, Fix, Report } from '../../src/report/report';
import { doCodeActions } from '../../src/service/code-actions';
import type { SpecificationDocument } from '../../src/service/document';
import { printJson } from '../../src/spec/syntax/print-json';
import { readSpecification } from '../../src/spec/specification';
import type { Syntax } from '../../src/spec/syntax/tree';
import { applyEdits } from '../../src/spec/apply-edits';
import { readPages, type Page } from '../diagnosis/pages';
import { linearReport } from '../support/sample-reports/linear';
import { open } from './documents';
import { actionsFor, arch, finding, json, whole } from './finding-actions';

/** Titles of the actions on a text without an analysis, each with the text that it makes. */
function offered(text: string, syntax: Syntax = 'arch'): Record<string, string> {
  const document = open(text, syntax);
  const actions = doCodeActions(document, whole(document));
  return Object.fromEntries(actions.map(({ title, edits }) => [title, applyEdits(text, edits)]));
}

describe('problems of the text', () => {
  it('bring their own fix, as the default', () => {
    const document = open(arch('dnse(8)'));
    expect(doCodeActions(document, whole(document))).toEqual([
      {
        title: 'Change to dense',
        edits: [{ range: { start: 22, end: 26 }, newText: 'dense' }],
        codes: ['K021'],
        preferred: true,
      },
    ]);
  });

  it.each([
    ['before', 0, []],
    ['at the start', 22, ['Change to dense']],
    ['at the end', 26, ['Change to dense']],
    ['behind', 27, []],
  ])('are met where the cursor touches them: %s', (_, offset, expected) => {
    const actions = doCodeActions(open(arch('dnse(8)')), { start: offset, end: offset });
    expect(actions.map(({ title }) => title)).toEqual(expected);
  });
});

describe('what is missing', () => {
  it.each([
    ['dense', 'Add units 8', 'dense(8)'],
    ['dense()', 'Add units 8', 'dense(8)'],
    ['dense( )', 'Add units 8', 'dense( 8)'],
    ['dense(activation: relu)', 'Add units 8', 'dense(8, activation: relu)'],
    ['repeat { dense(4) }', 'Add times 8', 'repeat(8) { dense(4) }'],
    ['dense(6) reshape(6x1) max_pool', 'Add kernel 3', 'dense(6) reshape(6x1) max_pool(3)'],
    ['dropout dense(4)', 'Add rate 0.5', 'dropout(0.5) dense(4)'],
    ['activation dense(4)', 'Add activation relu', 'activation(relu) dense(4)'],
    ['dense(6) reshape dense(4)', 'Add shape 6', 'dense(6) reshape(6) dense(4)'],
    ['dense(4, prune: prune(method: random))', 'Add sparsity 0.5', 'dense(4, prune: prune(0.5, method: random))'],
    ['dense(4, init: normal)', 'Add std 1', 'dense(4, init: normal(1))'],
    ['dense(4, init: normal(seed: 3))', 'Add std 1', 'dense(4, init: normal(1, seed: 3))'],
    [
      'data gaussian(covariance: condition)\n  dense(2)',
      'Add k 10',
      'data gaussian(covariance: condition(10))\n  dense(2)',
    ],
    ['data csv(limit: 9)\n  dense(2)', 'Add file "data.csv"', 'data csv("data.csv", limit: 9)\n  dense(2)'],
  ])('%s', (before, title, after) => expect(offered(arch(before))).toEqual({ [title]: arch(after) }));

  it.each([
    ['{ "dense": {} }', 'Add units 8', '{ "dense": { "units": 8 } }'],
    ['{ "dense": { "bias": false } }', 'Add units 8', '{ "dense": { "bias": false, "units": 8 } }'],
    ['{ "dense": { "units": 4, "init": "normal" } }', 'Add std 1', '{ "dense": { "units": 4, "init": "normal(1)" } }'],
    [
      '{ "dense": { "units": 4, "init": { "normal": {} } } }',
      'Add std 1',
      '{ "dense": { "units": 4, "init": { "normal": { "std": 1 } } } }',
    ],
  ])('%s', (before, title, after) => expect(offered(json(before), 'json')).toEqual({ [title]: json(after) }));

  it('references are the author’s to choose', () => expect(offered(arch('add'))).toEqual({}));

  it.each<[string, Syntax, string]>([
    ['model M {\n  dense(2)\n}\n', 'arch', 'model M {\n  input 784\n  dense(2)\n}\n'],
    ['model M(a = 2) {\n    dense(a)\n}\n', 'arch', 'model M(a = 2) {\n    input 784\n    dense(a)\n}\n'],
    ['model M { dense(2) }', 'arch', 'model M { input 784\n dense(2) }'],
    ['model M { // layers\n  dense(2)\n}', 'arch', 'model M { input 784\n // layers\n  dense(2)\n}'],
    [
      '{ "model": "M", "layers": [{ "dense": 2 }] }',
      'json',
      '{ "model": "M","input": [784], "layers": [{ "dense": 2 }] }',
    ],
    [
      '{\n  "model": "M",\n  "layers": [{ "dense": 2 }]\n}',
      'json',
      '{\n  "model": "M",\n  "input": [\n    784\n  ],\n  "layers": [{ "dense": 2 }]\n}',
    ],
  ])('the input: %s', (before, syntax, after) => {
    expect(offered(before, syntax)['Add input 784']).toBe(after);
    expect(readSpecification(after, { syntax }).problems).toEqual([]);
  });
});

describe('what does nothing', () => {
  it.each([
    ['a comment on its line', 'dense(2)\n  // kappa-ignore K110', 'dense(2)'],
    ['a comment behind a layer', 'dense(2) // kappa-ignore K110', 'dense(2)'],
    ['a comment without codes', '// kappa-ignore\n  dense(2)', 'dense(2)'],
  ])('%s', (_, before, after) =>
    expect(offered(arch(before))['Remove the comment']?.replace(/\n {2}\n/, '\n')).toBe(arch(after)),
  );
});

describe('fixes of findings', () => {
  const document = open(arch('dense(8)'));
  const fix = (fields: Partial<Fix>): Fix => ({
    title: 'Widen',
    edits: [{ range: { start: 28, end: 29 }, newText: '16' }],
    predicted: null,
    measured: null,
    ...fields,
  });
  const titles = (fixes: readonly Fix[], kappa?: number | null) =>
    actionsFor(document, [{ ...finding, fixes }], kappa)
      .filter(({ title }) => title.startsWith('Widen'))
      .map(({ title, preferred }) => [title, preferred]);

  it.each<[string, readonly Fix[], number | null, readonly [string, boolean][]]>([
    ['unknown', [fix({})], 805.051, [['Widen', true]]],
    ['predicted', [fix({ predicted: 123.45 })], 805.051, [['Widen (kappa 805.051 → about 120, predicted)', true]]],
    [
      'measured',
      [fix({ predicted: 120, measured: 124.682 })],
      805.051,
      [['Widen (kappa 805.051 → 124.682, measured)', true]],
    ],
    ['measured to be worse', [fix({ measured: 900 })], 805.051, [['Widen (kappa 805.051 → 900, measured)', false]]],
    ['from an unknown kappa', [fix({ predicted: 120 })], null, [['Widen (kappa about 120, predicted)', true]]],
    [
      'of two',
      [fix({ measured: 10 }), fix({ title: 'Widen more', measured: 5 })],
      805.051,
      [
        ['Widen (kappa 805.051 → 10, measured)', true],
        ['Widen more (kappa 805.051 → 5, measured)', false],
      ],
    ],
  ])('with a gain, %s', (_, fixes, kappa, expected) => expect(titles(fixes, kappa)).toEqual(expected));

  it('of another text are not offered', () => {
    const report: Report = { ...linearReport, findings: [{ ...finding, fixes: [fix({})] }] };
    const state: AnalysisState = { status: 'fresh', hash: 'other', report, problems: [] };
    expect(doCodeActions(document, whole(document), state)).toEqual([]);
  });
});

describe('on the examples of the rule pages', () => {
  const pages = readPages().filter(({ examples }) => examples.length > 0);

  it.each(pages)('$code: no action brings an error, and silencing silences', async (page) => {
    const [{ source, syntax }] = page.examples;
    for (const document of [open(source, syntax), ...twin(source, syntax)]) {
      const state = await stateOf(document, page);
      for (const { title, edits, codes } of doCodeActions(document, whole(document), state)) {
        const after = open(applyEdits(document.text, edits), document.syntax);
        expect(
          errorsIn(after).filter((error) => !errorsIn(document).includes(error)),
          title,
        ).toEqual([]);
        if (!title.startsWith('Silence')) continue;
        const [before, left] = [document, after].map((each) => found(codes[0], each, state!.report));
        expect(left.idle, title).toBe(0);
        expect(left.findings, title).toBeLessThan(title.endsWith('model') ? 1 : before.findings);
      }
    }
  });

  /** How often the code is found, and how often its allowance is found to be idle, in texts that differ in allowances alone. */
  function found(code: string, { specification, text }: SpecificationDocument, report: Report) {
    const { findings } = diagnose({ report, architecture: specification.architecture! });
    const isIdle = ({ code: other, range }: Finding) => other === 'K091' && text.slice(range.start, range.end) === code;
    return { findings: findings.filter((each) => each.code === code).length, idle: findings.filter(isIdle).length };
  }

  /** The same in JSON, where the text has no error. */
  function twin(source: string, syntax: Syntax): readonly SpecificationDocument[] {
    const { architecture, tree } = readSpecification(source, { syntax });
    return architecture && syntax === 'arch' ? [open(printJson(tree), 'json')] : [];
  }

  async function stateOf({ specification, hash }: SpecificationDocument, { tables }: Page) {
    const { architecture } = specification;
    if (!architecture) return undefined;
    const files = { read: async (path: string) => new TextEncoder().encode(tables.get(path)) };
    const { report, problems } = await analyse(architecture, { files, source: null, budgetSeconds: 10 });
    return report && ({ status: 'fresh', hash, report, problems } as const);
  }
});

function errorsIn({ specification }: SpecificationDocument): readonly string[] {
  return specification.problems.flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));
}
