import { execFileSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';
import { installHost } from '../../../scripts/e2e-host.js';
import { launchBrowserServer } from './browser';
import { clearWindowBinding } from './clear-window';
import { root, vsix } from './paths';
import { startServer } from './server';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the VS Code that all tests share, with the packaged extension. */
    readonly vscode: string;
    /** Its profile, where the logs are. */
    readonly profile: string;
    /** Address of the browser that all tests share. */
    readonly browser: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  installHost();
  execFileSync(process.execPath, ['scripts/package.js'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const server = await startServer({ vsix, keybindings: [clearWindowBinding] });
  const browser = await launchBrowserServer();
  project.provide('vscode', server.origin);
  project.provide('profile', server.profile);
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await server.stop();
  };
}
