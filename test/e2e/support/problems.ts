import type { Locator, Page } from 'playwright-core';
import { runCommand } from './palette';

export async function showProblems(page: Page): Promise<void> {
  await runCommand(page, 'Problems: Focus on Problems View');
  await page.locator('.markers-panel').waitFor();
}

/** Rows of the Problems view with this text; its code and message are part of a row. */
export function problemRow(page: Page, text: string | RegExp): Locator {
  return page.locator('.markers-panel .monaco-list-row').filter({ hasText: text });
}

/** Underlined places in the editor. */
export function squiggles(page: Page, severity: 'error' | 'warning' | 'info'): Locator {
  return page.locator(`.editor-instance .squiggly-${severity}`);
}
