import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/diagnosis/rule';
import { bottleneck } from '../../src/diagnosis/rules/bottleneck';
import { correlatedData } from '../../src/diagnosis/rules/correlated-data';
import { skipBelowRadius } from '../../src/diagnosis/rules/skip-below-radius';
import { uncentredData } from '../../src/diagnosis/rules/uncentred-data';
import { unscaledBranches } from '../../src/diagnosis/rules/unscaled-branches';
import { widthSmallForDepth } from '../../src/diagnosis/rules/width-small-for-depth';
import { readSpecification } from '../../src/spec/specification';
import type { Syntax } from '../../src/spec/syntax/tree';
import type { ReportOptions } from '../support/report-builder';
import { applyEdits } from '../../src/spec/apply-edits';
import { only, run } from './check-rule';

function read(source: string, syntax: Syntax) {
  const { architecture, problems } = readSpecification(source, { syntax });
  if (!architecture) throw new Error(problems.map(({ message }) => message).join(' '));
  return architecture;
}

/** The text after the only fix of the only finding. */
function fixed(rule: Rule, source: string, syntax: Syntax, options: ReportOptions = {}): string {
  const [fix, ...others] = only(rule, read(source, syntax), options).fixes;
  expect(others).toEqual([]);
  return applyEdits(source, fix.edits);
}

const arch = (lines: string) => `model M(width = 8) {\n  input 8\n${lines}\n}\n`;
const json = (data: string, layers: string) => `{ "input": [8], "data": ${data}, "layers": [${layers}] }`;

describe('data fixes', () => {
  const correlated = { data: { kappaSigma: 1e5 } };
  const uncentred = { data: { meanShare: 0.9 } };

  it.each([
    [correlatedData, correlated, '  data gaussian(samples: 64)', '  data gaussian(samples: 64, whiten: true)'],
    [uncentredData, uncentred, '  data gaussian(mean: 3)', '  data gaussian(mean: 3, center: true)'],
    [uncentredData, uncentred, '  data csv("x.csv", center: false)', '  data csv("x.csv", center: true)'],
  ])('.arch %#', (rule, options, before, after) => {
    expect(fixed(rule, arch(`${before}\n  dense(4)`), 'arch', options)).toBe(arch(`${after}\n  dense(4)`));
  });

  it('JSON', () => {
    const layers = '{ "dense": { "units": 4 } }';
    const result = fixed(correlatedData, json('{ "gaussian": { "samples": 64 } }', layers), 'json', correlated);
    expect(result).toBe(json('{ "gaussian": { "samples": 64, "whiten": true } }', layers));
  });

  it.each([
    {
      why: 'orthogonal layers of one width',
      layers: 'dense(8, bias: false)\ndense(8, bias: false)\ndense(4, bias: false)',
      predicted: 1,
    },
    {
      why: 'unequal widths',
      layers: 'dense(8, bias: false)\ndense(9, bias: false)\ndense(4, bias: false)',
      predicted: null,
    },
    {
      why: 'narrow layers',
      layers: 'dense(7, bias: false)\ndense(7, bias: false)\ndense(4, bias: false)',
      predicted: null,
    },
    { why: 'biases', layers: 'dense(8)\ndense(4)', predicted: null },
    {
      why: 'other weights',
      layers: 'dense(8, bias: false, init: lecun_normal)\ndense(4, bias: false)',
      predicted: null,
    },
    {
      why: 'cross-entropy',
      layers: 'dense(8, bias: false)\ndense(4, bias: false)\n loss cross_entropy',
      predicted: null,
    },
  ])('white data under $why: kappa $predicted', ({ layers, predicted }) => {
    const found = only(correlatedData, read(arch(`  init orthogonal\n${layers}`), 'arch'), correlated);
    expect(found.fixes).toMatchObject([{ title: 'Whiten the data', predicted, measured: null }]);
  });
});

describe('wider layers', () => {
  const wide = (lines: string) => fixed(widthSmallForDepth, arch(`  init lecun_normal\n${lines}`), 'arch');
  const after = (lines: string) => arch(`  init lecun_normal\n${lines}`);
  const head = 'dense(4, bias: false)';

  // 3 layers * max(8, 4) / 1 = 24.
  it.each([
    [
      'numbers',
      `dense(8, bias: false)\ndense(units: 12, bias: false)\n${head}`,
      `dense(24, bias: false)\ndense(units: 24, bias: false)\n${head}`,
    ],
    [
      'wide ones stay',
      `dense(8, bias: false)\ndense(30, bias: false)\n${head}`,
      `dense(24, bias: false)\ndense(30, bias: false)\n${head}`,
    ],
    [
      'one statement, many layers',
      `repeat(2) { dense(8, bias: false) }\n${head}`,
      `repeat(2) { dense(24, bias: false) }\n${head}`,
    ],
  ])('%s', (_, before, expected) => {
    expect(wide(before)).toBe(after(expected));
  });

  it('at the declaration of a parameter', () => {
    const layers = `repeat(2) { dense(width, bias: false) }\n${head}`;
    expect(wide(layers)).toBe(after(layers).replace('width = 8', 'width = 24'));
  });

  it('in JSON, in place or at the declaration', () => {
    const source = (units: string, width: number) =>
      `{ "parameters": { "width": ${width} }, "input": [8], "init": "lecun_normal", "layers": [` +
      `{ "dense": { "units": ${units}, "bias": false } }, { "dense": { "units": 4, "bias": false } }] }`;
    expect(fixed(widthSmallForDepth, source('8', 3), 'json')).toBe(source('16', 3));
    expect(fixed(widthSmallForDepth, source('"width"', 8), 'json')).toBe(source('"width"', 16));
  });

  it('are not offered where a width is computed', () => {
    const network = read(
      arch(`  init lecun_normal\ndense(2 * width, bias: false)\ndense(8, bias: false)\n${head}`),
      'arch',
    );
    expect(only(widthSmallForDepth, network).fixes).toEqual([]);
  });
});

describe('a wider bottleneck', () => {
  it.each([
    ['the narrow layer only', 'dense(2)\ndense(16)\ndense(4)', 'dense(4)\ndense(16)\ndense(4)'],
    ['every narrow layer', 'dense(2)\ndense(units: 3)\ndense(4)', 'dense(4)\ndense(units: 4)\ndense(4)'],
    ['through a bias and a scale', 'dense(2)\nbias\nscale(2)\ndense(4)', 'dense(4)\nbias\nscale(2)\ndense(4)'],
  ])('%s, to min(4 outputs, rank 8)', (_, before, after) => {
    expect(fixed(bottleneck, arch(before), 'arch')).toBe(arch(after));
  });
});

describe('a larger skip weight', () => {
  it.each([
    ['residual', 'residual(beta: 3)'],
    ['residual(0.5)', 'residual(3)'],
    ['residual(beta: 0.5)', 'residual(beta: 3)'],
  ])('%s becomes %s: twice the radius of 1.5', (before, after) => {
    const text = (statement: string) =>
      arch(`${statement} {\n    dense(8, init: lecun_normal(gain: 1.5))\n  }\n  dense(4)`);
    expect(fixed(skipBelowRadius, text(before), 'arch')).toBe(text(after));
  });

  it('is found inside a repeat', () => {
    const text = (beta: string) =>
      arch(`repeat(3) {\n residual(${beta}) { dense(8, init: lecun_normal(gain: 1.5)) }\n }\n dense(4)`);
    expect(fixed(skipBelowRadius, text('1'), 'arch')).toBe(text('3'));
    expect(run(skipBelowRadius, read(text('3'), 'arch'))).toEqual([]);
  });
});

describe('smaller branches', () => {
  const text = (last: string) =>
    arch(`repeat(16) {\n residual {\n dense(8, relu, init: kaiming_normal)\n dense(8${last})\n }\n }\n dense(4)`);
  const options = { model: { linear: false } };

  it.each([
    // Shares 2 * 1/2 * 2 = 2 and 2 * 1/2 * 1 = 1 of 16 blocks: factors 1 / sqrt(32) and 1 / 4.
    ['', ', init: kaiming_normal(fan: in, gain: 0.25, seed: 1)'],
    [', init: lecun_normal(seed: 5)', ', init: lecun_normal(fan: in, gain: 0.25, seed: 5)'],
    [', init: orthogonal', ', init: orthogonal(gain: 0.25, seed: 1)'],
    [', init: normal(0.5)', ', init: normal(0.0884, seed: 1)'],
  ])('"%s" becomes "%s"', (before, after) => {
    expect(fixed(unscaledBranches, text(before), 'arch', options)).toBe(text(after));
    expect(run(unscaledBranches, read(text(after), 'arch'), options)).toEqual([]);
  });

  it('are not offered where a branch ends in weights that are not drawn', () => {
    expect(only(unscaledBranches, read(text(', init: identity'), 'arch'), options).fixes).toEqual([]);
  });
});
