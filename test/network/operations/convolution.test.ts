import { describe, expect, test } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import type { Operation } from '../../../src/network/operation';
import type { SettingValue, Shape } from '../../../src/spec/architecture';
import { numbers } from '../build';
import { affineColumns, catalogueOperation } from './catalogue-operation';
import { checkOperation, expectClose, type Entry } from './check';

type Settings = Readonly<Record<string, SettingValue>>;

/** A layer and what a person expects of it: [positions..., channels] in and out, zeros (or wrapped values) before the input on each axis. */
interface Case {
  readonly kind: string;
  readonly settings: Settings;
  readonly input: Shape;
  readonly output: Shape;
  readonly before: readonly number[];
}

const conv1 = (settings: Settings, input: Shape, output: Shape, before = [0]): Case => ({
  kind: 'conv1d',
  settings: { filters: 2, kernel: [3], ...settings },
  input,
  output,
  before,
});
const conv2 = (settings: Settings, input: Shape, output: Shape, before = [0, 0]): Case => ({
  ...conv1(settings, input, output, before),
  kind: 'conv2d',
});
const transposed1 = (settings: Settings, input: Shape, output: Shape, before = [0]): Case => ({
  ...conv1(settings, input, output, before),
  kind: 'conv_transpose1d',
});

const convolutions: Case[] = [
  conv1({}, [5, 2], [3, 2]),
  conv1({ filters: 1, kernel: [1] }, [3, 2], [3, 1]),
  conv1({ stride: [2] }, [6, 1], [2, 2]),
  conv1({ padding: [2] }, [3, 1], [5, 2], [2]),
  conv1({ dilation: [2] }, [6, 1], [2, 2]),
  conv1({ padding: 'same' }, [4, 1], [4, 2], [1]),
  conv1({ padding: 'same', kernel: [4] }, [4, 1], [4, 2], [1]),
  conv1({ padding: 'same', stride: [2] }, [4, 1], [2, 2], [0]),
  conv1({ padding: 'same', stride: [2] }, [5, 1], [3, 2], [1]),
  conv1({ padding: 'same', stride: [3], kernel: [2] }, [7, 1], [3, 2], [0]),
  conv1({ padding: 'circular' }, [4, 1], [4, 2], [1]),
  conv1({ padding: 'circular', kernel: [4] }, [5, 1], [5, 2], [1]),
  conv1({ padding: 'circular', stride: [2], dilation: [2] }, [5, 1], [3, 2], [2]),
  conv1({ padding: 'circular', kernel: [5] }, [2, 1], [2, 2], [2]),
  conv1({ groups: 2 }, [4, 4], [2, 2]),
  conv1({ groups: 2, filters: 4, padding: 'same' }, [3, 2], [3, 4], [1]),
  conv2({ kernel: [2] }, [3, 4, 2], [2, 3, 2]),
  conv2({ kernel: [2, 3], stride: [2, 1], padding: [1, 0], dilation: [1, 2] }, [4, 6, 1], [3, 2, 2], [1, 0]),
  conv2({ kernel: [3], padding: 'same', stride: [1, 2] }, [2, 5, 1], [2, 3, 2], [1, 1]),
  conv2({ kernel: [2, 1], padding: 'circular', groups: 2 }, [2, 2, 2], [2, 2, 2], [0, 0]),
  { ...conv1({ kernel: [2, 1, 2], stride: [1, 2, 1] }, [2, 3, 3, 2], [1, 2, 2, 2], [0, 0, 0]), kind: 'conv3d' },
];
const transposed: Case[] = [
  transposed1({}, [3, 2], [5, 2]),
  transposed1({ stride: [2] }, [3, 1], [7, 2]),
  transposed1({ stride: [2], padding: [1], output_padding: [1] }, [3, 1], [6, 2], [1]),
  transposed1({ stride: [3], kernel: [2], dilation: [2], output_padding: [2] }, [2, 1], [8, 2]),
  transposed1({ stride: [2], padding: 'same' }, [3, 1], [6, 2], [0]),
  transposed1({ padding: 'same' }, [3, 1], [3, 2], [1]),
  transposed1({ stride: [2], padding: 'circular', kernel: [5] }, [2, 1], [4, 2], [2]),
  transposed1({ groups: 2 }, [2, 4], [4, 2]),
  transposed1({ groups: 2, filters: 4 }, [2, 2], [4, 4]),
  {
    ...transposed1({ kernel: [2, 3], stride: [1, 2], padding: [0, 1] }, [2, 2, 1], [3, 3, 2], [0, 1]),
    kind: 'conv_transpose2d',
  },
  {
    ...transposed1({ kernel: [2, 1, 2], stride: [1, 2, 1] }, [1, 2, 2, 2], [2, 3, 3, 2], [0, 0, 0]),
    kind: 'conv_transpose3d',
  },
];
const all = [...convolutions, ...transposed].map((one) => [one.kind, JSON.stringify(one.settings), one] as const);

describe.each(['channels_last', 'channels_first'])('%s', (layout) => {
  test.each(all)('%s %s is the sum that defines it', (_, __, one) => {
    const operation = operationOf(one, layout);
    const samples = numbers(2, volume(one.input), 3);
    const ones = Float64Array.of(1, -0.5);
    const arranged = arrange(samples.toRows(), one.input, layout);
    const output = operation.forward([arranged], { ones }).output;
    const expected = samples.toRows().map((sample, i) => naive(operation, one, sample, ones[i]));
    expectClose(output.data, arrange(expected, one.output, layout).data, 1e-14);
  });

  test.each(all)('%s %s has the derivatives of its values', (_, __, one) => {
    const operation = operationOf(one, layout);
    checkOperation(operation, [volume(one.input)], columnsOf(operation, one));
  });
});

describe('what is learned', () => {
  const one = conv2({ kernel: [2], groups: 2 }, [2, 3, 2], [1, 2, 2]);
  const mask = Uint8Array.of(1, 0, 1, 1, 0, 1, 1, 1);

  test('a part a group, of the positions of the output', () => {
    const operation = operationOf(one);
    const { saved } = operation.forward([numbers(3, 12)], { ones: new Float64Array(3).fill(1) });
    const parts = operation.parameterJacobian(saved, numbers(3, 4), 1);
    expect(parts.map((part) => part.form === 'outer' && [part.positions, part.leftWidth, part.rightWidth])).toEqual([
      [2, 1, 5],
      [2, 1, 5],
    ]);
  });

  test('without a bias', () => {
    const operation = operationOf({ ...one, settings: { ...one.settings, bias: false } });
    expect(operation.usesOnes).toBe(false);
    checkOperation(operation, [12], affineColumns(0, 2, 4));
  });

  test('what survives pruning, the bias always', () => {
    const operation = pruned(one, mask);
    checkOperation(
      operation,
      [12],
      affineColumns(0, 2, 4, 1).filter(([which, entry]) => which === 1 || mask[entry] === 1),
    );
  });

  test('what survives pruning of a transposed convolution', () => {
    const operation = pruned(transposed1({ kernel: [2] }, [2, 2], [3, 2]), mask);
    checkOperation(
      operation,
      [4],
      columnsOf(operation, transposed1({ kernel: [2] }, [2, 2], [3, 2])).filter(
        ([which, entry]) => which === 1 || mask[entry] === 1,
      ),
    );
  });

  test('nothing that is frozen', () => {
    checkOperation(catalogueOperation('conv2d', one.input, one.settings, { trainable: false }), [12], []);
  });

  test('depthwise is a convolution with as many groups as channels', () => {
    const [depthwise, grouped] = [
      catalogueOperation('depthwise_conv2d', [3, 3, 2], { kernel: [2], multiplier: 2 }),
      catalogueOperation('conv2d', [3, 3, 2], { kernel: [2], filters: 4, groups: 2 }),
    ];
    expect(depthwise.parameters).toEqual(grouped.parameters);
    const batch = { ones: Float64Array.of(1) };
    const input = numbers(1, 18);
    expect(depthwise.forward([input], batch).output).toEqual(grouped.forward([input], batch).output);
  });

  test('many samples, block by block, are each like one', () => {
    const operation = catalogueOperation('conv1d', [600, 2], { filters: 2, kernel: [300], padding: 'same' });
    const batch = numbers(7, 1200);
    const ones = Float64Array.from(range(7));
    const { output, saved } = operation.forward([batch], { ones });
    const pulled = operation.vjp(saved, output, 1)[0];
    for (const i of [0, 6]) {
      const alone = operation.forward([Matrix.fromRows([[...batch.row(i)]])], { ones: ones.subarray(i, i + 1) });
      expect(alone.output.data).toEqual(output.row(i));
      expect(operation.vjp(alone.saved, alone.output, 1)[0].data).toEqual(pulled.row(i));
    }
  });
});
function operationOf({ kind, settings, input }: Case, layout = 'channels_last'): Operation {
  const shape = layout === 'channels_first' ? [input.at(-1)!, ...input.slice(0, -1)] : input;
  return catalogueOperation(kind, shape, { ...settings, layout });
}

function pruned({ kind, input, settings }: Case, mask: Uint8Array): Operation {
  return catalogueOperation(kind, input, settings, ({ name, values }) =>
    name === 'weight' ? { mask, values: values.map((value, at) => value * mask[at]) } : {},
  );
}

/** Samples in rows, [positions..., channels], as the layout has them. */
function arrange(rows: number[][], shape: Shape, layout: string): Matrix {
  if (layout === 'channels_last') return Matrix.fromRows(rows);
  const channels = shape.at(-1)!;
  return Matrix.fromRows(
    rows.map((row) =>
      Array.from({ length: channels }, (_, c) => row.filter((_, entry) => entry % channels === c)).flat(),
    ),
  );
}

/** The columns in order: unit by unit its incoming weights (channel, tap), then its bias. */
function columnsOf(operation: Operation, { kind, settings, output }: Case): Entry[] {
  const [weight] = operation.parameters;
  const units = output.at(-1)!;
  const taps = volume(weight.shape.slice(2));
  if (!kind.startsWith('conv_transpose')) return affineColumns(0, units, weight.shape[1] * taps, 1);
  const groups = Number(settings.groups ?? 1);
  const [inputs, perGroup] = [weight.shape[0] / groups, units / groups];
  return range(units).flatMap((unit): Entry[] => [
    ...range(inputs).flatMap((c) => {
      const channel = Math.floor(unit / perGroup) * inputs + c;
      return range(taps).map((q): Entry => [0, (channel * perGroup + (unit % perGroup)) * taps + q]);
    }),
    [1, unit],
  ]);
}

/** Convolutions gather, their transposes scatter: loops over positions, channels and taps, values beyond the ends 0 or wrapped. */
function naive(operation: Operation, one: Case, sample: number[], ones: number): number[] {
  const [weight, bias] = operation.parameters.map(({ values }) => values);
  const [, perGroup, ...kernel] = operation.parameters[0].shape;
  const { input, output, before, settings } = one;
  const [from, to] = [input.slice(0, -1), output.slice(0, -1)];
  const [channels, units] = [input.at(-1)!, output.at(-1)!];
  const groups = Number(settings.groups ?? 1);
  const transposes = one.kind.startsWith('conv_transpose');
  const result = range(volume(to) * units).map((entry) => ones * bias[entry % units]);
  // The windows are those of the convolution; what they cover is its input, which is a transposed convolution's output.
  const [windows, covered] = transposes ? [from, to] : [to, from];
  for (const t of places(windows))
    for (const q of places(kernel)) {
      const reached = t.map((start, axis) => start * on(settings.stride, axis) + q[axis] * on(settings.dilation, axis));
      const place = flat(
        reached.map((at, axis) => at - before[axis]),
        covered,
        settings.padding === 'circular',
      );
      if (place === undefined) continue;
      const window = flat(t, windows, false)!;
      const [reads, writes] = transposes ? [window, place] : [place, window];
      for (const unit of range(units))
        for (const channel of range(channels)) {
          const group = Math.floor(unit / (units / groups));
          if (Math.floor(channel / (channels / groups)) !== group) continue;
          const [row, column] = transposes ? [channel, unit % perGroup] : [unit, channel % perGroup];
          const tap = flat(q, kernel, false)!;
          result[writes * units + unit] +=
            weight[(row * perGroup + column) * volume(kernel) + tap] * sample[reads * channels + channel];
        }
    }
  return result;
}

function on(sizes: SettingValue, axis: number): number {
  const [first, ...others] = (sizes ?? [1]) as readonly number[];
  return axis === 0 ? first : (others[axis - 1] ?? first);
}

/** Row-major index; undefined beyond the ends unless it wraps. */
function flat(place: readonly number[], lengths: Shape, wraps: boolean): number | undefined {
  let index = 0;
  for (const [axis, length] of lengths.entries()) {
    const at = wraps ? (place[axis] + 100 * length) % length : place[axis];
    if (at < 0 || at >= length) return undefined;
    index = index * length + at;
  }
  return index;
}

function places(lengths: Shape): number[][] {
  return lengths.reduce<number[][]>(
    (all, length) => all.flatMap((head) => range(length).map((x) => [...head, x])),
    [[]],
  );
}

function range(length: number): number[] {
  return Array.from({ length }, (_, at) => at);
}

function volume(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}
