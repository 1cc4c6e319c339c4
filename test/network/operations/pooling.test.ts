import { describe, expect, test } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import type { SettingValue, Shape } from '../../../src/spec/architecture';
import { numbers } from '../build';
import { catalogueOperation } from './catalogue-operation';
import { checkOperation, expectClose } from './check';

const one = { ones: Float64Array.of(1) };
const outputOf = (kind: string, shape: Shape, settings: Record<string, SettingValue>, input: Matrix) =>
  catalogueOperation(kind, shape, settings).forward([input], { ones: new Float64Array(input.rows).fill(1) }).output;

describe('values by hand', () => {
  test.each<[string, Shape, Record<string, SettingValue>, number[], number[]]>([
    ['max_pool', [4, 1], { kernel: [2] }, [1, 3, 2, 0], [3, 2]],
    ['max_pool', [4, 1], { kernel: [2], stride: [1] }, [1, 3, 2, 0], [3, 3, 2]],
    ['max_pool', [5, 1], { kernel: [2] }, [1, 3, 2, 0, 5], [3, 2]],
    ['max_pool', [5, 1], { kernel: [2], ceil_mode: true }, [1, 3, 2, 0, 5], [3, 2, 5]],
    ['max_pool', [3, 1], { kernel: [3], stride: [1], padding: [1] }, [-1, -3, -2], [-1, -1, -2]],
    ['max_pool', [3, 1], { kernel: [2], stride: [1], padding: 'same' }, [-1, -3, -2], [-1, -2, -2]],
    ['max_pool', [5, 1], { kernel: [2], stride: [1], dilation: [3] }, [4, 0, 1, 2, 3], [4, 3]],
    ['max_pool', [2, 2, 1], { kernel: [2] }, [1, 3, 2, 0], [3]],
    ['max_pool', [2, 2], { kernel: [2] }, [1, 30, 2, 0], [2, 30]],
    ['max_pool', [2, 2], { kernel: [2], layout: 'channels_first' }, [1, 30, 2, 0], [30, 2]],
    ['avg_pool', [4, 1], { kernel: [2] }, [1, 3, 2, 0], [2, 1]],
    ['avg_pool', [3, 1], { kernel: [3], stride: [1], padding: [1] }, [3, 6, 9], [3, 6, 5]],
    [
      'avg_pool',
      [3, 1],
      { kernel: [3], stride: [1], padding: [1], count_include_pad: false },
      [3, 6, 9],
      [4.5, 6, 7.5],
    ],
    // PyTorch: the last window ends with the padding after the input, here two places of three.
    ['avg_pool', [4, 1], { kernel: [3], stride: [2], padding: [1], ceil_mode: true }, [3, 6, 9, 12], [3, 9, 6]],
    ['avg_pool', [5, 1], { kernel: [3], stride: [3], ceil_mode: true }, [3, 6, 9, 12, 14], [6, 13]],
    ['avg_pool', [3, 1], { kernel: [2], stride: [1], padding: 'same' }, [3, 6, 9], [4.5, 7.5, 4.5]],
    ['global_avg_pool', [2, 2], {}, [1, 30, 2, 0], [1.5, 15]],
    ['global_avg_pool', [2, 2], { layout: 'channels_first' }, [1, 30, 2, 0], [15.5, 1]],
    ['global_max_pool', [2, 2], {}, [1, 30, 2, 0], [2, 30]],
    // Windows [0, 2) and [1, 3) of three inputs.
    ['adaptive_avg_pool', [3, 1], { positions: [2] }, [1, 3, 8], [2, 5.5]],
    ['adaptive_avg_pool', [2, 1], { positions: [3] }, [1, 3], [1, 2, 3]],
  ])('%s of %j, %j', (kind, shape, settings, input, expected) => {
    expect([...outputOf(kind, shape, settings, Matrix.fromRows([input])).data]).toEqual(expected);
  });
});

/** One axis as a person slides a window: starts, one stride apart, until the padded input is covered. */
function starts(
  length: number,
  { span, stride, pad, ceil }: { span: number; stride: number; pad: number; ceil: boolean },
): number[] {
  const found: number[] = [];
  for (let start = -pad; start + span <= length + pad; start += stride) found.push(start);
  const next = found.at(-1)! + stride;
  return ceil && found.at(-1)! + span < length + pad && next < length ? [...found, next] : found;
}

interface Geometry {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly pad: readonly number[];
  readonly dilation: readonly number[];
  readonly ceil: boolean;
}

/** Every output window as the entries (undefined: padding) that it sees, positions row-major, channels last. */
function naiveWindows(sample: readonly number[], shape: Shape, geometry: Geometry): (number | undefined)[][] {
  const [channels, axes] = [shape.at(-1)!, shape.slice(0, -1)];
  const at = (position: readonly number[], channel: number) =>
    position.some((x, axis) => x < 0 || x >= axes[axis])
      ? undefined
      : sample[position.reduce((index, x, axis) => index * axes[axis] + x, 0) * channels + channel];
  const product = (lists: readonly (readonly number[])[]): number[][] =>
    lists.reduce<number[][]>((all, list) => all.flatMap((head) => list.map((x) => [...head, x])), [[]]);
  const origins = product(
    axes.map((length, axis) =>
      starts(length, {
        span: geometry.dilation[axis] * (geometry.kernel[axis] - 1) + 1,
        stride: geometry.stride[axis],
        pad: geometry.pad[axis],
        ceil: geometry.ceil,
      }),
    ),
  );
  return origins.flatMap((origin) =>
    Array.from({ length: channels }, (_, channel) => {
      const taps = product(
        geometry.kernel.map((kernel, axis) =>
          Array.from({ length: kernel }, (_, q) => origin[axis] + q * geometry.dilation[axis]).filter(
            (x) => x < axes[axis] + geometry.pad[axis],
          ),
        ),
      );
      return taps.map((position) => at(position, channel));
    }),
  );
}

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const largest = (values: readonly (number | undefined)[]) => Math.max(...values.map((value) => value ?? -Infinity));

function transposed(sample: ArrayLike<number>, rows: number): number[] {
  const columns = sample.length / rows;
  return Array.from(sample, (_, at) => sample[(at % rows) * columns + Math.floor(at / rows)]);
}

describe('the formula, window by window', () => {
  test.each<[Shape, Geometry]>([
    [[7, 2], { kernel: [3], stride: [2], pad: [1], dilation: [1], ceil: false }],
    [[8, 2], { kernel: [3], stride: [2], pad: [1], dilation: [1], ceil: true }],
    [[9, 1], { kernel: [2], stride: [3], pad: [1], dilation: [2], ceil: true }],
    [[5, 6, 2], { kernel: [2, 3], stride: [1, 2], pad: [1, 0], dilation: [1, 2], ceil: false }],
    [[5, 6, 3], { kernel: [3, 2], stride: [2, 2], pad: [1, 1], dilation: [1, 1], ceil: true }],
    [[3, 4, 5, 2], { kernel: [2, 2, 3], stride: [1, 2, 2], pad: [0, 1, 1], dilation: [1, 1, 1], ceil: true }],
  ])('%j, %j', (shape, geometry) => {
    const { kernel, stride, pad: padding, dilation, ceil: ceil_mode } = geometry;
    const settings = { kernel, stride, padding, dilation, ceil_mode };
    const input = numbers(
      1,
      shape.reduce((product, length) => product * length, 1),
    );
    const seen = naiveWindows([...input.data], shape, geometry);
    const expected = {
      max: seen.map(largest),
      padded: seen.map((window) => average(window.map((value) => value ?? 0))),
      unpadded: seen.map((window) => average(window.filter((value) => value !== undefined))),
    };
    const first = shape.slice(0, -1);
    const channels = shape.at(-1)!;
    const positions = input.cols / channels;
    for (const layout of ['channels_last', 'channels_first'] as const) {
      const turned = layout === 'channels_first';
      const given = turned ? new Matrix(1, input.cols, Float64Array.from(transposed(input.data, positions))) : input;
      const check = (kind: string, more: Record<string, SettingValue>, values: number[]) => {
        const output = outputOf(kind, turned ? [channels, ...first] : shape, { ...settings, ...more, layout }, given);
        expectClose(output.data, turned ? transposed(values, values.length / channels) : values, 1e-14);
      };
      check('max_pool', {}, expected.max);
      check('avg_pool', {}, expected.padded);
      check('avg_pool', { count_include_pad: false }, expected.unpadded);
    }
  });
});

test.each<[string, Shape, Record<string, SettingValue>]>([
  ['max_pool', [5, 4, 2], { kernel: [2], stride: [1] }],
  ['max_pool', [2, 5, 4], { kernel: [3], stride: [2], padding: [1], layout: 'channels_first' }],
  ['global_max_pool', [5, 2], {}],
  ['avg_pool', [5, 4, 2], { kernel: [3, 2], stride: [2], padding: [1], ceil_mode: true }],
  ['avg_pool', [2, 5, 4], { kernel: [3], stride: [1], padding: 'same', layout: 'channels_first' }],
  ['global_avg_pool', [2, 3, 2], {}],
  ['adaptive_avg_pool', [5, 4, 2], { positions: [2, 3] }],
])('%s of %j, %j has the derivatives of its forward pass', (kind, shape, settings) => {
  checkOperation(catalogueOperation(kind, shape, settings), [shape.reduce((all, length) => all * length, 1)], []);
});

test('of equal entries the first is taken, and what is not a number reaches the output', () => {
  const pool = catalogueOperation('max_pool', [4, 1], { kernel: [4] });
  const winner = (row: number[]) => {
    const { output, saved } = pool.forward([Matrix.fromRows([row])], one);
    return [output.data[0], ...pool.vjp(saved, Matrix.fromRows([[1]]), 1)[0].data];
  };
  expect(winner([0, 2, 2, 1])).toEqual([2, 0, 1, 0, 0]);
  expect(winner([0, NaN, 2, 1])).toEqual([NaN, 0, 1, 0, 0]);
});
