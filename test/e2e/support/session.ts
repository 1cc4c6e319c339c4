import { afterAll, beforeAll, beforeEach, expect, inject } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { startServer, type ServerOptions, type VsCodeServer } from './server';
import { openWorkbench, screenshot, type Workbench, type WorkbenchOptions } from './workbench';
import { createWorkspace, type Workspace } from './workspace';
import { vsix } from './paths';

export interface SessionOptions extends Partial<WorkbenchOptions> {
  /** Made for these tests: their files, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Name of the file to open. */
  readonly open?: string;
  /** Of the workspace. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A server of its own instead of the one that all tests share. */
  readonly server?: ServerOptions;
}

/** Filled before the first test. */
export interface Session {
  readonly page: Page;
  readonly window: Workbench;
  readonly workspace: Workspace;
  readonly server: Pick<VsCodeServer, 'origin' | 'profile'>;
}

/**
 * A window of VS Code with the packaged extension for the tests of the file or the describe that calls this. Tests that fail leave a
 * picture; requests that want to leave the machine fail the file.
 */
export function useSession({ files, open, settings, server: own, ...window }: SessionOptions): Session {
  const session = {} as { -readonly [K in keyof Session]: Session[K] };
  let browser: Browser | undefined;
  let ownServer: VsCodeServer | undefined;

  beforeAll(async () => {
    session.workspace = createWorkspace(files, settings);
    const { folder, path } = session.workspace;
    if (own) ownServer = await startServer({ vsix, ...own });
    session.server = ownServer ?? { origin: inject('vscode'), profile: inject('profile') };
    browser = await launchBrowser();
    const openFile = open === undefined ? {} : { openFile: path(open) };
    session.window = await openWorkbench(browser, session.server.origin, { ...window, folder, ...openFile });
    session.page = session.window.page;
  });
  beforeEach(({ task, onTestFailed }) => {
    onTestFailed(() => screenshot(session.window, `failed ${task.name.replaceAll(/\W+/g, '-')}`));
  });
  afterAll(async () => {
    await browser?.close();
    await ownServer?.stop();
    session.workspace.remove();
    expect(session.window.outside, 'requests that left the machine').toEqual([]);
  });
  return session;
}
