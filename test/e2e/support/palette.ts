import type { Locator, Page } from 'playwright-core';

/** Runs a command by its full title, as the palette shows it: `Kappa: Open Conditioning Panel`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await inQuickInput(page, 'F1', `>${title}`, () => quickPickRow(page, title).click(soon));
}

/**
 * Opens a quick input by its key, types, and accepts. It closes when something else takes the focus, such as an editor that is ready
 * only now; then all is done again.
 */
export async function inQuickInput(page: Page, key: string, text: string, accept: () => Promise<void>): Promise<void> {
  for (let left = 4; ; left--) {
    try {
      await page.keyboard.press(key);
      await fillQuickInput(page, text, soon);
      return await accept();
    } catch (error) {
      if (left === 0) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/** Time for what happens at once unless something came between. */
export const soon = { timeout: 15_000 };

/** Types into the open quick input, whatever stood there. */
export async function fillQuickInput(page: Page, text: string, patience = {}): Promise<void> {
  await quickInput(page).fill(text, patience);
}

/** The key would change an editor that took the focus. */
export async function pressEnterInQuickInput(page: Page, patience = {}): Promise<void> {
  await quickInput(page).press('Enter', patience);
}

/** Answers the file dialog, which opens with a proposal in the given folder, with the path of a file. */
export async function answerFileDialog(page: Page, folder: string, path: string): Promise<void> {
  const isProposed = 'document.querySelector(".quick-input-widget input.input")?.value.startsWith';
  await page.waitForFunction(`${isProposed}(${JSON.stringify(folder)})`);
  await fillQuickInput(page, path);
  await pressEnterInQuickInput(page);
}

export function quickPickRow(page: Page, label: string | RegExp): Locator {
  return page.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first();
}

/** A message in the corner. */
export function notification(page: Page, text: string | RegExp): Locator {
  return page.locator('.notification-list-item').filter({ hasText: text });
}

function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible input.input');
}
