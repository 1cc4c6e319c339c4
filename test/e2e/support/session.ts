import { afterAll, beforeAll, beforeEach, expect, inject } from 'vitest';
import type { Page } from 'playwright-core';
import { startServer, type ServerOptions, type VsCodeServer } from './server';
import { sharedBrowser } from './shared-browser';
import { enterSharedWindow, leaveSharedWindow } from './shared-window';
import { openWorkbench, screenshot, type Workbench } from './workbench';
import { createWorkspace, type Workspace } from './workspace';

export interface SessionOptions {
  /** Made for these tests: their files, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Name of the file to open. */
  readonly open: string;
  /** Of the workspace, which then has a window of its own. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A window of its own instead of the one that tests share, for tests that leave traces. */
  readonly ownWindow?: true;
  /** A server of its own, and a window. */
  readonly server?: ServerOptions;
}

/** Filled before the first test. */
export interface Session {
  readonly page: Page;
  readonly window: Workbench;
  readonly workspace: Workspace;
  readonly server: Pick<VsCodeServer, 'origin' | 'profile'>;
}

/** What a session stands in. */
interface Place extends Omit<Session, 'page'> {
  end(failed: boolean): Promise<void>;
}

/**
 * A window of VS Code with the packaged extension for the tests of the file or the describe that calls this. Tests that fail leave a
 * picture; requests that want to leave the machine fail the file.
 */
export function useSession(options: SessionOptions): Session {
  const session = {} as { -readonly [K in keyof Session]: Session[K] };
  const isOwn = options.settings !== undefined || options.server !== undefined || options.ownWindow === true;
  let place: Place | undefined;
  let failed = false;

  beforeAll(async () => {
    place = await (isOwn ? ownWindow(options) : shareWindow(options));
    Object.assign(session, place, { page: place.window.page });
  });
  beforeEach(({ task, onTestFailed }) => {
    onTestFailed(async () => {
      failed = true;
      await screenshot(session.window, `failed ${task.name.replaceAll(/\W+/g, '-')}`);
    });
  });
  afterAll(async () => {
    await place?.end(failed);
    expect(place?.window.outside ?? [], 'requests that left the machine').toEqual([]);
  });
  return session;
}

async function ownWindow({ files, open, settings, server: own }: SessionOptions): Promise<Place> {
  const workspace = createWorkspace(files, settings);
  const { folder, path } = workspace;
  const ownServer = own && (await startServer({ extensionsOf: inject('profile'), ...own }));
  const server = ownServer ?? commonServer();
  const window = await openWorkbench(await sharedBrowser(), server.origin, { folder, openFile: path(open) });
  const end = async () => {
    await window.close();
    await ownServer?.stop();
    workspace.remove();
  };
  return { window, workspace, server, end };
}

async function shareWindow({ files, open }: SessionOptions): Promise<Place> {
  const server = commonServer();
  const { window, workspace } = await enterSharedWindow(server.origin, files, open);
  return { window, workspace, server, end: (failed) => leaveSharedWindow(failed ? 'for good' : 'the next') };
}

function commonServer(): Pick<VsCodeServer, 'origin' | 'profile'> {
  return { origin: inject('vscode'), profile: inject('profile') };
}
