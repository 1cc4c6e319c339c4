/** How a window slides over position axes: PyTorch's arithmetic of kernel, stride, padding, dilation and ceil_mode. */
import type { Shape } from '../architecture';
import type { ShapeProblem } from './layer';

export const PADDING_WORDS = ['same', 'valid', 'circular'] as const;
export type PaddingWord = (typeof PADDING_WORDS)[number];

/**
 * Zeros on both sides, or a rule. `same` and `circular` have ceil(input / stride) windows: `same` with as many zeros as they need, an odd one
 * at the end, `circular` with values that wrap around.
 */
export type Padding = readonly number[] | PaddingWord;

/** One number an axis, or one for all. */
export interface WindowSettings {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: Padding;
  readonly dilation: readonly number[];
  /** Whether a last window that the input does not fill is kept. */
  readonly ceil_mode?: boolean;
}

/** One axis: window t reads the inputs t * stride + q * dilation - before, q < kernel; modulo `input` where it wraps. */
export interface WindowAxis {
  readonly input: number;
  /** Number of windows. */
  readonly output: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  /** Padding before and after the input. */
  readonly before: number;
  readonly after: number;
  readonly wraps: boolean;
}

/** The windows on every position axis, or why there are none. */
export function windowAxes(positions: Shape, settings: WindowSettings): readonly WindowAxis[] | ShapeProblem {
  return eachAxis(positions, settings, (input, sizes) => {
    const axis = windowAxis(input, sizes, settings.ceil_mode ?? false);
    if (axis.output >= 1) return axis;
    return {
      problem: `A window of ${reach(axis) + 1} does not fit on an axis of ${input} with padding ${axis.before}.`,
      hint: 'Use a smaller kernel or dilation, or more padding.',
    };
  });
}

/** Of a transposed convolution. */
export interface TransposedWindowSettings extends Omit<WindowSettings, 'ceil_mode'> {
  readonly output_padding: readonly number[];
}

/**
 * The windows of the convolution that is transposed: its windows are this layer's input, its input this layer's output. With numbers and
 * `valid` the output's length is (input - 1) stride - 2 padding + dilation (kernel - 1) + 1 + output_padding, with `same` and `circular`
 * input * stride.
 */
export function transposedWindowAxes(
  positions: Shape,
  settings: TransposedWindowSettings,
): readonly WindowAxis[] | ShapeProblem {
  return eachAxis(positions, settings, (windows, sizes) =>
    typeof sizes.padding === 'string' && sizes.padding !== 'valid'
      ? transposedKeeping(windows, sizes, sizes.padding)
      : transposedAxis(windows, sizes, sizes.padding === 'valid' ? 0 : sizes.padding),
  );
}

/** The inputs [start, end) of each adaptive window. */
export function adaptiveWindows(input: number, output: number): { readonly start: number; readonly end: number }[] {
  return Array.from({ length: output }, (_, t) => ({
    start: Math.floor((t * input) / output),
    end: Math.ceil(((t + 1) * input) / output),
  }));
}

type KeepingWord = Exclude<PaddingWord, 'valid'>;

/** Settings of one axis. */
interface AxisSizes {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number | PaddingWord;
  readonly dilation: number;
  readonly surplus: number;
}

function windowAxis(input: number, sizes: AxisSizes, ceil: boolean): WindowAxis {
  const { kernel, stride, padding, dilation } = sizes;
  const window = { input, kernel, stride, dilation };
  if (typeof padding === 'string' && padding !== 'valid') {
    const output = Math.ceil(input / stride);
    return { ...window, output, ...keepingPadding(input, output, sizes, padding) };
  }
  const pad = padding === 'valid' ? 0 : padding;
  const room = input + 2 * pad - reach(sizes) - 1;
  let output = (ceil ? Math.ceil(room / stride) : Math.floor(room / stride)) + 1;
  // PyTorch: a window must start inside the input or the padding before it.
  if (ceil && (output - 1) * stride >= input + pad) output--;
  return { ...window, output: room < 0 ? 0 : output, before: pad, after: pad, wraps: false };
}

function keepingPadding(
  input: number,
  output: number,
  sizes: AxisSizes,
  padding: KeepingWord,
): Pick<WindowAxis, 'before' | 'after' | 'wraps'> {
  const wraps = padding === 'circular';
  const total = wraps ? reach(sizes) : Math.max(0, (output - 1) * sizes.stride + reach(sizes) + 1 - input);
  return { before: Math.floor(total / 2), after: Math.ceil(total / 2), wraps };
}

function transposedKeeping(output: number, sizes: AxisSizes, padding: KeepingWord): WindowAxis | ShapeProblem {
  const { kernel, stride, dilation, surplus } = sizes;
  if (surplus > 0)
    return {
      problem: `output_padding ${surplus} cannot change a size that padding: ${padding} fixes.`,
      hint: 'Leave output_padding out, or give padding as a number.',
    };
  const input = output * stride;
  return { input, output, kernel, stride, dilation, ...keepingPadding(input, output, sizes, padding) };
}

function transposedAxis(output: number, sizes: AxisSizes, pad: number): WindowAxis | ShapeProblem {
  const { kernel, stride, dilation, surplus } = sizes;
  if (surplus > 0 && surplus >= Math.max(stride, dilation))
    return {
      problem: `output_padding ${surplus} must be smaller than the stride ${stride} or the dilation ${dilation}.`,
      hint: 'It tells apart the sizes that a strided convolution brings to one size.',
    };
  const input = (output - 1) * stride - 2 * pad + reach(sizes) + 1 + surplus;
  if (input < 1)
    return { problem: `Padding ${pad} leaves nothing of an axis of ${output}.`, hint: 'Use less padding.' };
  return { input, output, kernel, stride, dilation, before: pad, after: pad, wraps: false };
}

function reach({ kernel, dilation }: { readonly kernel: number; readonly dilation: number }): number {
  return dilation * (kernel - 1);
}

function eachAxis(
  positions: Shape,
  settings: WindowSettings & Partial<TransposedWindowSettings>,
  axisOf: (length: number, sizes: AxisSizes) => WindowAxis | ShapeProblem,
): readonly WindowAxis[] | ShapeProblem {
  const { kernel, stride, padding, dilation, output_padding: surplus = [0] } = settings;
  const mismatch = wrongLength(positions.length, { kernel, stride, padding, dilation, output_padding: surplus });
  if (mismatch) return mismatch;
  const on = (sizes: readonly number[], axis: number) => sizes[sizes.length === 1 ? 0 : axis];
  const axes: WindowAxis[] = [];
  for (const [axis, length] of positions.entries()) {
    const result = axisOf(length, {
      kernel: on(kernel, axis),
      stride: on(stride, axis),
      padding: typeof padding === 'string' ? padding : on(padding, axis),
      dilation: on(dilation, axis),
      surplus: on(surplus, axis),
    });
    if ('problem' in result) return result;
    axes.push(result);
  }
  return axes;
}

function wrongLength(axes: number, settings: Readonly<Record<string, Padding>>): ShapeProblem | undefined {
  const wrong = Object.entries(settings).find(
    ([, sizes]) => typeof sizes !== 'string' && sizes.length !== 1 && sizes.length !== axes,
  );
  if (!wrong) return undefined;
  return {
    problem: `${wrong[0]} has ${wrong[1].length} sizes, but the input has ${axes} position ${axes === 1 ? 'axis' : 'axes'}.`,
    hint: 'Give one size for all axes, or one an axis.',
  };
}
