// Builds the kernels, runs the tests with coverage, and prints `N passed, N failed` (and `, N skipped`) as the last line.
// With arguments only the named tests run, without coverage: `npm test -- test/report`.
import { startVitest } from 'vitest/node';
import { buildKernels } from './build-kernels.js';
import { runsHere } from './e2e-host.js';

await buildKernels();
const filters = process.argv.slice(2);
const vitest = await startVitest('test', filters, { run: true, coverage: { enabled: filters.length === 0 } });
const counts = count(vitest);
await vitest.close();
// Vitest sets the exit code itself when a threshold of the coverage is not met.
if (counts.failed > 0 || counts.passed === 0) process.exitCode = 1;
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
if (!runsHere) console.log('Tests in VS Code and in a browser are left out: they need Linux on x64.');
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);

function count({ state }) {
  const modules = state.getTestModules();
  const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
  // A file that does not load has no failing test of its own; nor has an error outside of any test.
  const broken = modules.filter((module) => module.errors().length > 0).length + state.getUnhandledErrors().length;
  const of = (name) => states.filter((each) => each === name).length;
  return { passed: of('passed'), failed: of('failed') + broken, skipped: of('skipped') + of('pending') };
}
