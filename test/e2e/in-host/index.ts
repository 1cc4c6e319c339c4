/** Entry of the tests that run inside the extension host: VS Code calls `run`. */
import Mocha from 'mocha';
import { RESULTS, type InHostResult } from './results';

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, reporter: 'base' });
  // Bundled suites are not files that mocha could load; this defines describe and it for them.
  mocha.suite.emit('pre-require', globalThis as never, '', mocha);
  await import('./activation');
  await import('./features');
  await import('./settings');
  await import('./commands');
  const results: InHostResult[] = [];
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => results.push(result(test, 'passed')));
    runner.on('pending', (test) => results.push(result(test, 'skipped')));
    // Also hooks that fail, which is why their tests are missing.
    runner.on('fail', (test, error: Error) => results.push(result(test, 'failed', error.stack ?? error.message)));
  });
  console.log(RESULTS + JSON.stringify(results));
}

function result(test: Mocha.Runnable, state: InHostResult['state'], error?: string): InHostResult {
  return { suite: test.parent?.fullTitle() ?? '', title: test.title, state, ...(error ? { error } : {}) };
}
