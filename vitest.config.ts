import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { runsHere } from './scripts/e2e-host.js';

/** Every core: what waits for a browser leaves it to others. */
const maxWorkers = availableParallelism();
/** Generous: tests wait for what happens, and fail when it does not, on slow machines too. */
const patience = { testTimeout: 180_000, hookTimeout: 180_000, expect: { poll: { timeout: 60_000 } } };
const limits = { ...patience, pool: 'forks' as const, maxWorkers };

const webview = ['test/webview/**/*.test.ts'];
const e2e = ['test/e2e/**/*.test.ts'];

const unit = {
  extends: true as const,
  // Modules keep caches and no other state: read once for all files, they cost half the time.
  test: { ...limits, isolate: false, name: 'unit', include: ['test/**/*.test.ts'], exclude: [...webview, ...e2e] },
};

/** The panel's page in a browser, and the product in VS Code, after the rest; one window at a time, for drawing it fills two cores. */
const inBrowser = [
  { name: 'webview', include: webview, globalSetup: ['test/e2e/support/setup-browser.ts'], order: 1 },
  { name: 'e2e', include: e2e, globalSetup: ['test/e2e/support/setup-vscode.ts'], order: 2 },
].map(({ order, ...test }) => ({
  extends: true as const,
  test: { ...limits, ...test, isolate: false, maxWorkers: 1, sequence: { groupOrder: order } },
}));

export default defineConfig({
  test: {
    projects: runsHere ? [unit, ...inBrowser] : [unit],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // What only VS Code or a browser can run is tested there, in processes that are not counted.
      exclude: ['src/numerics/kernels/**', '**/*.generated.ts', 'src/extension/**', '**/*.web.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { lines: 90 },
    },
  },
});
