import { describe, expect, test } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import { constantStart } from '../../../src/network/operations/operations';
import type { SettingValue, Shape } from '../../../src/spec/architecture';
import { layers } from '../../../src/spec/catalogue/catalogue';
import { numbers } from '../build';
import { catalogueOperation } from './catalogue-operation';
import { checkOperation, expectClose, type Entry } from './check';

interface Case {
  readonly kind: string;
  readonly shape: Shape;
  readonly settings: Record<string, SettingValue>;
  /** Values of one group are normalised together. */
  readonly group: (coordinates: readonly number[], sample: number) => string | number;
  /** Entry of gamma and beta; without it neither is there. */
  readonly entry?: (coordinates: readonly number[]) => number;
  /** Entries of gamma and of beta. */
  readonly entries: number;
  readonly centred?: false;
  readonly beta?: false;
}

const cases: Case[] = [
  { kind: 'layer_norm', shape: [5], settings: {}, group: (_, i) => i, entry: ([j]) => j, entries: 5 },
  { kind: 'layer_norm', shape: [5], settings: { affine: false }, group: (_, i) => i, entries: 0 },
  {
    kind: 'layer_norm',
    shape: [3, 4],
    settings: { eps: 0 },
    group: ([t], i) => `${i} ${t}`,
    entry: ([, j]) => j,
    entries: 4,
  },
  {
    kind: 'layer_norm',
    shape: [2, 3, 2],
    settings: { axes: 2, bias: false },
    group: ([t], i) => `${i} ${t}`,
    entry: ([, a, b]) => 2 * a + b,
    entries: 6,
    beta: false,
  },
  {
    kind: 'rms_norm',
    shape: [2, 4],
    settings: { eps: 0 },
    group: ([t], i) => `${i} ${t}`,
    entry: ([, j]) => j,
    entries: 4,
    centred: false,
    beta: false,
  },
  {
    kind: 'rms_norm',
    shape: [3],
    settings: { affine: false, eps: 0.5 },
    group: (_, i) => i,
    entries: 0,
    centred: false,
  },
  {
    kind: 'group_norm',
    shape: [2, 2, 6],
    settings: { groups: 3 },
    group: ([, , c], i) => `${i} ${Math.floor(c / 2)}`,
    entry: ([, , c]) => c,
    entries: 6,
  },
  {
    kind: 'group_norm',
    shape: [4, 3],
    settings: { groups: 2, layout: 'channels_first', eps: 0 },
    group: ([c], i) => `${i} ${Math.floor(c / 2)}`,
    entry: ([c]) => c,
    entries: 4,
  },
  {
    kind: 'group_norm',
    shape: [4],
    settings: { groups: 2 },
    group: ([c], i) => `${i} ${Math.floor(c / 2)}`,
    entry: ([c]) => c,
    entries: 4,
  },
  { kind: 'batch_norm', shape: [3], settings: {}, group: ([c]) => c, entry: ([c]) => c, entries: 3 },
  { kind: 'batch_norm', shape: [3], settings: { affine: false, eps: 0 }, group: ([c]) => c, entries: 0 },
  {
    kind: 'batch_norm',
    shape: [2, 2, 3],
    settings: { eps: 0 },
    group: ([, , c]) => c,
    entry: ([, , c]) => c,
    entries: 3,
  },
  {
    kind: 'batch_norm',
    shape: [3, 2, 2],
    settings: { layout: 'channels_first' },
    group: ([c]) => c,
    entry: ([c]) => c,
    entries: 3,
  },
];

const rows = cases.map(
  (one) => [`${one.kind} of ${one.shape.join('x')}, ${JSON.stringify(one.settings)}`, one] as const,
);
const sizeOf = (shape: Shape) => shape.reduce((product, length) => product * length, 1);
const operationOf = ({ kind, shape, settings }: Case) => catalogueOperation(kind, shape, settings);
const samples = 3;
const ones = Float64Array.of(1, -0.5, 2);

function coordinatesOf(flat: number, shape: Shape): number[] {
  return shape.map((length, axis) => Math.floor(flat / sizeOf(shape.slice(axis + 1))) % length);
}

/** Value by value, from the words of PyTorch's documentation. */
function naive(one: Case, input: Matrix): number[] {
  const { shape, group, entry, settings, centred = true, beta = true } = one;
  const { parameters } = operationOf(one);
  const eps = (settings.eps as number | undefined) ?? 1e-5;
  const keyOf = (sample: number, flat: number) => group(coordinatesOf(flat, shape), sample);
  const members = new Map<string | number, number[]>();
  for (let at = 0; at < input.data.length; at++) {
    const key = keyOf(Math.floor(at / input.cols), at % input.cols);
    members.set(key, [...(members.get(key) ?? []), input.data[at]]);
  }
  const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return Array.from(input.data, (value, at) => {
    const [sample, flat] = [Math.floor(at / input.cols), at % input.cols];
    const values = members.get(keyOf(sample, flat))!;
    const mean = centred ? average(values) : 0;
    const z = (value - mean) / Math.sqrt(average(values.map((other) => (other - mean) ** 2)) + eps);
    if (!entry) return z;
    const index = entry(coordinatesOf(flat, shape));
    return z * parameters[0].values[index] + (beta ? ones[sample] * parameters[1].values[index] : 0);
  });
}

describe.each(rows)('%s', (_, one) => {
  const operation = operationOf(one);

  test('is the formula', () => {
    const input = numbers(samples, sizeOf(one.shape), 3);
    expectClose(operation.forward([input], { ones }).output.data, naive(one, input), 1e-14);
  });

  test('has the derivatives of its forward pass', () => {
    const columns = operation.parameters.flatMap((_, index) =>
      Array.from({ length: one.entries }, (_, entry): Entry => [index, entry]),
    );
    expect(operation.parameters.length).toBe(one.entry ? (one.beta === false ? 1 : 2) : 0);
    checkOperation(operation, [sizeOf(one.shape)], columns);
  });
});

describe('given statistics', () => {
  test.each<[string, Shape, Record<string, SettingValue>, (flat: number) => number]>([
    ['features', [3], {}, (flat) => flat],
    ['channels last', [2, 2, 3], { eps: 0 }, (flat) => flat % 3],
    ['channels first', [3, 4], { layout: 'channels_first' }, (flat) => Math.floor(flat / 4)],
  ])('%s', (_, shape, settings, channel) => {
    const operation = catalogueOperation('batch_norm', shape, { statistics: 'given', ...settings });
    const [mean, variance] = [numbers(1, 3, 17), numbers(1, 3, 18)].map(({ data }) => data.map((x) => x ** 2 + 0.1));
    const eps = (settings.eps as number | undefined) ?? 1e-5;
    const [gamma, beta] = operation.parameters.map(({ values }) => values);
    const input = numbers(samples, sizeOf(shape), 3);
    const expected = input.data.map((value, at) => {
      const [sample, c] = [Math.floor(at / input.cols), channel(at % input.cols)];
      return (gamma[c] * (value - ones[sample] * mean[c])) / Math.sqrt(variance[c] + eps) + ones[sample] * beta[c];
    });
    expectClose(operation.forward([input], { ones }).output.data, expected, 1e-14);
    expect([operation.linear, operation.usesOnes, operation.couples]).toEqual([true, true, undefined]);
    const columns = [0, 1].flatMap((index) => [0, 1, 2].map((entry): Entry => [index, entry]));
    checkOperation(operation, [sizeOf(shape)], columns);
  });
});

test('frozen norms have no columns', () => {
  for (const kind of ['batch_norm', 'layer_norm', 'rms_norm']) {
    const operation = catalogueOperation(kind, [4], {}, { trainable: false });
    checkOperation(operation, [4], []);
  }
});

test('tensors start where the norm alone is left', () => {
  const node = { id: 1, layer: 0, kind: 'batch_norm', inputs: [0], inputShapes: [[2]], outputShape: [2] };
  const starts = ['weight', 'bias', 'running_mean', 'running_var'].map((name) =>
    constantStart({ ...node, settings: {}, tensors: {} }, name),
  );
  expect(starts).toEqual([1, 0, 0, 1]);
});

test('a large mean costs no digits beyond those of the data', () => {
  // Integers and their multiples of a power of two: every value is exact, so z of x and of x + 2^40 agree.
  const x = [1, 2, 3, 5, 8, 13].map((value) => value / 4);
  const z = (shift: number) => [
    ...catalogueOperation('layer_norm', [6], { affine: false, eps: 0 }).forward(
      [Matrix.fromRows([x.map((v) => v + shift)])],
      { ones: Float64Array.of(1) },
    ).output.data,
  ];
  expectClose(z(2 ** 40), z(0), 4e-16);
});

describe('shapes that do not fit', () => {
  test.each<[string, Shape, Record<string, unknown>, string]>([
    ['layer_norm', [4], { axes: 2 }, 'layer_norm over 2 axes needs an input of at least as many, but was given 4.'],
    ['group_norm', [2, 6], { groups: 4 }, 'group_norm cannot split 6 channels into 4 equal groups.'],
  ])('%s of %j', (kind, shape, settings, problem) => {
    const context = { layout: 'channels_last', inputs: [shape] } as const;
    expect(layers.get(kind)!.shape(settings, shape, context)).toMatchObject({ problem });
  });
});
