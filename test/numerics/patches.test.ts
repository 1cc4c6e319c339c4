import { describe, expect, it } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import {
  addPatchGradient,
  gatherPatches,
  mapPatches,
  type PatchMap,
  patchRows,
  type Patches,
  pullPatches,
} from '../../src/numerics/patches';
import { randomStream } from '../../src/numerics/random';

const random = (rows: number, cols: number, key: string) =>
  new Matrix(rows, cols, randomStream(5, key).normals(rows * cols));

/** Truth: the definition, entry by entry. */
function patch(sample: Float64Array, { taps, places, channelStride }: Patches, at: readonly number[]): number {
  const [window, channel, tap] = at;
  const place = places[window * taps + tap];
  return place < 0 ? 0 : sample[place + channel * channelStride];
}

interface Case {
  readonly positions: number;
  /** One a group, of two channels and three units each. */
  readonly groups: number;
  readonly first: boolean;
  readonly reads: readonly (readonly number[])[];
}

/** Maps that together read and write every channel; `reads`: the positions of each window, -1 for none. */
function mapsOf({ positions, groups, first, reads }: Case): PatchMap[] {
  const view = (group: number, channels: number, windows: readonly (readonly number[])[], size: number): Patches => {
    const [channelStride, positionStride] = first ? [size, 1] : [1, channels * groups];
    const start = group * channels * channelStride;
    const inOrder = windows.every((window, at) => window.length === 1 && window[0] === at);
    return {
      windows: windows.length,
      taps: windows[0].length,
      channels,
      places: Int32Array.from(windows.flat(), (at) => (at < 0 ? -1 : start + at * positionStride)),
      channelStride,
      ...(inOrder && { windowStride: positionStride }),
    };
  };
  return Array.from({ length: groups }, (_, group) => ({
    reads: view(group, 2, reads, positions),
    writes: view(group, 3, reads.map((_window, at) => [at]), reads.length),
    weight: random(3, 2 * reads[0].length, `weight ${group}`),
  })); // prettier-ignore
}

const edges = [[-1, 0, 1], [1, 2, 3], [3, 4, -1]]; // prettier-ignore
const cases: Record<string, Case> = {
  'windows with edges': { positions: 5, groups: 1, first: true, reads: edges },
  'channels last': { positions: 5, groups: 1, first: false, reads: edges },
  groups: { positions: 5, groups: 3, first: true, reads: edges },
  'groups, channels last': { positions: 5, groups: 3, first: false, reads: edges },
  'one tap, in order': { positions: 4, groups: 2, first: true, reads: [[0], [1], [2], [3]] },
  'one tap, in order, channels last': { positions: 4, groups: 2, first: false, reads: [[0], [1], [2], [3]] },
  'one tap, every other position': { positions: 9, groups: 1, first: true, reads: [[0], [2], [4], [6], [8]] },
  'one tap, more windows than fit a tile': {
    positions: 11,
    groups: 1,
    first: false,
    reads: Array.from({ length: 19 }, (_, at) => [(7 * at) % 11]),
  },
};

const SAMPLES = 3;
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, at) => sum + value * b[at], 0);

describe.each(Object.entries(cases))('patches: %s', (_, shape) => {
  const maps = mapsOf(shape);
  const [inputs, outputs] = [2 * shape.groups * shape.positions, 3 * shape.groups * shape.reads.length];
  const input = random(SAMPLES, inputs, 'input');

  it('are gathered', () => {
    for (const { reads } of maps) {
      const found = gatherPatches(input, reads);
      for (let i = 0, entry = 0; i < SAMPLES; i++)
        for (let window = 0; window < reads.windows; window++)
          for (let channel = 0; channel < 2; channel++)
            for (let tap = 0; tap < reads.taps; tap++, entry++)
              expect(found.data[entry]).toBe(patch(input.row(i), reads, [window, channel, tap]));
    }
  });

  it('are mapped, in addition to what is there', () => {
    const output = random(SAMPLES, outputs, 'output');
    const before = output.clone();
    mapPatches(input, output, maps);
    for (const { reads, writes, weight } of maps)
      for (let i = 0; i < SAMPLES; i++)
        for (let window = 0; window < reads.windows; window++)
          for (let unit = 0; unit < 3; unit++) {
            let sum = patch(before.row(i), writes, [window, unit, 0]);
            for (let q = 0; q < weight.cols; q++)
              sum += weight.get(unit, q) * patch(input.row(i), reads, [window, Math.floor(q / reads.taps), q % reads.taps]);
            expect(patch(output.row(i), writes, [window, unit, 0])).toBeCloseTo(sum, 12);
          }
  }); // prettier-ignore

  // Truth: <map(input), cotangent> = <input, pull(cotangent)> = <weight, gradient>.
  it('have a transpose and gradients', () => {
    const output = new Matrix(SAMPLES, outputs);
    mapPatches(input, output, maps);
    const cotangent = random(SAMPLES, outputs, 'cotangent');
    const product = dot(output.data, cotangent.data);
    expect(dot(pullPatches(cotangent, inputs, maps).data, input.data)).toBeCloseTo(product, 11);
    const gradients = maps.map((map) => {
      const gradient = new Float64Array(map.weight.data.length);
      addPatchGradient(input, cotangent, map, gradient);
      return dot(gradient, map.weight.data);
    });
    expect(gradients.reduce((sum, each) => sum + each)).toBeCloseTo(product, 11);
  });
});

it.each(Object.entries(cases))('rows of a Jacobian: %s', (_, shape) => {
  const maps = mapsOf(shape);
  const input = random(SAMPLES, 2 * shape.groups * shape.positions, 'input');
  const cotangent = random(2 * SAMPLES, 3 * shape.groups * shape.reads.length, 'cotangent');
  const ones = Float64Array.of(1, 0.5, 2);
  for (const map of maps)
    for (const constants of [ones, undefined]) {
      const found = patchRows(input, cotangent, map, constants);
      const { reads, writes, weight } = map;
      const width = weight.cols + (constants ? 1 : 0);
      expect([found.rows, found.cols]).toEqual([2 * SAMPLES, 3 * width]);
      for (let row = 0; row < found.rows; row++)
        for (let column = 0; column < found.cols; column++) {
          const [i, unit, q] = [Math.floor(row / 2), Math.floor(column / width), column % width];
          let sum = 0;
          for (let t = 0; t < reads.windows; t++)
            sum +=
              patch(cotangent.row(row), writes, [t, unit, 0]) *
              (q < weight.cols ? patch(input.row(i), reads, [t, Math.floor(q / reads.taps), q % reads.taps]) : ones[i]);
          expect(found.get(row, column)).toBeCloseTo(sum, 12);
        }
    }
});

it('many samples give what each gives alone', () => {
  const maps = mapsOf({ positions: 500, groups: 1, first: true, reads: Array.from({ length: 500 }, (_, at) => [at, at - 1]) }); // prettier-ignore
  const input = random(300, 1000, 'many');
  const output = new Matrix(300, 1500);
  mapPatches(input, output, maps);
  const pulled = pullPatches(output, 1000, maps);
  const gradient = new Float64Array(12);
  addPatchGradient(input, output, maps[0], gradient);
  const sum = new Float64Array(12);
  for (let i = 0; i < 300; i++) {
    const [one, own] = [new Matrix(1, 1000, input.row(i)), new Matrix(1, 1500)];
    mapPatches(one, own, maps);
    expect(Buffer.compare(bytesOf(own.data), bytesOf(output.row(i)))).toBe(0);
    expect(Buffer.compare(bytesOf(pullPatches(own, 1000, maps).data), bytesOf(pulled.row(i)))).toBe(0);
    addPatchGradient(one, own, maps[0], sum);
  }
  sum.forEach((value, at) => expect(gradient[at] / value).toBeCloseTo(1, 11));
});

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array) => Buffer.from(buffer, byteOffset, byteLength);
