import type { Locator, Page } from 'playwright-core';

/** Runs a command by its full title, as the palette shows it: `Kappa: Open Conditioning Panel`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await fillQuickInput(page, `>${title}`);
  await quickPickRow(page, title).click();
}

/** Types into the open quick input, whatever stood there. */
export async function fillQuickInput(page: Page, text: string): Promise<void> {
  const input = page.locator('.quick-input-widget:visible input.input');
  await input.waitFor();
  await input.fill(text);
}

/** Answers the file dialog, which opens with a proposal in the given folder, with the path of a file. */
export async function answerFileDialog(page: Page, folder: string, path: string): Promise<void> {
  const isProposed = 'document.querySelector(".quick-input-widget input.input")?.value.startsWith';
  await page.waitForFunction(`${isProposed}(${JSON.stringify(folder)})`);
  await fillQuickInput(page, path);
  await page.keyboard.press('Enter');
}

export function quickPickRow(page: Page, label: string | RegExp): Locator {
  return page.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first();
}

/** A message in the corner. */
export function notification(page: Page, text: string | RegExp): Locator {
  return page.locator('.notification-list-item').filter({ hasText: text });
}
