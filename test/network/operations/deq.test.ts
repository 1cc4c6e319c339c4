import { describe, expect, it } from 'vitest';
import type { Parameter } from '../../../src/network/operation';
import { deq } from '../../../src/network/operations/deq';
import { Matrix } from '../../../src/numerics/matrix';
import type { Activation, Shape } from '../../../src/spec/architecture';
import { numbers } from '../build';
import { checkOperation, type Entry, expectClose, parameter } from './check';

const tanh: Activation = { name: 'tanh', normalized: false };

interface Sketch {
  readonly input: Shape;
  readonly units: number;
  readonly activation?: Activation;
  readonly tensors: Readonly<Record<string, Parameter>>;
}

function operation({ input, units, activation = tanh, tensors }: Sketch) {
  const shapes = Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]));
  const outputShape = [...input.slice(0, -1), units];
  const settings = { units, activation, bias: 'bias' in tensors };
  const node = { id: 1, layer: 0, kind: 'deq', inputs: [0], inputShapes: [input], outputShape, settings };
  return deq({ node: { ...node, tensors: shapes }, parameters: Object.values(tensors) });
}

const contraction = (units: number, features: number) => ({
  weight_hh: parameter('w', [units, units], { values: numbers(units, units, 7).data.map((x) => 0.15 * x) }),
  weight_ih: parameter('u', [units, features], { values: numbers(units, features, 8).data }),
});

/** Entries of weight_hh, then rows of weight_ih each followed by the unit's bias. */
function columns(units: number, features: number): Entry[] {
  const list = (count: number) => Array.from({ length: count }, (_, i) => i);
  return [
    ...list(units * units).map((entry): Entry => [0, entry]),
    ...list(units).flatMap((unit) => [
      ...list(features).map((q): Entry => [1, unit * features + q]),
      [2, unit] as const,
    ]),
  ];
}

describe('derivatives agree with differences', () => {
  const biased = { ...contraction(4, 3), bias: parameter('b', [4]) };
  it.each<[string, Sketch]>([
    ['a vector', { input: [3], units: 4, tensors: biased }],
    ['positions', { input: [2, 3], units: 4, tensors: biased }],
    ['another activation', { input: [3], units: 4, activation: { name: 'gelu', normalized: false }, tensors: biased }],
  ])('%s', (_, sketch) => {
    checkOperation(operation(sketch), [sketch.input.reduce((a, b) => a * b)], columns(4, 3));
  });

  it('frozen, there are no columns', () => {
    const { weight_hh, weight_ih } = contraction(4, 3);
    const frozen = { weight_hh: { ...weight_hh, trainable: false }, weight_ih: { ...weight_ih, trainable: false } };
    checkOperation(operation({ input: [3], units: 4, tensors: frozen }), [3], []);
  });
});

describe('the state', () => {
  const scalar = (w: number, u: number, activation: Activation, x: number) => {
    const tensors = {
      weight_hh: parameter('w', [1, 1], { values: Float64Array.of(w) }),
      weight_ih: parameter('u', [1, 1], { values: Float64Array.of(u) }),
    };
    const layer = operation({ input: [1], units: 1, activation, tensors });
    const { output, saved } = layer.forward([Matrix.fromRows([[x]])], { ones: Float64Array.of(1) });
    return { state: output.data[0], trouble: layer.trouble?.(saved) };
  };
  const relu: Activation = { name: 'relu', normalized: false };

  // Truth: closed forms.
  it.each<[string, number, number, Activation, number, number]>([
    ['linear', 0.5, 1, { name: 'linear', normalized: false }, 3, 6],
    ['relu', 0.9, 1, relu, 2, 20],
    ['relu, where plain iteration diverges but the layer is monotone', -3, 1, relu, 2, 0.5],
    ['relu at rest', 0.9, 1, relu, -2, 0],
    ['tanh without drive', 2, 1, tanh, 0, 0],
    ['tanh, one state of three', 2, 1, tanh, Math.atanh(-0.98) + 1.96, -0.98],
  ])('%s', (_, w, u, activation, x, expected) => {
    const { state, trouble } = scalar(w, u, activation, x);
    expect(trouble).toBeUndefined();
    expect(Math.abs(state - expected)).toBeLessThan(1e-13 * Math.max(1, expected));
  });

  it('that does not exist is NaN, and said to be', () => {
    const { state, trouble } = scalar(1.5, 1, relu, 2);
    expect(state).toBeNaN();
    expect(trouble?.message).toMatch(/no state.*1 of 1/i);
  });

  it('solves its equation to the last digits, 30 units near the edge of stability', () => {
    const units = 30;
    const weight = parameter('w', [units, units], { values: numbers(units, units, 3).data.map((x) => 0.15 * x) });
    const drive = parameter('u', [units, 5], { values: numbers(units, 5, 4).data });
    const layer = operation({ input: [5], units, tensors: { weight_hh: weight, weight_ih: drive } });
    const input = numbers(8, 5, 5);
    const { output } = layer.forward([input], { ones: new Float64Array(8).fill(1) });
    const again = Array.from({ length: 8 * units }, (_, at) => {
      const [i, j] = [Math.floor(at / units), at % units];
      const sum = (row: ArrayLike<number>, start: number, values: ArrayLike<number>) =>
        Array.from(values).reduce((total, value, q) => total + row[start + q] * value, 0);
      return Math.tanh(sum(weight.values, j * units, output.row(i)) + sum(drive.values, j * 5, input.row(i)));
    });
    expectClose(output.data, again, 2e-14);
  });
});
