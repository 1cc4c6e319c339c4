import { describe, expect, test } from 'vitest';
import type { Operation } from '../../../src/network/operation';
import type { SettingValue } from '../../../src/spec/architecture';
import { numbers } from '../build';
import { affineColumns, catalogueOperation, tensorRows } from './catalogue-operation';
import { checkOperation, expectClose } from './check';

const [length, features, units] = [3, 2, 2];

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const dot = (left: number[], right: number[]) => left.reduce((sum, value, j) => sum + value * right[j], 0);

/** From what a gate of a unit takes from the input and from the state (biases included) to the next h and c of the unit. */
type Equations = (
  input: (gate: number) => number,
  hidden: (gate: number) => number,
  h: number,
  c: number,
) => { h: number; c?: number };

const equations: Record<string, Equations> = {
  tanh: (x, y) => ({ h: Math.tanh(x(0) + y(0)) }),
  relu: (x, y) => ({ h: Math.max(0, x(0) + y(0)) }),
  lstm(x, y, _h, before) {
    const [i, f, g, o] = [0, 1, 2, 3].map((k) => x(k) + y(k));
    const c = sigmoid(f) * before + sigmoid(i) * Math.tanh(g);
    return { h: sigmoid(o) * Math.tanh(c), c };
  },
  gru(x, y, before) {
    const [r, z] = [0, 1].map((k) => sigmoid(x(k) + y(k)));
    return { h: (1 - z) * Math.tanh(x(2) + r * y(2)) + z * before };
  },
};

/** One sample, number by number. */
function naive(of: Operation, step: Equations, biased: boolean, xs: number[][]): number[] {
  const bias = (name: string, row: number) => (biased ? tensorRows(of, name)[row][0] : 0);
  const fromInput = tensorRows(of, 'weight_ih_l0', features);
  const fromState = tensorRows(of, 'weight_hh_l0', units);
  let state = Array.from({ length: units }, () => ({ h: 0, c: 0 }));
  return xs.flatMap((x) => {
    const before = state.map(({ h }) => h);
    state = state.map(({ h, c }, unit) => ({
      c: 0,
      ...step(
        (gate) => dot(fromInput[gate * units + unit], x) + bias('bias_ih_l0', gate * units + unit),
        (gate) => dot(fromState[gate * units + unit], before) + bias('bias_hh_l0', gate * units + unit),
        h,
        c,
      ),
    }));
    return state.map(({ h }) => h);
  });
}

describe.each<[string, string, Record<string, SettingValue>, number, Equations]>([
  ['rnn', 'rnn', {}, 1, equations.tanh],
  ['rnn with relu', 'rnn', { nonlinearity: 'relu' }, 1, equations.relu],
  ['rnn without biases', 'rnn', { bias: false }, 1, equations.tanh],
  ['lstm', 'lstm', {}, 4, equations.lstm],
  ['lstm without biases', 'lstm', { bias: false }, 4, equations.lstm],
  ['gru', 'gru', {}, 3, equations.gru],
  ['gru without biases', 'gru', { bias: false }, 3, equations.gru],
])('%s', (_, kind, settings, gates, step) => {
  const of = catalogueOperation(kind, [length, features], { units, ...settings });
  const biased = settings.bias !== false;

  test('is the formula', () => {
    const input = numbers(2, length * features, 5);
    const { output } = of.forward([input], { ones: Float64Array.of(1, 1) });
    for (const i of [0, 1]) {
      const row = [...input.row(i)];
      const xs = Array.from({ length }, (_, t) => row.slice(t * features, (t + 1) * features));
      expectClose(output.row(i), naive(of, step, biased, xs), 1e-14);
    }
  });

  test('has the derivatives of its forward pass', () => {
    const [weights, biases] = biased ? [[0, 1], [2, 3]] : [[0, 1], []]; // prettier-ignore
    checkOperation(of, [length * features], [
      ...affineColumns(weights[0], gates * units, features, biases[0]),
      ...affineColumns(weights[1], gates * units, units, biases[1]),
    ]); // prettier-ignore
  });
});

test.each(['rnn', 'lstm', 'gru'])('%s: frozen, it adds no columns', (kind) => {
  const of = catalogueOperation(kind, [length, features], { units }, { trainable: false });
  const { saved } = of.forward([numbers(1, 6)], { ones: Float64Array.of(1) });
  expect(of.parameterJacobian(saved, numbers(1, 6), 1)).toEqual([]);
});

test.each(['rnn', 'lstm', 'gru'])('%s: pre-activations of a thousand leave finite derivatives', (kind) => {
  const of = catalogueOperation(kind, [length, features], { units });
  const { output, saved } = of.forward([numbers(1, 6).scale(1000)], { ones: Float64Array.of(1) });
  const [pulled] = of.vjp(saved, numbers(1, 6), 1);
  expect([...output.data, ...pulled.data].every(Number.isFinite)).toBe(true);
});
