/** Which position every tap of every window reads: stride, dilation, padding and wrapping in one table. */
import type { WindowAxis } from '../../spec/catalogue/windows';

export interface Taps {
  /** Output positions. */
  readonly windows: number;
  /** Entries of the kernel. */
  readonly taps: number;
  /** windows x taps: the input position read, -1 for none (zero padding). Positions and taps count row-major. */
  readonly positions: Int32Array;
}

/** Of a convolution or a pooling layer. */
export function windowTaps(axes: readonly WindowAxis[]): Taps {
  return taps(axes.map((axis) => ({ windows: axis.output, length: axis.input, taps: axis.kernel, at: reader(axis) })));
}

/** Of the transposed convolution: window u is an input of the convolution given, tap q the one of its windows whose tap q reads u. */
export function transposedTaps(axes: readonly WindowAxis[]): Taps {
  return taps(axes.map((axis) => ({ windows: axis.input, length: axis.output, taps: axis.kernel, at: feeder(axis) })));
}

/** Each position a window of one tap. */
export function everyPosition(count: number): Taps {
  return { windows: count, taps: 1, positions: Int32Array.from({ length: count }, (_, position) => position) };
}

interface AxisTaps {
  readonly windows: number;
  /** Number of positions that can be read. */
  readonly length: number;
  readonly taps: number;
  /** The position, -1 for none. */
  readonly at: (window: number, tap: number) => number;
}

function taps(axes: readonly AxisTaps[]): Taps {
  return axes.reduce(withInnerAxis, { windows: 1, taps: 1, positions: Int32Array.of(0) });
}

function withInnerAxis(outer: Taps, inner: AxisTaps): Taps {
  const windows = outer.windows * inner.windows;
  const taps = outer.taps * inner.taps;
  const positions = new Int32Array(windows * taps);
  for (let t = 0; t < windows; t++)
    for (let q = 0; q < taps; q++) {
      const far = outer.positions[Math.floor(t / inner.windows) * outer.taps + Math.floor(q / inner.taps)];
      const near = inner.at(t % inner.windows, q % inner.taps);
      positions[t * taps + q] = far < 0 || near < 0 ? -1 : far * inner.length + near;
    }
  return { windows, taps, positions };
}

function reader({ input, stride, dilation, before, wraps }: WindowAxis): AxisTaps['at'] {
  return (window, tap) => {
    const at = window * stride + tap * dilation - before;
    if (wraps) return modulo(at, input);
    return at >= 0 && at < input ? at : -1;
  };
}

function feeder({ input, output, stride, dilation, before, wraps }: WindowAxis): AxisTaps['at'] {
  return (window, tap) => {
    const start = window + before - tap * dilation;
    // Where values wrap, the input is a whole number of strides long, so that one window at most fits.
    const step = (wraps ? modulo(start, input) : start) / stride;
    return Number.isInteger(step) && step >= 0 && step < output ? step : -1;
  };
}

function modulo(value: number, length: number): number {
  return ((value % length) + length) % length;
}
