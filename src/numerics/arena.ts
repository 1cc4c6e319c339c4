import { anyArray } from './spare-arrays';
import type { Memory } from './web-assembly';

const PAGE = 2 ** 16;
const LIMIT = 2 ** 32;

/** Scratch space in a WebAssembly memory, taken from the bottom up and given back all at once. Grows up to 4 GB. */
export class Arena {
  /** What 32-bit addresses reach. */
  static readonly MAXIMUM_PAGES = LIMIT / PAGE;
  private top: number;

  /** `start`: first free byte; what stands before it is made to exist. */
  constructor(
    private readonly memory: Memory,
    private readonly start: number,
  ) {
    this.top = start;
    this.grow(start);
  }

  get bytes(): number {
    return this.memory.buffer.byteLength;
  }

  /** Address of `count` float64 entries of unknown content. Throws an Error when the memory cannot hold them. */
  reserve(count: number): number {
    const address = Math.ceil(this.top / 16) * 16;
    this.grow(address + 8 * count);
    this.top = address + 8 * count;
    return address;
  }

  zeros(count: number): number {
    const address = this.reserve(count);
    this.view(address, count).fill(0);
    return address;
  }

  put(values: Float64Array): number {
    const address = this.reserve(values.length);
    this.view(address, values.length).set(values);
    return address;
  }

  /** A copy of `count` entries. */
  take(address: number, count: number): Float64Array {
    const copy = anyArray(count);
    copy.set(this.view(address, count));
    return copy;
  }

  /** The entries themselves, until the next reservation. */
  view(address: number, count: number): Float64Array {
    return new Float64Array(this.memory.buffer, address, count);
  }

  /** As `view`, float32. */
  singles(address: number, count: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, count);
  }

  /** As `view`, 32-bit integers. */
  integers(address: number, count: number): Int32Array {
    return new Int32Array(this.memory.buffer, address, count);
  }

  release(): void {
    this.top = this.start;
  }

  private grow(end: number): void {
    const missing = Math.ceil((end - this.bytes) / PAGE);
    if (missing <= 0) return;
    try {
      if (end > LIMIT) throw new RangeError('beyond 32-bit addresses');
      this.memory.grow(missing);
    } catch (cause) {
      const size = (end / 2 ** 30).toFixed(2);
      throw new Error(`The computation needs ${size} GiB of memory, more than is available (limit 4 GiB).`, { cause });
    }
  }
}
