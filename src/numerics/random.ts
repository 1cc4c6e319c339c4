/** Random numbers by position: value i depends only on the seed, the key and i (docs/random.md). */
export interface RandomStream {
  /** Values start, ..., start + count - 1 of the stream, uniform on [0, 1), 53 bits each. */
  uniforms(count: number, start?: number): Float64Array;
  /** Values start, ..., start + count - 1 of the stream, standard normal. */
  normals(count: number, start?: number): Float64Array;
}

/** The stream of this seed (any safe integer) and key. Philox4x32-10: Salmon et al., SC 2011. */
export function randomStream(seed: number, key: string): RandomStream {
  const hash = fnv1a(key);
  const words = (block: number) =>
    philox([block >>> 0, Math.floor(block / 2 ** 32), ...halves(BigInt(seed))], halves(hash));
  const uniform = (i: number) => {
    const block = words(Math.floor(i / 2));
    const [low, high] = i % 2 === 0 ? [block[0], block[1]] : [block[2], block[3]];
    return (high * 2 ** 21 + (low >>> 11)) * 2 ** -53;
  };
  const normal = (i: number) => {
    const even = i - (i % 2);
    const radius = Math.sqrt(-2 * Math.log(uniform(even) + 2 ** -53));
    const angle = 2 * Math.PI * uniform(even + 1);
    return radius * (i === even ? Math.cos(angle) : Math.sin(angle));
  };
  return {
    uniforms: (count, start = 0) => Float64Array.from({ length: count }, (_, i) => uniform(start + i)),
    normals: (count, start = 0) => Float64Array.from({ length: count }, (_, i) => normal(start + i)),
  };
}

function fnv1a(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}

function halves(value: bigint): [number, number] {
  return [Number(BigInt.asUintN(32, value)), Number(BigInt.asUintN(32, value >> 32n))];
}

function philox(counter: number[], key: [number, number]): number[] {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const [low0, high0] = halves(BigInt(c0) * 0xd2511f53n);
    const [low1, high1] = halves(BigInt(c2) * 0xcd9e8d57n);
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [c0, c1, c2, c3];
}
