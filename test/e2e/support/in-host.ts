import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inject } from 'vitest';
import type { Page } from 'playwright-core';
import { RESULTS, type InHostResult } from '../in-host/results';
import { root } from './paths';
import { startServer } from './server';
import { sharedBrowser } from './shared-browser';
import { openWorkbench, type Workbench } from './workbench';
import type { Workspace } from './workspace';

/** Runs `test/e2e/in-host` by mocha inside the extension host, where the packaged extension is installed. */
export async function runInHost(workspace: Workspace): Promise<readonly InHostResult[]> {
  const bundle = await bundleTests();
  const server = await startServer({ extensionsOf: inject('profile'), testDriver: true });
  const browser = await sharedBrowser();
  let workbench: Promise<Workbench> | undefined;
  try {
    const window = { folder: workspace.folder, development: { extension: bundle, tests: join(bundle, 'index.js') } };
    return await new Promise((resolve, reject) => {
      const prepare = (page: Page) =>
        listen(page, resolve, () => reject(new Error('The tests ended without results.')));
      workbench = openWorkbench(browser, server.origin, { ...window, prepare });
      workbench.catch(reject);
    });
  } finally {
    await (await workbench?.catch(() => undefined))?.close();
    await server.stop();
    rmSync(bundle, { recursive: true });
  }
}

/** VS Code calls these two functions in test mode: for everything that goes to the console, and at the end. */
async function listen(page: Page, onResults: (results: InHostResult[]) => void, onEnd: () => void): Promise<void> {
  await page.exposeFunction('codeAutomationLog', (_type: string, [text]: readonly unknown[]) => {
    if (typeof text === 'string' && text.startsWith(RESULTS)) onResults(JSON.parse(text.slice(RESULTS.length)));
  });
  await page.exposeFunction('codeAutomationExit', onEnd);
}

/** An extension folder with nothing but the tests; in the repository, so that they find mocha. */
async function bundleTests(): Promise<string> {
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, 'node_modules/.cache/in-host-'));
  const manifest = { name: 'in-host-tests', publisher: 'kappa-lens', version: '0.0.0', engines: { vscode: '*' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  await build({
    entryPoints: [join(root, 'test/e2e/in-host/index.ts')],
    outfile: join(folder, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return folder;
}
