import { describe, expect, test } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import type { Operation, Parameter } from '../../../src/network/operation';
import { createOperation } from '../../../src/network/operations/operations';
import type { GraphNode, Shape } from '../../../src/spec/architecture';
import { checkOperation, parameter, type Entry } from './check';

interface Sketch {
  readonly kind: string;
  readonly inputs: readonly Shape[];
  readonly output: Shape;
  readonly settings?: GraphNode['settings'];
  /** Local name to parameter. */
  readonly tensors?: Readonly<Record<string, Parameter>>;
}

function operation({ kind, inputs, output, settings = {}, tensors = {} }: Sketch): Operation {
  const shapes = Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]));
  const node = { id: 1, layer: 0, kind, inputs: inputs.map((_, i) => i), inputShapes: inputs, outputShape: output };
  return createOperation({ node: { ...node, settings, tensors: shapes }, parameters: Object.values(tensors) });
}

/** Output for one sample an input and `ones`. */
function output(of: Operation, inputs: readonly (readonly number[])[], ones = 1): number[] {
  const result = of.forward(
    inputs.map((row) => Matrix.fromRows([row])),
    { ones: Float64Array.of(ones) },
  );
  return [...result.output.data];
}

const given = (name: string, shape: Shape, values: readonly number[], changes: Partial<Parameter> = {}) =>
  parameter(name, shape, { values: Float64Array.from(values), ...changes });

/** Entries of parameter 0 (units x features), each row followed by its entry of parameter 1. */
const withBias = (units: number, features: number): Entry[] =>
  Array.from({ length: units }, (_, unit) => [
    ...Array.from({ length: features }, (_, q): Entry => [0, unit * features + q]),
    [1, unit] as const,
  ]).flat();

const all = (count: number): Entry[] => Array.from({ length: count }, (_, entry) => [0, entry] as const);

describe('values', () => {
  const w = () => given('w', [2, 3], [1, 2, 3, 4, 5, 6]);
  const b = () => given('b', [2], [10, 20]);
  test.each<[string, Sketch, number[][], number, number[]]>([
    ['dense', { kind: 'dense', inputs: [[3]], output: [2], tensors: { weight: w() } }, [[1, 0, -1]], 1, [-2, -2]],
    [
      'dense with bias',
      { kind: 'dense', inputs: [[3]], output: [2], tensors: { weight: w(), bias: b() } },
      [[1, 0, -1]],
      1,
      [8, 18],
    ],
    [
      'dense, pseudo-sample',
      { kind: 'dense', inputs: [[3]], output: [2], tensors: { weight: w(), bias: b() } },
      [[1, 0, -1]],
      0.5,
      [3, 8],
    ],
    [
      'dense at positions',
      { kind: 'dense', inputs: [[2, 3]], output: [2, 2], tensors: { weight: w(), bias: b() } },
      [[1, 0, 0, 0, 0, 1]],
      1,
      [11, 24, 13, 26],
    ],
    [
      'projection',
      { kind: 'dense', inputs: [[3]], output: [2], tensors: { 'projection.weight': w() } },
      [[0, 1, 0]],
      1,
      [2, 5],
    ],
    [
      'relu',
      { kind: 'activation', inputs: [[3]], output: [3], settings: { activation: { name: 'relu', normalized: false } } },
      [[-1, 0, 2]],
      1,
      [0, 0, 2],
    ],
    [
      'residual sum',
      { kind: 'add', inputs: [[2], [2]], output: [2], settings: { coefficients: [0.5, 1] } },
      [
        [2, 4],
        [10, 20],
      ],
      1,
      [11, 22],
    ],
    [
      'mean',
      { kind: 'mean', inputs: [[2], [2]], output: [2] },
      [
        [2, 4],
        [10, 20],
      ],
      1,
      [6, 12],
    ],
    ['concat', { kind: 'concat', inputs: [[2], [1]], output: [3], settings: { axis: 0 } }, [[1, 2], [3]], 1, [1, 2, 3]],
    [
      'concat of channels first',
      {
        kind: 'concat',
        inputs: [
          [2, 2],
          [1, 2],
        ],
        output: [3, 2],
        settings: { axis: 0 },
      },
      [
        [1, 2, 3, 4],
        [5, 6],
      ],
      1,
      [1, 2, 3, 4, 5, 6],
    ],
    [
      'concat on the axis between',
      {
        kind: 'concat',
        inputs: [
          [2, 1, 2],
          [2, 2, 2],
        ],
        output: [2, 3, 2],
        settings: { axis: 1 },
      },
      [
        [1, 2, 3, 4],
        [5, 6, 7, 8, 9, 10, 11, 12],
      ],
      1,
      [1, 2, 5, 6, 7, 8, 3, 4, 9, 10, 11, 12],
    ],
    [
      'concat at positions',
      {
        kind: 'concat',
        inputs: [
          [2, 2],
          [2, 1],
        ],
        output: [2, 3],
        settings: { axis: 1 },
      },
      [
        [1, 2, 3, 4],
        [5, 6],
      ],
      1,
      [1, 2, 5, 3, 4, 6],
    ],
    ['flatten', { kind: 'flatten', inputs: [[2, 2]], output: [4] }, [[1, 2, 3, 4]], 1, [1, 2, 3, 4]],
    ['reshape', { kind: 'reshape', inputs: [[4]], output: [2, 2] }, [[1, 2, 3, 4]], 1, [1, 2, 3, 4]],
    ['dropout', { kind: 'dropout', inputs: [[2]], output: [2], settings: { rate: 0.9 } }, [[1, 2]], 1, [1, 2]],
    [
      'bias',
      { kind: 'bias', inputs: [[2, 2]], output: [2, 2], tensors: { bias: b() } },
      [[1, 2, 3, 4]],
      1,
      [11, 22, 13, 24],
    ],
    [
      'bias, pseudo-sample',
      { kind: 'bias', inputs: [[2]], output: [2], tensors: { bias: b() } },
      [[1, 2]],
      -1,
      [-9, -18],
    ],
    ['scale', { kind: 'scale', inputs: [[2]], output: [2], settings: { value: 3 } }, [[1, 2]], 1, [3, 6]],
    [
      'scale, learnable',
      { kind: 'scale', inputs: [[2, 2]], output: [2, 2], settings: { value: 1 }, tensors: { weight: b() } },
      [[1, 2, 3, 4]],
      1,
      [10, 40, 30, 80],
    ],
  ])('%s', (_, sketch, inputs, ones, expected) => {
    expect(output(operation(sketch), inputs, ones)).toEqual(expected);
  });
});

describe('derivatives', () => {
  const mask = Uint8Array.of(1, 0, 1, 1, 1, 0);
  const pruned = () => {
    const full = parameter('w', [2, 3], { mask });
    return { ...full, values: full.values.map((value, index) => value * mask[index]) };
  };
  const frozen = { trainable: false };
  const activation = (name: string, normalized = false, argument?: number) =>
    ({
      kind: 'activation',
      inputs: [[4]],
      output: [4],
      settings: { activation: { name, normalized, argument } },
    }) as Sketch;

  test.each<[string, Sketch, Entry[]]>([
    ['dense', { kind: 'dense', inputs: [[3]], output: [2], tensors: { weight: parameter('w', [2, 3]) } }, all(6)],
    [
      'dense with bias',
      {
        kind: 'dense',
        inputs: [[3]],
        output: [2],
        tensors: { weight: parameter('w', [2, 3]), bias: parameter('b', [2]) },
      },
      withBias(2, 3),
    ],
    [
      'dense at positions',
      {
        kind: 'dense',
        inputs: [[2, 2, 3]],
        output: [2, 2, 2],
        tensors: { weight: parameter('w', [2, 3]), bias: parameter('b', [2]) },
      },
      withBias(2, 3),
    ],
    [
      'dense pruned',
      { kind: 'dense', inputs: [[3]], output: [2], tensors: { weight: pruned() } },
      all(6).filter(([, entry]) => mask[entry]),
    ],
    [
      'dense pruned with bias',
      { kind: 'dense', inputs: [[3]], output: [2], tensors: { weight: pruned(), bias: parameter('b', [2]) } },
      withBias(2, 3).filter(([which, entry]) => which === 1 || mask[entry]),
    ],
    [
      'dense frozen',
      {
        kind: 'dense',
        inputs: [[3]],
        output: [2],
        tensors: { weight: parameter('w', [2, 3], frozen), bias: parameter('b', [2], frozen) },
      },
      [],
    ],
    ['linear', activation('linear'), []],
    ['tanh', activation('tanh'), []],
    ['normalized gelu', activation('gelu', true), []],
    ['relu', activation('relu'), []],
    ['residual sum', { kind: 'add', inputs: [[2], [2]], output: [2], settings: { coefficients: [0.5, 1] } }, []],
    ['mean', { kind: 'mean', inputs: [[2], [2], [2]], output: [2] }, []],
    [
      'concat',
      {
        kind: 'concat',
        inputs: [
          [2, 2],
          [2, 1],
          [2, 3],
        ],
        output: [2, 6],
        settings: { axis: 1 },
      },
      [],
    ],
    ['flatten', { kind: 'flatten', inputs: [[2, 2]], output: [4] }, []],
    ['bias', { kind: 'bias', inputs: [[2, 3]], output: [2, 3], tensors: { bias: parameter('b', [3]) } }, all(3)],
    ['bias frozen', { kind: 'bias', inputs: [[3]], output: [3], tensors: { bias: parameter('b', [3], frozen) } }, []],
    ['scale', { kind: 'scale', inputs: [[3]], output: [3], settings: { value: 0.5 } }, []],
    [
      'scale learnable',
      {
        kind: 'scale',
        inputs: [[2, 3]],
        output: [2, 3],
        settings: { value: 1 },
        tensors: { weight: parameter('s', [3]) },
      },
      all(3),
    ],
    [
      'scale frozen',
      {
        kind: 'scale',
        inputs: [[3]],
        output: [3],
        settings: { value: 1 },
        tensors: { weight: parameter('s', [3], frozen) },
      },
      [],
    ],
  ])('%s', (_, sketch, columns) => {
    const sizes = sketch.inputs.map((shape) => shape.reduce((product, length) => product * length, 1));
    checkOperation(operation(sketch), sizes, columns);
  });
});

test('the derivative at a kink is that of PyTorch', () => {
  const relu = operation({
    kind: 'activation',
    inputs: [[2]],
    output: [2],
    settings: { activation: { name: 'relu', normalized: false } },
  });
  const { saved } = relu.forward([Matrix.fromRows([[0, -0]])], { ones: Float64Array.of(1) });
  expect([...relu.jvp(saved, [Matrix.fromRows([[1, 1]])]).data]).toEqual([0, 0]);
});

test('an unknown kind is a defect, said aloud', () => {
  expect(() => operation({ kind: 'toString', inputs: [[1]], output: [1] })).toThrow('No operation of kind "toString"');
});
