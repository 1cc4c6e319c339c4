/** The version of V8 that Node 20 has: relaxed SIMD is complete in it and off, one version before it was on for everybody. */
const HIDES_RELAXED_SIMD = /^11\.3\./;
/** Where its instructions are those that were shipped. */
const ARCHITECTURES = ['x64', 'arm64'];

/**
 * Turns on, for this process, what newer versions have on. Modules compiled before stay as they are. To be called late: V8 takes no compiled
 * code from its caches that was made under other flags, Node's own included, so that threads start more slowly from now on.
 */
export function showRelaxedSimd(): void {
  if (!HIDES_RELAXED_SIMD.test(process.versions.v8) || !ARCHITECTURES.includes(process.arch)) return;
  // Not imported: hosts that need it are few, and loading it takes milliseconds.
  process.getBuiltinModule('node:v8').setFlagsFromString('--experimental-wasm-relaxed-simd');
}
