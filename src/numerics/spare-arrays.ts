/** Smaller arrays the collector gives back without trouble. */
const FEWEST_ENTRIES = 2 ** 13;
const MOST_BYTES = 2 ** 26;

/**
 * Large arrays that nobody needs any more wait here for the next result of their length: memory that is touched for the first time costs more
 * than the arithmetic on it.
 */
export class SpareArrays {
  private readonly spares = new Map<number, Float64Array[]>();
  private bytes = 0;

  /** Entries of unknown content, to be overwritten. */
  any(length: number): Float64Array {
    const spare = this.spares.get(length)?.pop();
    if (!spare) return new Float64Array(length);
    this.bytes -= spare.byteLength;
    return spare;
  }

  /** Takes an array that nobody reads any more; views of a part of some memory are left alone. */
  giveUp(array: Float64Array): void {
    const { length, byteLength, buffer } = array;
    if (length < FEWEST_ENTRIES || byteLength !== buffer.byteLength || this.bytes + byteLength > MOST_BYTES) return;
    const equals = this.spares.get(length) ?? [];
    if (equals.includes(array)) return;
    this.spares.set(length, [...equals, array]);
    this.bytes += byteLength;
  }
}

/** Of this thread. */
const spares = new SpareArrays();

/** As SpareArrays.any. */
export function anyArray(length: number): Float64Array {
  return spares.any(length);
}

/** As SpareArrays.giveUp. */
export function giveUpArray(array: Float64Array): void {
  spares.giveUp(array);
}
