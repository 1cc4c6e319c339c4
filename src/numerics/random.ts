import { NORMAL_OPERATIONS } from './parallel-kernels';
import { withKernels } from './wasm';

/** Random numbers by position: value i depends only on the seed, the key and i (docs/random.md). */
export interface RandomStream {
  /** Values start, ..., start + count - 1 of the stream, uniform on [0, 1), 53 bits each. */
  uniforms(count: number, start?: number): Float64Array;
  /** Values start, ..., start + count - 1 of the stream, standard normal. */
  normals(count: number, start?: number): Float64Array;
}

/**
 * The stream of this seed (any safe integer) and key. Bit-identical on every platform. Philox4x32-10 (Salmon et al., "Parallel random
 * numbers: as easy as 1, 2, 3", SC 2011) with the key's hash as its key and (block, seed) as its counter.
 */
export function randomStream(seed: number, key: string): RandomStream {
  const [seedLow, seedHigh] = halvesOf(BigInt(seed));
  const [keyLow, keyHigh] = halvesOf(fnv1a(key));
  const fill = (kind: 'uniforms' | 'normals', count: number, start: number, operations: number) =>
    withKernels((kernels, arena) => {
      const target = arena.reserve(count);
      kernels[kind](count, start, seedLow, seedHigh, keyLow, keyHigh, target);
      return arena.take(target, count);
    }, operations);
  return {
    uniforms: (count, start = 0) => fill('uniforms', count, start, 0),
    normals: (count, start = 0) => fill('normals', count, start, NORMAL_OPERATIONS * count),
  };
}

function halvesOf(word: bigint): [low: number, high: number] {
  return [Number(BigInt.asUintN(32, word)), Number(BigInt.asUintN(32, word >> 32n))];
}

/** FNV-1a, 64 bits, of the UTF-8 bytes. */
function fnv1a(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}
