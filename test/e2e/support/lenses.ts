import type { Locator, Page } from 'playwright-core';

/** A code lens of the active editor: the line above the model's, or one of its links. */
export function codeLens(page: Page, text: string | RegExp): Locator {
  return page.locator('.codelens-decoration').filter({ hasText: text });
}

export function codeLensLink(page: Page, text: string | RegExp): Locator {
  return page.locator('.codelens-decoration a').filter({ hasText: text });
}

/** Our entry of the status bar. */
export function statusEntry(page: Page, text: string | RegExp = 'κ'): Locator {
  return page.locator('.statusbar-item').filter({ hasText: text });
}
