import type { Page } from 'playwright-core';

/** Keybinding for all that is to be closed in one go: the panel below, messages, editors. */
export const clearWindowBinding = {
  key: 'ctrl+alt+shift+f9',
  command: 'runCommands',
  args: { commands: ['workbench.action.closePanel', 'notifications.clearAll', 'workbench.action.closeAllEditors'] },
};

/** Whether everything closed, editors without their changes, and nothing is left in the Problems view. */
export async function isCleared(page: Page): Promise<boolean> {
  const discard = page.locator('.monaco-dialog-box').getByRole('button', { name: "Don't Save" });
  const nothing = page.locator('.part.editor:not(:has(.tab))');
  try {
    await page.keyboard.press('Control+Alt+Shift+F9');
    await discard.or(nothing).first().waitFor();
    if (await discard.isVisible()) await discard.click();
    await nothing.waitFor();
    // VS Code keeps documents that an extension opened for some minutes, and what is wrong with them.
    await page.locator('.statusbar-item[aria-label="No Problems"]').waitFor();
    return true;
  } catch {
    return false;
  }
}
