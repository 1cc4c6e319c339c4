import { chromium, type Browser } from 'playwright-core';
import { inject } from 'vitest';

let connection: Promise<Browser> | undefined;

/** The browser of the whole run, which ends it; callers close their contexts. */
export function sharedBrowser(): Promise<Browser> {
  return (connection ??= chromium.connect(inject('browser')));
}
