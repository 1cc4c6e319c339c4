/**
 * Large arrays that nobody needs any more wait here for the next result of their length: memory that is touched for the first time costs more
 * than the arithmetic on it.
 */

/** Smaller ones the collector gives back without trouble. */
const FEWEST_ENTRIES = 2 ** 13;
const MOST_BYTES = 2 ** 26;
const spares = new Map<number, Float64Array[]>();
let bytes = 0;

/** Entries of unknown content, to be overwritten. */
export function anyArray(length: number): Float64Array {
  const spare = spares.get(length)?.pop();
  if (!spare) return new Float64Array(length);
  bytes -= spare.byteLength;
  return spare;
}

/** Takes an array that nobody reads any more; views of a part of some memory are left alone. */
export function giveUpArray(array: Float64Array): void {
  const { length, byteLength, buffer } = array;
  if (length < FEWEST_ENTRIES || byteLength !== buffer.byteLength || bytes + byteLength > MOST_BYTES) return;
  const equals = spares.get(length) ?? [];
  if (equals.includes(array)) return;
  spares.set(length, [...equals, array]);
  bytes += byteLength;
}
