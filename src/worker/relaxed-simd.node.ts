/** The version of V8 that Node 20 has: relaxed SIMD is complete in it and off, one version before it was on for everybody. */
const HIDES_RELAXED_SIMD = /^11\.3\./;
/** Where its instructions are those that were shipped. */
const ARCHITECTURES = ['x64', 'arm64'];

/**
 * Turns on, for this process, what newer versions have on. Modules compiled before stay as they are. To be called before the first analysis
 * thread starts: what V8 compiled of its script at the build (scripts/code-cache.js) fits one set of flags.
 */
export function showRelaxedSimd(): void {
  if (!HIDES_RELAXED_SIMD.test(process.versions.v8) || !ARCHITECTURES.includes(process.arch)) return;
  // Not imported: hosts that need it are few, and loading it takes milliseconds.
  process.getBuiltinModule('node:v8').setFlagsFromString('--experimental-wasm-relaxed-simd');
}
