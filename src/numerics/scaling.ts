import type { Matrix } from './matrix';

/**
 * Power of two that brings the largest entry near 2^exponent, so that squares neither overflow nor underflow and nothing is rounded;
 * 2^1000 for zeros, NaN when an entry is not finite.
 */
export function binaryScale(values: Float64Array, exponent: number): number {
  return scaleTo(largestOf(values, 0, values.length, 0), exponent);
}

/** As binaryScale, of the entries of a square matrix on and below the diagonal. */
export function lowerScale({ rows, data }: Matrix, exponent: number): number {
  let largest = 0;
  for (let i = 0; i < rows && !Number.isNaN(largest); i++)
    largest = largestOf(data, i * rows, i * rows + i + 1, largest);
  return scaleTo(largest, exponent);
}

/** Of entries from..to-1 and `least`; NaN when one is not finite. */
function largestOf(values: Float64Array, from: number, to: number, least: number): number {
  let largest = least;
  for (let i = from; i < to; i++) {
    const size = Math.abs(values[i]);
    // False for NaN too, which no comparison would find later.
    if (!(size <= largest)) {
      if (!(size < Infinity)) return NaN;
      largest = size;
    }
  }
  return largest;
}

function scaleTo(largest: number, exponent: number): number {
  return 2 ** Math.max(-1000, Math.min(1000, exponent - Math.round(Math.log2(largest))));
}
