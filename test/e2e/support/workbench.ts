import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { pictures } from './paths';

/** A window of VS Code and what it did behind its user's back. */
export interface Workbench {
  readonly page: Page;
  /** Requests that wanted to leave the machine. */
  readonly outside: readonly string[];
  /** Messages of the browser's console: `error Refused to load …`. */
  readonly console: readonly string[];
  close(): Promise<void>;
}

export interface WindowOptions {
  /** Size, pixel ratio and colour scheme of the window, permissions. */
  readonly context?: BrowserContextOptions;
  /** Runs before the page is loaded. */
  readonly prepare?: (page: Page) => Promise<void>;
}

export interface WorkbenchOptions extends WindowOptions {
  readonly folder: string;
  /** Path of a file to open. */
  readonly openFile?: string;
  /** Folder of an extension to load unpacked, and of the module that tests it; they need `testDriver`. */
  readonly development?: { readonly extension: string; readonly tests: string };
}

export async function openWorkbench(browser: Browser, origin: string, options: WorkbenchOptions): Promise<Workbench> {
  const workbench = await openWindow(browser, workbenchUrl(origin, options), options);
  // The editor takes the focus when its file arrives, from a palette that is open by then too.
  if (options.openFile !== undefined)
    await workbench.page.locator('.statusbar-item', { hasText: /^Ln 1, Col 1$/ }).waitFor();
  return workbench;
}

/** A window of whatever VS Code stands at the address, once its frame is drawn. */
export async function openWindow(browser: Browser, url: string, options: WindowOptions = {}): Promise<Workbench> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options.context });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const outside: string[] = [];
  const messages: string[] = [];
  page.on('request', (request) => {
    if (leaves(request.url(), url)) outside.push(request.url());
  });
  page.on('console', (message) => messages.push(`${message.type()} ${message.text()}`));
  await options.prepare?.(page);
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.locator('.monaco-workbench').waitFor();
  return { page, outside, console: messages, close: () => context.close() };
}

export async function screenshot({ page }: Workbench, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** Of a window with this folder, as a person would open it. */
export function workbenchUrl(origin: string, { folder, openFile, development }: WorkbenchOptions): string {
  const url = new URL(origin);
  // With any other authority than the page's own a file opens under a foreign URI.
  const remote = (path: string) => `vscode-remote://${url.host}${path}`;
  const payload = [
    ...(openFile ? [['openFile', remote(openFile)]] : []),
    ...(development ? [['extensionDevelopmentPath', remote(development.extension)]] : []),
    ...(development ? [['extensionTestsPath', remote(development.tests)]] : []),
  ];
  url.searchParams.set('folder', folder);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** Webviews load their files from a made-up host, which VS Code's service worker answers without the network. */
function leaves(target: string, home: string): boolean {
  if (!/^(https?|wss?):/.test(target)) return false;
  const { host, hostname } = new URL(target);
  const own = new URL(home).host;
  return host !== own && !host.endsWith(`.${own}`) && !hostname.endsWith('.vscode-resource.vscode-cdn.net');
}
