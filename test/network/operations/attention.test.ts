import { describe, expect, test } from 'vitest';
import type { Operation } from '../../../src/network/operation';
import type { SettingValue } from '../../../src/spec/architecture';
import { numbers } from '../build';
import { affineColumns, catalogueOperation, tensorRows } from './catalogue-operation';
import { checkOperation, expectClose } from './check';

const [length, features] = [3, 4];

/** One sample, number by number: every head attends with its own slice of queries, keys and values. */
function naive(of: Operation, heads: number, causal: boolean, biased: boolean, x: number[][]): number[] {
  const bias = (name: string, unit: number) => (biased ? tensorRows(of, name)[unit][0] : 0);
  const entrance = tensorRows(of, 'in_proj_weight', features);
  const exit = tensorRows(of, 'out_proj.weight', features);
  const project = (unit: number, t: number) =>
    entrance[unit].reduce((sum, weight, j) => sum + weight * x[t][j], bias('in_proj_bias', unit));
  const width = features / heads;
  const context = x.map((_, t) =>
    Array.from({ length: features }, (_, j) => {
      const first = Math.floor(j / width) * width;
      const exponentials = x.map((_, s) => {
        let score = 0;
        for (let d = first; d < first + width; d++) score += project(d, t) * project(features + d, s);
        return causal && s > t ? 0 : Math.exp(score / Math.sqrt(width));
      });
      const total = exponentials.reduce((sum, value) => sum + value, 0);
      return exponentials.reduce((sum, value, s) => sum + (value / total) * project(2 * features + j, s), 0);
    }),
  );
  return context.flatMap((row) =>
    exit.map((weights, unit) => weights.reduce((sum, w, j) => sum + w * row[j], bias('out_proj.bias', unit))),
  );
}

describe.each<[string, Record<string, SettingValue>]>([
  ['one head', { heads: 1 }],
  ['two heads', { heads: 2 }],
  ['a head a feature, causal', { heads: 4, causal: true }],
  ['two heads, causal, without biases', { heads: 2, causal: true, bias: false }],
])('%s', (_, settings) => {
  const of = catalogueOperation('attention', [length, features], settings);
  const biased = settings.bias !== false;

  test('is the formula', () => {
    const input = numbers(2, length * features, 5);
    const { output } = of.forward([input], { ones: Float64Array.of(1, 1) });
    for (const i of [0, 1]) {
      const row = [...input.row(i)];
      const x = Array.from({ length }, (_, t) => row.slice(t * features, (t + 1) * features));
      expectClose(output.row(i), naive(of, settings.heads as number, settings.causal === true, biased, x), 1e-14);
    }
  });

  test('has the derivatives of its forward pass', () => {
    const columns = biased
      ? [...affineColumns(0, 3 * features, features, 1), ...affineColumns(2, features, features, 3)]
      : [...affineColumns(0, 3 * features, features), ...affineColumns(1, features, features)];
    checkOperation(of, [length * features], columns);
  });
});

test('frozen, it adds no columns', () => {
  const of = catalogueOperation('attention', [length, features], { heads: 2 }, { trainable: false });
  const { saved } = of.forward([numbers(1, 12)], { ones: Float64Array.of(1) });
  expect(of.parameterJacobian(saved, numbers(1, 12), 1)).toEqual([]);
});

test('scores of a thousand do not overflow', () => {
  const of = catalogueOperation('attention', [length, features], { heads: 2 });
  const { output } = of.forward([numbers(1, 12).scale(1000)], { ones: Float64Array.of(1) });
  expect(output.data.every(Number.isFinite)).toBe(true);
});
