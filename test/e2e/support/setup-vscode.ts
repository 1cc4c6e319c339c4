import { execFileSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';
import { installHost } from '../../../scripts/e2e-host.js';
import { root, vsix } from './paths';
import { startServer } from './server';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the VS Code that all tests share: it has the packaged extension, every test its own folder and window. */
    readonly vscode: string;
    /** Its profile, where the logs are. */
    readonly profile: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  installHost();
  execFileSync(process.execPath, ['scripts/package.js'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const server = await startServer({ vsix });
  project.provide('vscode', server.origin);
  project.provide('profile', server.profile);
  return server.stop;
}
