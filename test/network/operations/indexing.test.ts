import { describe, expect, test } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import type { SettingValue, Shape } from '../../../src/spec/architecture';
import { layers } from '../../../src/spec/catalogue/catalogue';
import { isShapeProblem } from '../../../src/spec/catalogue/layer';
import { sliceOf } from '../../../src/spec/catalogue/slicing';
import { catalogueOperation } from './catalogue-operation';
import { checkOperation } from './check';

type Settings = Record<string, SettingValue>;
const sizeOf = (shape: Shape) => shape.reduce((product, length) => product * length, 1);

/** A 2x3 sample is 0 1 2 / 3 4 5. */
const cases: [string, Shape, Settings, Shape, number[]][] = [
  ['pad', [2, 1], { amounts: [1], value: 7 }, [4, 1], [7, 0, 1, 7]],
  ['pad', [2, 3], { amounts: [1], after: [0] }, [3, 3], [0, 0, 0, 0, 1, 2, 3, 4, 5]],
  ['pad', [2, 3], { amounts: [1], layout: 'channels_first' }, [2, 5], [0, 0, 1, 2, 0, 0, 3, 4, 5, 0]],
  ['pad', [2], { amounts: [0], after: [2], value: -1 }, [4], [0, 1, -1, -1]],
  ['pad', [1, 2, 1], { amounts: [1, 0], after: [0, 1] }, [2, 3, 1], [0, 0, 0, 0, 1, 0]],
  ['slice', [2, 3], { axis: 1, from: 1 }, [2, 2], [1, 2, 4, 5]],
  ['slice', [2, 3], { axis: 0, from: -1 }, [1, 3], [3, 4, 5]],
  ['slice', [2, 3], { axis: -1, step: -2 }, [2, 2], [2, 0, 5, 3]],
  ['slice', [5], { axis: 0, from: 1, to: -1, step: 2 }, [2], [1, 3]],
  ['permute', [2, 3], { order: [1, 0] }, [3, 2], [0, 3, 1, 4, 2, 5]],
  ['permute', [2, 1, 3], { order: [2, 0, 1] }, [3, 2, 1], [0, 3, 1, 4, 2, 5]],
  ['mean', [2, 3], { axis: [0] }, [3], [1.5, 2.5, 3.5]],
  ['mean', [2, 3], { axis: [-1] }, [2], [1, 4]],
  ['mean', [2, 3], { axis: [0, 1] }, [1], [2.5]],
  ['mean', [2, 2, 2], { axis: [0, -1] }, [2], [2.5, 4.5]],
];

describe.each(cases)('%s of %j, %j', (kind, shape, settings, outputShape, expected) => {
  const layout = settings.layout === 'channels_first' ? 'channels_first' : 'channels_last';
  const operation = catalogueOperation(kind, shape, settings);

  test('gives what a person would write', () => {
    const complete = { step: 1, value: 0, ...settings };
    expect(layers.get(kind)!.shape(complete, shape, { layout, inputs: [shape] })).toEqual(outputShape);
    const input = Matrix.fromRows([Array.from({ length: sizeOf(shape) }, (_, at) => at)]);
    expect([...operation.forward([input], { ones: Float64Array.of(1) }).output.data]).toEqual(expected);
  });

  test('has the derivatives of its forward pass', () => {
    checkOperation(operation, [sizeOf(shape)], []);
  });
});

test('the constant of pad is one that biases multiply', () => {
  const zero = catalogueOperation('pad', [1], { amounts: [1] });
  const seven = catalogueOperation('pad', [1], { amounts: [1], value: 7 });
  expect([zero.usesOnes, seven.usesOnes]).toEqual([false, true]);
  const { output } = seven.forward([Matrix.fromRows([[3]])], { ones: Float64Array.of(-2) });
  expect([...output.data]).toEqual([-14, 3, -14]);
});

test('slices are those of JavaScript forwards, and of the reversed list backwards', () => {
  const list = Array.from({ length: 5 }, (_, at) => at);
  const ends = [undefined, -7, -5, -2, -1, 0, 1, 3, 5, 9];
  const wrong = ends.flatMap((from) =>
    ends.flatMap((to) =>
      [1, 2, 3, -1, -2].flatMap((step) => {
        const { start, count } = sliceOf(list.length, { from, to, step });
        const taken = Array.from({ length: count }, (_, at) => start + at * step);
        // Backwards: entry j from the end of the list is entry ~j of the reversed one.
        const mirrored = (index: number | undefined) => (index === undefined ? undefined : ~index);
        const forwards = step > 0 ? list.slice(from, to) : list.toReversed().slice(mirrored(from), mirrored(to));
        const expected = forwards.filter((_, at) => at % Math.abs(step) === 0);
        return String(taken) === String(expected) ? [] : [[from, to, step, taken, expected]];
      }),
    ),
  );
  expect(wrong).toEqual([]);
});

const window = { kernel: [2], dilation: [1], padding: 'valid', ceil_mode: false };

test.each<[string, Shape, Settings, string]>([
  ['slice', [4, 2], { axis: 2, step: 1 }, 'slice has no axis 2, its input is 4x2.'],
  ['slice', [4, 2], { axis: -3, step: 1 }, 'slice has no axis -3, its input is 4x2.'],
  ['slice', [4], { axis: 0, step: 0 }, 'The step of slice is 0.'],
  ['slice', [4], { axis: 0, from: 3, to: 1, step: 1 }, 'slice takes nothing of axis 0, which is 4 long.'],
  ['permute', [4, 2], { order: [0, 0] }, 'permute to [0, 0] does not name each axis of 4x2 once.'],
  ['permute', [4, 2], { order: [1] }, 'permute to [1] does not name each axis of 4x2 once.'],
  ['mean', [4, 2], { axis: [0, -2] }, 'mean names an axis of 4x2 twice.'],
  ['mean', [4, 2], { axis: [2] }, 'mean has no axis 2, its input is 4x2.'],
  ['pad', [4, 2], { amounts: [1, 2] }, 'amounts of pad has 2 sizes, but 4x2 has 1 axis to pad.'],
  ['max_pool', [4], { kernel: [2] }, 'max_pool needs an input of channels and 1 to 3 position axes, but was given 4.'],
  [
    'adaptive_avg_pool',
    [4, 2],
    { positions: [1, 2] },
    'positions of adaptive_avg_pool has 2 sizes, but 4x2 has 1 position axis.',
  ],
  ['max_pool', [4, 1], { ...window, padding: [2] }, 'Some windows of max_pool hold padding only.'],
  ['avg_pool', [3, 1], { ...window, dilation: [5], padding: 'same' }, 'Some windows of avg_pool hold padding only.'],
])('%s of %j, %j is refused', (kind, shape, settings, problem) => {
  const layer = layers.get(kind)!;
  const result = layer.shape(settings, shape, { layout: 'channels_last', inputs: [shape] });
  expect(isShapeProblem(result) && result.problem).toBe(problem);
});
