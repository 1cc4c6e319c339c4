/**
 * Power of two that brings the largest entry near 2^exponent, so that squares neither overflow nor underflow and nothing is rounded;
 * 2^1000 for zeros, NaN when an entry is not finite.
 */
export function binaryScale(values: Float64Array, exponent: number): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    // False for NaN too, which no comparison would find later.
    if (!(size <= largest)) {
      if (!(size < Infinity)) return NaN;
      largest = size;
    }
  }
  return 2 ** Math.max(-1000, Math.min(1000, exponent - Math.round(Math.log2(largest))));
}
