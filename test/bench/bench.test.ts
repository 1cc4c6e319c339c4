import { describe, expect, it } from 'vitest';
import { interleave } from '../../bench/measure.js';
import { operationsOf } from '../../bench/operations.js';
import { limits, targetRows } from '../../bench/results.js';
import { wrongValues } from '../../bench/run-workload.js';
import { draws } from '../../bench/workloads.js';
import { readSpecification } from '../../src/spec/specification';

it.each(Object.entries<string>(draws))('the net %s is a specification without problems', (_, text) => {
  expect(readSpecification(text, { syntax: 'arch' }).problems).toEqual([]);
});

it('interleaves the contenders and takes medians', () => {
  const order: string[] = [];
  const contender = (name: string, seconds: number[]) => ({
    name,
    run: () => {
      order.push(name);
      const each = seconds.shift();
      if (each === undefined) throw new Error('no more\nof it');
      return { seconds: each, cpu: 2 * each, memory: 5, out: '7' };
    },
    read: Number,
  });
  const all = [contender('a', [3, 1, 2]), contender('slow', [90, 1, 1]), contender('broken', [])];
  expect(interleave(all, 3)).toEqual([
    { name: 'a', trouble: null, seconds: 2, cpu: 4, memory: 5, value: 7 },
    { name: 'slow', trouble: null, seconds: 90, cpu: 180, memory: 5, value: 7 },
    { name: 'broken', trouble: 'no more' },
  ]);
  expect(order).toEqual(['a', 'slow', 'broken', 'a', 'a']);
});

describe('wrong values', () => {
  const result = (name: string, value?: number[]) => ({ name, value, trouble: value ? null : 'no module' });

  it.each([
    ['right to nine digits', [result('kappa alone', [10 + 1e-9])], 10, []],
    ['wrong in the eighth', [result('kappa alone', [10 + 1e-6])], 10, ['kappa alone: kappa is 10.000001, not 10']],
    ['of another tool, right to six', [result('kappa alone', [10]), result('numpy', [10 + 1e-6])], 10, []],
    ['of another tool that is missing', [result('kappa alone', [10]), result('torch')], 10, []],
    ['of ours that ended', [result('kappa alone')], 10, ['kappa alone: no module']],
    [
      'where our two ways differ',
      [result('kappa alone', [3]), result('whole report', [4])],
      undefined,
      ['whole report: kappa is 4, not 3'],
    ],
  ])('%s', (_, results, known, sentences) => expect(wrongValues(results, known)).toEqual(sentences));
});

/** 1 sample, 2-3-1: passes 2 (1 + 1) (6 + 3), products 1 (3 + 1) + 1 (2 + 3), Cholesky 1/3. */
it('counts operations', () => expect(operationsOf({ widths: [2, 3, 1], samples: 1 })).toBeCloseTo(36 + 9 + 1 / 3, 12));

describe('targets', () => {
  const workload = (peer?: { seconds: number; memory: number }) => ({
    id: 'net',
    limit: 'because',
    recorded: { tool: 'vivit', seconds: 2, memory: 0.5 },
    targets: { kappa: { times: 4 }, whole: { times: 2, seconds: 0.8 } },
    dense: [{ samples: 1, widths: [2, 3, 1] }],
    results: [
      { name: 'kappa alone', seconds: 0.6, cpu: 0.7, memory: 90 },
      { name: 'whole report', seconds: 0.7, cpu: 0.9, memory: 90 },
      ...(peer ? [{ name: 'vivit', ...peer }] : []),
    ],
  });
  const start = { start: 0.2, rate: 1e9 };

  it('are multiples of the speed of the other tool in the same run', () => {
    const here = workload({ seconds: 3, memory: 400 });
    expect(targetRows(here, start)).toEqual([
      ['net', 'kappa alone', '0.6', 'vivit 3 s', '5', '0.75', 'yes', '90 / 400', '0.7', '4.53e-8', '0.2'],
      ['net', 'whole report', '0.7', 'vivit 3 s', '4.29', '0.8', 'yes', '90 / 400', '0.9', '4.53e-8', '0.2'],
    ]);
    expect(limits([here])).toEqual([]);
  });

  it('are taken from elsewhere without it, and say what keeps us from them', () => {
    const [row] = targetRows(workload(), start);
    expect(row.slice(2, 8)).toEqual(['0.6', 'vivit 2 s elsewhere', '3.33', '0.5', 'no', '90 / 500']);
    expect(limits([workload()])).toEqual(['- net: because']);
  });
});
