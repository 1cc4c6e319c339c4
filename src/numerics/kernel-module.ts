import { plainKernels, relaxedKernels } from './kernels.generated';
import { Module, validate } from './web-assembly';

const SHARED = 3;
const OWN = 1;
/** A module whose one function is `f64x2.relaxed_madd` of three vectors: valid where the host knows the instruction. */
const RELAXED_PROBE = [
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x08, 0x01, 0x60, 0x03, 0x7b, 0x7b, 0x7b, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x0a, 0x0d, 0x01, 0x0b, 0x00, 0x20, 0x00, 0x20, 0x01, 0x20, 0x02, 0xfd, 0x87, 0x02, 0x0b],
];
const compiled = new Map<boolean, object>();
let reveal: Reveal = (compile) => compile();
let relaxed: boolean | undefined;

/** Runs `compile` while a host that hides relaxed SIMD shows it, if it can; throws what `compile` throws. */
export type Reveal = <T>(compile: () => T) => T;

/** To be called before the kernels are first compiled. */
export function revealRelaxedSimd(by: Reveal): void {
  reveal = by;
}

/** Whether the kernels round products and sums once: some last bits differ between hosts that do and hosts that do not. */
export function usesRelaxedSimd(): boolean {
  relaxed ??= knowsRelaxedSimd();
  return relaxed;
}

/** The kernels, compiled once: for a memory that is shared between threads, or for an ordinary one. */
export function kernelModule(shared: boolean): object {
  const known = compiled.get(shared) ?? compile(shared);
  compiled.set(shared, known);
  return known;
}

function knowsRelaxedSimd(): boolean {
  const probe = Uint8Array.from(RELAXED_PROBE);
  if (validate(probe)) return true;
  try {
    return Boolean(reveal(() => new Module(probe)));
  } catch {
    return false;
  }
}

/** Node's own `atob` looks every character up in JavaScript, which takes longer than compiling what comes of it. */
function decoded(base64: string): Uint8Array {
  const { Buffer } = globalThis as { Buffer?: { from(text: string, encoding: 'base64'): Uint8Array } };
  return Buffer
    ? Uint8Array.from(Buffer.from(base64, 'base64'))
    : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function compile(shared: boolean): object {
  const { bytes, memoryFlags } = usesRelaxedSimd() ? relaxedKernels : plainKernels;
  const binary = decoded(bytes);
  binary[memoryFlags] = shared ? SHARED : OWN;
  return reveal(() => new Module(binary));
}
