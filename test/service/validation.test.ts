import { describe, expect, it } from 'vitest';
import type { AnalysisState } from '../../src/report/analysis-state';
import type { Finding, Report } from '../../src/report/report';
import type { SpecificationDocument } from '../../src/service/document';
import { doValidation } from '../../src/service/validation';
import type { Problem } from '../../src/spec/problem';
import { printArch } from '../../src/spec/syntax/print-arch';
import { printJson } from '../../src/spec/syntax/print-json';
import { linearReport } from '../support/sample-reports/linear';
import { analysed, examples, open } from './documents';

const network = 'model M {\n  input 8\n  repeat(3) { dense(8) }\n  dense(4)\n}\n';
const document = open(network);
const place = (text: string) => ({ start: network.indexOf(text), end: network.indexOf(text) + text.length });

function finding(fields: Partial<Finding>): Finding {
  return {
    code: 'K123',
    severity: 'warning',
    message: 'Units are dead.',
    value: null,
    threshold: null,
    layer: null,
    range: place('dense(8)'),
    documentation: 'docs/rules/K123.md',
    hint: null,
    related: [],
    fixes: [],
    ...fields,
  };
}

function withFindings(findings: readonly Finding[], { hash }: SpecificationDocument = document): AnalysisState {
  const report: Report = { ...linearReport, findings };
  return { status: 'fresh', hash, report, problems: [] };
}

const messages = (state?: AnalysisState, of = document) => doValidation(of, state).map(({ message }) => message);

describe('problems of the text', () => {
  it('carry code, hint, place and page', () => {
    expect(doValidation(open('model M {\n  input 8\n  dnse(8)\n}\n'))).toEqual([
      {
        code: 'K021',
        severity: 'error',
        message: 'There is no layer "dnse".\nDid you mean dense?',
        range: { start: 22, end: 26 },
        documentation: 'docs/rules/K021.md',
        related: [],
        unnecessary: false,
      },
    ]);
  });

  it('are alone while one of them is an error', () => {
    const broken = open('model M {\n  input 8\n  dnse(8)\n}\n');
    expect(messages(withFindings([finding({})], broken), broken)).toEqual([
      'There is no layer "dnse".\nDid you mean dense?',
    ]);
  });

  it('say where the other place is', () => {
    const [twice] = doValidation(open('model M {\n  input 8\n  input 9\n  dense(2)\n}\n'));
    expect(twice.related).toEqual([{ message: 'Given here first.', range: { start: 12, end: 19 } }]);
  });

  it.each([
    ['K048', 'model M {\n  input 8\n  lost: dense(2)\n  head: dense(2)\n  add(head)\n}\n', false],
    ['K048', 'model M {\n  input 8\n  a: dense(2)\n  lost: dense(2)\n  add(a)\n}\n', true],
    ['K012', 'model M {\n  input 8\n  dense(2)\n  // kappa-ignore K110\n}\n', true],
    ['K021', 'model M {\n  input 8\n  dnse(8)\n}\n', false],
  ])('%s is faded where it marks what does nothing', (code, text, faded) => {
    expect(doValidation(open(text)).some((each) => each.code === code && each.unnecessary)).toBe(faded);
  });
});

describe('what the analysis met', () => {
  const problem: Problem = {
    code: 'K080',
    severity: 'error',
    message: 'No file.',
    hint: 'Add it.',
    range: place('input 8'),
  };
  const { hash } = document;

  it.each<[string, AnalysisState, readonly string[]]>([
    ['failed', { status: 'failed', hash, message: 'No data.', problems: [problem] }, ['No file.\nAdd it.']],
    ['failed without a cause in the text', { status: 'failed', hash, message: 'Out of memory.', problems: [] }, []],
    ['idle', { status: 'idle', hash }, []],
    ['analysing', { status: 'analysing', hash, progress: null, report: null }, []],
    [
      'analysing, the first stages done',
      { status: 'analysing', hash, progress: null, report: { ...linearReport, findings: [finding({})] } },
      ['Units are dead.'],
    ],
    ['fresh', withFindings([finding({ hint: 'Use tanh.' })]), ['Units are dead.\nUse tanh.']],
    ['of another text', { ...withFindings([finding({})]), hash: 'other' }, []],
  ])('%s', (_, state, expected) => expect(messages(state)).toEqual(expected));

  it('is not said twice when the text has it already', () => {
    const lost = open('model M {\n  input 8\n  a: dense(2)\n  lost: dense(2)\n  add(a)\n}\n');
    const { problems } = lost.specification;
    const state: AnalysisState = {
      status: 'fresh',
      hash: lost.hash,
      report: { ...linearReport, findings: [] },
      problems,
    };
    expect(problems).toHaveLength(1);
    expect(doValidation(lost, state)).toHaveLength(1);
  });
});

describe('findings of one statement', () => {
  const iteration = (index: number, fields: Partial<Finding> = {}) =>
    finding({ layer: `repeat1.${index}.dense1`, message: `Layer ${index} has dead units.`, ...fields });

  it.each([
    ['one', [iteration(0)], ['Layer 0 has dead units.']],
    ['two', [iteration(0), iteration(1)], ['Layer 0 has dead units. (and 1 more iteration)']],
    ['three', [0, 1, 2].map((index) => iteration(index)), ['Layer 0 has dead units. (and 2 more iterations)']],
    [
      'other statements apart',
      [iteration(0), iteration(1), finding({ layer: 'dense1', range: place('dense(4)') })],
      ['Layer 0 has dead units. (and 1 more iteration)', 'Units are dead.'],
    ],
    [
      'other codes apart',
      [iteration(0), iteration(1, { code: 'K124' })],
      ['Layer 0 has dead units.', 'Layer 1 has dead units.'],
    ],
    [
      'of no layer: stages over budget',
      [
        finding({ code: 'K901', message: 'The Jacobian is over budget.' }),
        finding({ code: 'K901', message: 'The spectrum is.' }),
      ],
      ['The Jacobian is over budget.', 'The spectrum is.'],
    ],
  ])('%s', (_, findings, expected) => expect(messages(withFindings(findings))).toEqual(expected));

  it('take the worst severity', () => {
    const found = [iteration(0, { severity: 'information' }), iteration(1, { severity: 'error' }), iteration(2)];
    expect(doValidation(document, withFindings(found))).toMatchObject([{ severity: 'error' }]);
  });
});

it('fades an allowance that silences nothing', async () => {
  const idle = open(network.replace('dense(4)', 'dense(4) allow K201'));
  const { state } = await analysed(idle);
  const found = doValidation(idle, state).filter(({ code }) => code === 'K091');
  expect(found).toMatchObject([{ unnecessary: true }]);
  expect(idle.text.slice(found[0].range.start, found[0].range.end)).toBe('K201');
});

describe('both spellings of an example find the same', () => {
  it.each(examples())('$name', async ({ document: one, folder }) => {
    const { tree } = one.specification;
    const other = one.syntax === 'arch' ? open(printJson(tree), 'json') : open(printArch(tree));
    const options = { small: true, folder };
    const [first, second] = [await analysed(one, options), await analysed(other, options)];
    const found = ({ document: of, state }: typeof first) =>
      doValidation(of, state).map(({ code, severity, message, range, unnecessary }) => {
        const word = of.text.slice(range.start, range.end);
        return { code, severity, message, unnecessary, place: /^\w+$/.test(word) ? word : '' };
      });
    expect(found(second)).toEqual(found(first));
  });
});
