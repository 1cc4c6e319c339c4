import type { Locator, Page } from 'playwright-core';
import { inQuickInput, pressEnterInQuickInput, soon } from './palette';
import type { Session } from './session';

/** Opens a file of the workspace and waits until its tab is the active one. */
export async function openFile({ page, workspace }: Pick<Session, 'page' | 'workspace'>, name: string): Promise<void> {
  // The whole path: a search by name may have started before the file was there.
  await inQuickInput(page, 'ControlOrMeta+P', workspace.path(name), async () => {
    await page.locator('.quick-input-list .monaco-list-row').getByText(name, { exact: true }).first().click(soon);
    await activeTab(page, name).waitFor(soon);
  });
}

/** The tab of a file that has the focus; the panel, named after a file, has a tab too. */
export function activeTab(page: Page, name: string): Locator {
  return page.locator(`.tab.active[data-resource-name="${name}"]`);
}

/** The line of the active editor that shows this text; hints within the line count as text of it. */
export function line(page: Page, text: string | RegExp): Locator {
  return page.locator('.editor-instance .view-line').filter({ hasText: text });
}

/** Text as people see it: VS Code draws spaces as non-breaking ones. */
export async function shownText(locator: Locator): Promise<string> {
  return (await locator.innerText()).replace(/\u00a0/g, ' ');
}

/** Puts the cursor before the given column; both count from 1. */
export async function goTo(page: Page, lineNumber: number, column: number): Promise<void> {
  await inQuickInput(page, 'Control+G', `:${lineNumber}:${column}`, async () => {
    await pressEnterInQuickInput(page, soon);
    await cursorPosition(page, `Ln ${lineNumber}, Col ${column}`).waitFor(soon);
  });
}

/** The field of the status bar: `Ln 7, Col 12`. */
export function cursorPosition(page: Page, text: string): Locator {
  return page.locator('.statusbar-item', { hasText: new RegExp(`^${text}$`) });
}

/** Puts the cursor before the `occurrence`th (from 1) place where the saved text of the open file holds `snippet`. */
export async function goToText(page: Page, source: string, snippet: string, occurrence = 1): Promise<void> {
  const offset = source.split(snippet).slice(0, occurrence).join(snippet).length;
  if (!source.startsWith(snippet, offset)) throw new Error(`The file does not hold ${snippet}.`);
  const before = source.slice(0, offset).split('\n');
  await goTo(page, before.length, before[before.length - 1]!.length + 1);
}

/** The hover at the cursor, asked for by keyboard. */
export async function hoverAtCursor(page: Page): Promise<Locator> {
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.press('ControlOrMeta+I');
  const hover = page.locator('.monaco-hover:visible').filter({ hasText: /\S/ }).first();
  await hover.waitFor();
  return hover;
}

/** Saves the active editor, once it knows of the changes that were made to it. */
export async function save(page: Page): Promise<void> {
  await page.locator('.tab.active.dirty').waitFor();
  await page.keyboard.press('ControlOrMeta+S');
  await page.locator('.tab.active:not(.dirty)').waitFor();
}
