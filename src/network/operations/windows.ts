/** Which entries of a flat sample each output reads: one window an output, the product of one window an axis. */

/** One window on one axis. */
export interface AxisWindow {
  /** Ascending. */
  readonly inputs: readonly number[];
  /** Places of the window, padding included. */
  readonly places: number;
}

/** An axis and its windows, in the order of the outputs. */
export interface WindowedAxis {
  readonly length: number;
  readonly windows: readonly AxisWindow[];
}

export interface Windows {
  /** Entries of a sample. */
  readonly inputs: number;
  /** Output o reads `entries` from starts[o] up to starts[o + 1]: flat indices, ascending. */
  readonly starts: Int32Array;
  readonly entries: Int32Array;
  /** Places of each output's window, padding included. */
  readonly places: Float64Array;
}

/** Windows of a sample with these axes; inputs and outputs are numbered row-major. */
export function productWindows(axes: readonly WindowedAxis[]): Windows {
  const point: Windows = {
    inputs: 1,
    starts: Int32Array.of(0, 1),
    entries: Int32Array.of(0),
    places: Float64Array.of(1),
  };
  return axes.reduce(withInnerAxis, point);
}

/** An axis that nothing slides along. */
export function untouched(length: number): WindowedAxis {
  return { length, windows: Array.from({ length }, (_, at) => ({ inputs: [at], places: 1 })) };
}

/** One window over all of an axis. */
export function whole(length: number): WindowedAxis {
  return { length, windows: [{ inputs: Array.from({ length }, (_, at) => at), places: length }] };
}

function withInnerAxis(outer: Windows, { length, windows }: WindowedAxis): Windows {
  const total = windows.reduce((sum, { inputs }) => sum + inputs.length, 0);
  const starts = new Int32Array(outer.places.length * windows.length + 1);
  const places = new Float64Array(outer.places.length * windows.length);
  const entries = new Int32Array(outer.entries.length * total);
  let output = 0;
  let filled = 0;
  for (let o = 0; o < outer.places.length; o++)
    for (const window of windows) {
      for (let e = outer.starts[o]; e < outer.starts[o + 1]; e++)
        for (const at of window.inputs) entries[filled++] = outer.entries[e] * length + at;
      places[output] = outer.places[o] * window.places;
      starts[++output] = filled;
    }
  return { inputs: outer.inputs * length, starts, entries, places };
}
