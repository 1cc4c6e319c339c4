/** Of a product's blocks: a ROWS x DEPTH block of A and a DEPTH x COLUMNS panel of B, in entries of 8 bytes, and one tile of C. */
export const DEPTH: i32 = 256;
export const ROWS: i32 = 96;
export const COLUMNS: i32 = 1024;
const TILE_BYTES: usize = 128;
/** Bytes that one thread packs into. */
export const scratchBytes: usize = (ROWS * DEPTH + COLUMNS * DEPTH) * 8 + TILE_BYTES;
/** Where the scratch memory of the first thread begins, and the arena if there is none. */
export const heapStart: usize = (__heap_base + 15) & ~15;
export let packedA: usize = heapStart;
export let packedB: usize = packedA + ROWS * DEPTH * 8;
export let edge: usize = packedB + COLUMNS * DEPTH * 8;

/** Threads that share a memory, numbered from 0, pack into places of their own. */
export function useScratch(thread: i32): void {
  packedA = heapStart + <usize>thread * scratchBytes;
  packedB = packedA + ROWS * DEPTH * 8;
  edge = packedB + COLUMNS * DEPTH * 8;
}
