import { describe, expect, test } from 'vitest';
import { adaptiveWindows, transposedWindowAxes, windowAxes, type Padding } from '../../../src/spec/catalogue/windows';

interface Sizes {
  readonly kernel: number;
  readonly stride?: number;
  readonly padding?: number | Exclude<Padding, readonly number[]>;
  readonly dilation?: number;
}

const settings = ({ kernel, stride = 1, padding = 0, dilation = 1 }: Sizes) => ({
  kernel: [kernel],
  stride: [stride],
  padding: typeof padding === 'number' ? [padding] : padding,
  dilation: [dilation],
});

describe('windows on one axis', () => {
  // PyTorch: floor((input + 2 padding - dilation (kernel - 1) - 1) / stride) + 1.
  test.each<[number, Sizes, number, [number, number]]>([
    [28, { kernel: 3 }, 26, [0, 0]],
    [26, { kernel: 3, stride: 2 }, 12, [0, 0]],
    [28, { kernel: 5, padding: 2 }, 28, [2, 2]],
    [7, { kernel: 3, stride: 2, padding: 1 }, 4, [1, 1]],
    [8, { kernel: 3, dilation: 3 }, 2, [0, 0]],
    [3, { kernel: 3, padding: 'valid' }, 1, [0, 0]],
    // The surplus zero at the end.
    [4, { kernel: 4, padding: 'same' }, 4, [1, 2]],
    [4, { kernel: 3, padding: 'same', dilation: 2 }, 4, [2, 2]],
    [4, { kernel: 3, padding: 'same', stride: 2 }, 2, [0, 1]],
    [5, { kernel: 1, padding: 'same', stride: 3 }, 2, [0, 0]],
    [5, { kernel: 4, padding: 'circular', stride: 2 }, 3, [1, 2]],
  ])('%i, %j', (input, sizes, output, [before, after]) => {
    const wraps = sizes.padding === 'circular';
    expect(windowAxes([input], settings(sizes))).toMatchObject([{ input, output, before, after, wraps }]);
  });

  // PyTorch's ceil_mode keeps a last window unless it would start in the padding after the input.
  test.each<[number, Sizes, number]>([
    [5, { kernel: 2, stride: 2 }, 3],
    [5, { kernel: 3, stride: 2 }, 2],
    [4, { kernel: 3, stride: 2, padding: 1 }, 3],
    [3, { kernel: 2, stride: 2, padding: 1 }, 2],
    [6, { kernel: 1, stride: 4 }, 2],
  ])('%i, %j, rounded up', (input, sizes, output) => {
    expect(windowAxes([input], { ...settings(sizes), ceil_mode: true })).toMatchObject([{ output }]);
  });

  // PyTorch: (input - 1) stride - 2 padding + dilation (kernel - 1) + output_padding + 1.
  test.each<[number, Sizes, number, number]>([
    [3, { kernel: 3 }, 0, 5],
    [7, { kernel: 4, stride: 2, padding: 1 }, 0, 14],
    [4, { kernel: 3, stride: 2, padding: 1 }, 1, 8],
    [2, { kernel: 2, stride: 2, dilation: 3 }, 1, 7],
    [4, { kernel: 3, stride: 2, padding: 'same' }, 0, 8],
    [4, { kernel: 3, stride: 2, padding: 'valid' }, 0, 9],
    [4, { kernel: 3, stride: 2, padding: 'circular' }, 0, 8],
  ])('transposed: %i, %j, output padding %i', (output, sizes, surplus, input) => {
    const transposed = { ...settings(sizes), output_padding: [surplus] };
    expect(transposedWindowAxes([output], transposed)).toMatchObject([{ input, output }]);
    // The convolution with the same arguments brings it back.
    expect(windowAxes([input], settings(sizes))).toMatchObject([{ input, output }]);
  });

  test('one size for every axis, or one an axis', () => {
    const common = { padding: [0], dilation: [1], stride: [2] };
    expect(windowAxes([9, 7], { ...common, kernel: [3] })).toMatchObject([{ output: 4 }, { output: 3 }]);
    expect(windowAxes([9, 7], { ...common, kernel: [1, 5] })).toMatchObject([{ output: 5 }, { output: 2 }]);
  });
});

describe('no windows', () => {
  test.each<[readonly number[], Sizes & { kernels?: readonly number[]; surplus?: number }, string]>([
    [[4], { kernel: 5 }, 'A window of 5 does not fit on an axis of 4 with padding 0.'],
    [[4], { kernel: 3, dilation: 3, padding: 1 }, 'A window of 7 does not fit on an axis of 4 with padding 1.'],
    [[8, 8], { kernel: 1, kernels: [3, 3, 3] }, 'kernel has 3 sizes, but the input has 2 position axes.'],
    [[8], { kernel: 1, kernels: [3, 3] }, 'kernel has 2 sizes, but the input has 1 position axis.'],
  ])('%j, %j', (positions, { kernels, ...sizes }, problem) => {
    const given = settings(sizes);
    expect(windowAxes(positions, { ...given, kernel: kernels ?? given.kernel })).toMatchObject({ problem });
  });

  test.each<[Sizes, number, string]>([
    [{ kernel: 3, stride: 2 }, 2, 'output_padding 2 must be smaller than the stride 2 or the dilation 1.'],
    [{ kernel: 3, padding: 'same' }, 1, 'output_padding 1 cannot change a size that padding: same fixes.'],
    [{ kernel: 1, padding: 2 }, 0, 'Padding 2 leaves nothing of an axis of 3.'],
  ])('transposed: %j, output padding %i', (sizes, surplus, problem) => {
    expect(transposedWindowAxes([3], { ...settings(sizes), output_padding: [surplus] })).toMatchObject({ problem });
  });
});

test('adaptive windows cover the input as PyTorch has them', () => {
  const bounds = (input: number, output: number) =>
    adaptiveWindows(input, output).map(({ start, end }) => [start, end]);
  expect(bounds(6, 3)).toEqual([
    [0, 2],
    [2, 4],
    [4, 6],
  ]);
  expect(bounds(5, 3)).toEqual([
    [0, 2],
    [1, 4],
    [3, 5],
  ]);
  expect(bounds(2, 3)).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
});
