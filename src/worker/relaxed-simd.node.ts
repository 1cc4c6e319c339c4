import type { Reveal } from '../numerics/kernel-module';

/** The version of V8 that Node 20 has: relaxed SIMD is complete in it and off, one version before it was on for everybody. */
const HIDES_RELAXED_SIMD = /^11\.3\./;
/** Where its instructions are those that were shipped. */
const ARCHITECTURES = ['x64', 'arm64'];
const FLAG = 'experimental-wasm-relaxed-simd';
/** V8 looks at the flag when a compilation begins; another thread of the process may have hidden it a moment before. */
const ATTEMPTS = 5;

/**
 * Turns on, while `compile` runs, what newer versions of Node have on. Off again afterwards: V8 takes no compiled code from its caches that
 * was made under other flags, Node's own included, so that threads would start more slowly.
 */
export const withRelaxedSimd: Reveal = (compile) => {
  if (!HIDES_RELAXED_SIMD.test(process.versions.v8) || !ARCHITECTURES.includes(process.arch)) return compile();
  // A flag of the process itself is not ours to take back.
  if (process.execArgv.includes(`--${FLAG}`)) return compile();
  // Not imported: hosts that need it are few, and loading it takes milliseconds.
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  for (let attempt = 1; ; attempt++)
    try {
      setFlagsFromString(`--${FLAG}`);
      return compile();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    } finally {
      setFlagsFromString(`--no-${FLAG}`);
    }
};
