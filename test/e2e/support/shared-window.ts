import { isCleared } from './clear-window';
import { cursorPosition, openFile } from './editor';
import { sharedBrowser } from './shared-browser';
import { openWorkbench, screenshot, type Workbench } from './workbench';
import { createWorkspace, type Workspace } from './workspace';

interface SharedWindow {
  readonly window: Workbench;
  readonly workspace: Workspace;
}

let shared: SharedWindow | undefined;

/**
 * A window with these files, of which one is open; one session after another has it, for to open a window takes longer than most tests.
 * Only what people see is as in a new one: the language server goes on.
 */
export async function enterSharedWindow(
  origin: string,
  files: Readonly<Record<string, string>>,
  open: string,
): Promise<SharedWindow> {
  if (shared === undefined) return (shared = await openSharedWindow(origin, files, open));
  const { window, workspace } = shared;
  for (const [name, text] of Object.entries(files)) workspace.write(name, text);
  try {
    await openFile({ page: window.page, workspace }, open);
    await cursorPosition(window.page, 'Ln 1, Col 1').waitFor();
  } catch (error) {
    await screenshot(window, `failed to open ${open}`);
    await leaveSharedWindow('for good');
    throw error;
  }
  return shared;
}

/** Clears window and workspace for the next session, or ends them: it gets others then. */
export async function leaveSharedWindow(until: 'the next' | 'for good'): Promise<void> {
  if (shared === undefined) return;
  const { window, workspace } = shared;
  if (until === 'the next' && (await isCleared(window.page))) return workspace.clear();
  shared = undefined;
  await window.close();
  workspace.remove();
}

async function openSharedWindow(
  origin: string,
  files: Readonly<Record<string, string>>,
  open: string,
): Promise<SharedWindow> {
  const workspace = createWorkspace(files);
  const { folder, path } = workspace;
  return { workspace, window: await openWorkbench(await sharedBrowser(), origin, { folder, openFile: path(open) }) };
}
