import type { Arena } from './arena';
import { Matrix } from './matrix';
import { anyArray } from './spare-arrays';
import { type Kernels, withKernels } from './wasm';

/** What windows read of some channels of a flat sample. Entries of its patches: (window, channel, tap), row-major; 0 where a tap reads nothing. */
export interface Patches {
  readonly windows: number;
  readonly taps: number;
  readonly channels: number;
  /** windows x taps: the entry of the first channel that is read, -1 for none. */
  readonly places: Int32Array;
  readonly channelStride: number;
  /** Where the windows have one tap each and lie evenly, so that the sample is its own patches, how far apart they are. */
  readonly windowStride?: number;
}

/** Output patches = input patches times weight^T. */
export interface PatchMap {
  readonly reads: Patches;
  /** With a `windowStride`. */
  readonly writes: Patches;
  /** units x (channel, tap). */
  readonly weight: Matrix;
}

/** Entries of one sample's patches: where windows lie densely, `taps` times as many as the channels have. */
export function patchLength({ windows, channels, taps }: Patches): number {
  return windows * channels * taps;
}

/** samples.rows x patchLength. */
export function gatherPatches(samples: Matrix, patches: Patches): Matrix {
  const length = patchLength(patches);
  const result = new Matrix(samples.rows, length);
  inBlocks(samples.rows, samples.cols + length, (kernels, arena, blocks) => {
    const source = placed(arena, patches);
    const from = arena.reserve(blocks.height * samples.cols);
    const to = arena.reserve(blocks.height * length);
    blocks.forEach((first, count) => {
      load(arena, from, samples, first, count);
      for (let i = 0; i < count; i++) source.copy(kernels, from + 8 * i * samples.cols, to + 8 * i * length);
      store(arena, to, result, first, count);
    });
  });
  return result;
}

/** Adds what the maps make of the input's samples to the output's. */
export function mapPatches(input: Matrix, output: Matrix, maps: readonly PatchMap[]): void {
  const operations = operationsOf(input.rows, maps);
  const work: Work = (kernels, arena, blocks) => {
    const steps = maps.map((map) => stepOf(arena, map));
    const patches = arena.reserve(scratchLength(maps));
    const from = arena.reserve(blocks.height * input.cols);
    const to = arena.reserve(blocks.height * output.cols);
    blocks.forEach((first, count) => {
      load(arena, from, input, first, count);
      load(arena, to, output, first, count);
      for (let i = 0; i < count; i++)
        for (const { reads, writes, weight, size } of steps) {
          const [windows, units, length] = size;
          const read = reads.operand(kernels, from + 8 * i * input.cols, patches);
          const target = writes.entries(to + 8 * i * output.cols);
          addProduct(kernels, [windows, units, length], read, { at: weight, row: 1, column: length }, target);
        }
      store(arena, to, output, first, count);
    });
  };
  inBlocks(input.rows, input.cols + output.cols, work, operations);
}

/** The transpose of `mapPatches`: from the output's samples to the input's, `inputs` entries each. */
export function pullPatches(cotangent: Matrix, inputs: number, maps: readonly PatchMap[]): Matrix {
  const pulled = new Matrix(cotangent.rows, inputs, anyArray(cotangent.rows * inputs));
  const work: Work = (kernels, arena, blocks) => {
    const steps = maps.map((map) => stepOf(arena, map));
    const patches = arena.reserve(scratchLength(maps));
    const from = arena.reserve(blocks.height * cotangent.cols);
    const to = arena.reserve(blocks.height * inputs);
    blocks.forEach((first, count) => {
      load(arena, from, cotangent, first, count);
      arena.view(to, count * inputs).fill(0);
      for (let i = 0; i < count; i++)
        for (const { reads, writes, weight, size } of steps) {
          const [windows, units, length] = size;
          const sample = to + 8 * i * inputs;
          const target = reads.isItself ? reads.entries(sample) : { at: patches, row: length, column: 1 };
          if (!reads.isItself) arena.view(patches, windows * length).fill(0);
          const source = writes.entries(from + 8 * i * cotangent.cols);
          addProduct(kernels, [windows, length, units], source, { at: weight, row: length, column: 1 }, target);
          if (!reads.isItself) reads.add(kernels, sample, patches);
        }
      store(arena, to, pulled, first, count);
    });
  };
  inBlocks(cotangent.rows, cotangent.cols + inputs, work, operationsOf(cotangent.rows, maps));
  return pulled;
}

/** Adds to the map's `gradient` (as its weight) the sum over samples of cotangent patches^T times input patches. */
export function addPatchGradient(input: Matrix, cotangent: Matrix, map: PatchMap, gradient: Float64Array): void {
  const work: Work = (kernels, arena, blocks) => {
    const { reads, writes, size } = stepOf(arena, map);
    const [windows, units, length] = size;
    const patches = arena.reserve(scratchLength([map]));
    const sum = arena.put(gradient);
    const from = arena.reserve(blocks.height * input.cols);
    const to = arena.reserve(blocks.height * cotangent.cols);
    blocks.forEach((first, count) => {
      load(arena, from, input, first, count);
      load(arena, to, cotangent, first, count);
      for (let i = 0; i < count; i++) {
        const read = reads.operand(kernels, from + 8 * i * input.cols, patches);
        const { at, row, column } = writes.entries(to + 8 * i * cotangent.cols);
        const target = { at: sum, row: length, column: 1 };
        addProduct(kernels, [units, length, windows], { at, row: column, column: row }, read, target);
      }
    });
    gradient.set(arena.view(sum, gradient.length));
  };
  inBlocks(input.rows, input.cols + cotangent.cols, work, operationsOf(input.rows, [map]));
}

/**
 * Row (i, c) of the result is sum_t cotangent[(i, c), t, unit] input[i, t, (channel, tap)] over output positions t, unit by unit, each unit
 * followed by sum_t cotangent[(i, c), t, unit] constants[i] where there are constants. The cotangent has several rows a sample.
 */
export function patchRows(
  input: Matrix,
  cotangent: Matrix,
  map: PatchMap,
  constants: Float64Array | undefined,
): Matrix {
  const perSample = cotangent.rows / input.rows;
  const [units, length] = [map.weight.rows, map.weight.cols];
  const width = length + (constants ? 1 : 0);
  const result = new Matrix(cotangent.rows, units * width, anyArray(cotangent.rows * units * width));
  const rowsOf = (of: Matrix) => new Matrix(input.rows, perSample * of.cols, of.data);
  const [cotangents, rows] = [rowsOf(cotangent), rowsOf(result)];
  const work: Work = (kernels, arena, blocks) => {
    const [reads, writes] = [placed(arena, map.reads), placed(arena, map.writes)];
    const { windows } = map.reads;
    const patches = arena.reserve(scratchLength([map]));
    const byUnit = arena.reserve(perSample * units * windows);
    const constant = arena.reserve(windows);
    const from = arena.reserve(blocks.height * input.cols);
    const by = arena.reserve(blocks.height * cotangents.cols);
    const to = arena.reserve(blocks.height * rows.cols);
    blocks.forEach((first, count) => {
      load(arena, from, input, first, count);
      load(arena, by, cotangents, first, count);
      arena.view(to, count * rows.cols).fill(0);
      for (let i = 0; i < count; i++) {
        for (let c = 0; c < perSample; c++) {
          const { at, row } = writes.entries(by + 8 * (i * perSample + c) * cotangent.cols);
          const target = byUnit + 8 * c * units * windows;
          if (row === 1) arena.view(target, units * windows).set(arena.view(at, units * windows));
          else kernels.transpose(windows, units, 1, at, row, target, windows);
        }
        const left = { at: byUnit, row: windows, column: 1 };
        const target = to + 8 * i * rows.cols;
        const read = reads.operand(kernels, from + 8 * i * input.cols, patches);
        addProduct(kernels, [perSample * units, length, windows], left, read, { at: target, row: width, column: 1 });
        if (!constants) continue;
        arena.view(constant, windows).fill(constants[first + i]);
        const last = { at: target + 8 * length, row: width, column: 1 };
        addProduct(kernels, [perSample * units, 1, windows], left, { at: constant, row: 1, column: 1 }, last);
      }
      store(arena, to, rows, first, count);
    });
  };
  inBlocks(input.rows, input.cols + cotangents.cols + rows.cols, work, operationsOf(cotangent.rows, [map]));
  return result;
}

/** Entries of samples that are in hand at a time. */
const BLOCK_ENTRIES = 2 ** 18;

type Work = (kernels: Kernels, arena: Arena, blocks: Blocks) => void;

interface Blocks {
  /** Samples of the largest. */
  readonly height: number;
  forEach(use: (first: number, count: number) => void): void;
}

function inBlocks(samples: number, entries: number, work: Work, operations = 0): void {
  const height = Math.min(samples, Math.max(1, Math.floor(BLOCK_ENTRIES / entries)));
  const forEach: Blocks['forEach'] = (use) => {
    for (let first = 0; first < samples; first += height) use(first, Math.min(height, samples - first));
  };
  withKernels((kernels, arena) => work(kernels, arena, { height, forEach }), operations);
}

/** A matrix in the kernels' memory. */
interface Operand {
  readonly at: number;
  readonly row: number;
  readonly column: number;
}

/** Patches whose places are in the kernels' memory. */
interface PlacedPatches {
  readonly isItself: boolean;
  /** The sample as windows x channels, where it is its own patches. */
  entries(sample: number): Operand;
  copy(kernels: Kernels, sample: number, target: number): void;
  add(kernels: Kernels, sample: number, patches: number): void;
  /** windows x (channel, tap) of a sample, made in `scratch` where it has to be. */
  operand(kernels: Kernels, sample: number, scratch: number): Operand;
}

function placed(arena: Arena, patches: Patches): PlacedPatches {
  const { windows, taps, channels, places, channelStride, windowStride } = patches;
  const table = arena.reserve(Math.ceil(places.length / 2));
  arena.integers(table, places.length).set(places);
  const shape = [windows, taps, channels, channelStride] as const;
  const isItself = windowStride !== undefined;
  const entries = (sample: number) => ({
    at: sample + 8 * places[0],
    row: windowStride ?? 0,
    column: channelStride,
  });
  const copy: PlacedPatches['copy'] = (kernels, sample, target) => kernels.copyPatches(...shape, table, sample, target);
  return {
    isItself,
    entries,
    copy,
    add: (kernels, sample, from) => kernels.addPatches(...shape, table, sample, from),
    operand(kernels, sample, scratch) {
      if (isItself) return entries(sample);
      copy(kernels, sample, scratch);
      return { at: scratch, row: channels * taps, column: 1 };
    },
  };
}

/** A map whose tables and weight are in the kernels' memory. */
function stepOf(arena: Arena, { reads, writes, weight }: PatchMap) {
  return {
    reads: placed(arena, reads),
    writes: placed(arena, writes),
    weight: arena.put(weight.data),
    size: [reads.windows, weight.rows, weight.cols] as const,
  };
}

function scratchLength(maps: readonly PatchMap[]): number {
  return Math.max(0, ...maps.map(({ reads }) => (reads.windowStride === undefined ? patchLength(reads) : 0)));
}

function operationsOf(samples: number, maps: readonly PatchMap[]): number {
  return maps.reduce((sum, { reads, weight }) => sum + 2 * samples * reads.windows * weight.rows * weight.cols, 0);
}

/** target += a b; a m x k, b k x n, and target with rows or columns that lie densely. */
function addProduct(
  kernels: Kernels,
  [m, n, k]: readonly [m: number, n: number, k: number],
  a: Operand,
  b: Operand,
  target: Operand,
): void {
  if (target.column === 1)
    kernels.gemm(m, n, k, 1, a.at, a.row, a.column, b.at, b.row, b.column, target.at, target.row, false);
  else kernels.gemm(n, m, k, 1, b.at, b.column, b.row, a.at, a.column, a.row, target.at, target.column, false);
}

/** Samples [first, first + count) into the kernels' memory. */
function load(arena: Arena, to: number, { cols, data }: Matrix, first: number, count: number): void {
  arena.view(to, count * cols).set(data.subarray(first * cols, (first + count) * cols));
}

/** And back. */
function store(arena: Arena, from: number, { cols, data }: Matrix, first: number, count: number): void {
  data.set(arena.view(from, count * cols), first * cols);
}
