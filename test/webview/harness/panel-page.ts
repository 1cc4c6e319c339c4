import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { FromPanel, ToPanel } from '../../../src/panel/messages';
import { panelPage } from '../../../src/panel/page';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');
const origin = 'http://panel.localhost';

export type ThemeName = 'dark' | 'light' | 'high-contrast' | 'high-contrast-light';

/** What VS Code's own themes give a webview; `scripts/webview-themes.js` renews it. */
const themes = JSON.parse(readFileSync(join(here, 'themes.json'), 'utf8')) as Readonly<Record<ThemeName, Theme>>;

interface Theme {
  readonly kind: string;
  readonly class: string;
  readonly variables: Readonly<Record<string, string>>;
}

export interface PanelPageOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What the page remembered of an earlier life. */
  readonly memory?: unknown;
  readonly reducedMotion?: 'reduce' | 'no-preference';
}

/** The panel's page without VS Code around it: the same HTML and policy, the variables of a theme, and a host that records. */
export interface OpenPanel {
  readonly page: Page;
  /** Gives the page a message of the host, and waits until it is drawn. */
  send(...messages: readonly ToPanel[]): Promise<void>;
  /** Messages of the page so far. */
  received(): Promise<readonly FromPanel[]>;
  /** What the page last remembered. */
  memory(): Promise<unknown>;
  setTheme(name: ThemeName): Promise<void>;
  /** Violations of the content security policy, errors of scripts, and requests for anything but the page's own files. */
  readonly troubles: readonly string[];
  close(): Promise<void>;
}

let bundles: Promise<Readonly<Record<string, string>>> | undefined;

/** Script and style sheet as the extension ships them, by path. */
function bundled(): Promise<Readonly<Record<string, string>>> {
  return (bundles ??= build({
    absWorkingDir: root,
    entryPoints: ['webview/main.ts', 'webview/panel.css'],
    outdir: 'dist',
    write: false,
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
  }).then(({ outputFiles }) =>
    Object.fromEntries(outputFiles.map(({ path, text }) => [path.endsWith('.css') ? '/panel.css' : '/panel.js', text])),
  ));
}

export async function openPanelPage(browser: Browser, options: PanelPageOptions = {}): Promise<OpenPanel> {
  const { theme = 'dark', width = 900, height = 1000, memory, reducedMotion = 'no-preference' } = options;
  const files = await bundled();
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(`console: ${message.text()}`);
  });
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html() });
    if (pathname === '/favicon.ico') return route.fulfill({ status: 204 });
    const body = files[pathname];
    if (body === undefined) troubles.push(`request: ${route.request().url()}`);
    return route.fulfill({ contentType: pathname.endsWith('.css') ? 'text/css' : 'text/javascript', body: body ?? '' });
  });
  await page.addInitScript(fakeHost, { theme: themes[theme], memory });
  await page.goto(`${origin}/`);
  const settle = () =>
    page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return {
    page,
    troubles,
    async send(...messages) {
      await page.evaluate((all) => all.forEach((each) => window.postMessage(each, '*')), messages);
      await settle();
    },
    received: () => page.evaluate(() => window.fakeHost.received),
    memory: () => page.evaluate(() => window.fakeHost.memory),
    async setTheme(name) {
      await page.evaluate((next) => window.fakeHost.wear(next), themes[name]);
      await settle();
    },
    close: () => context.close(),
  };
}

function html(): string {
  return panelPage({ script: `${origin}/panel.js`, style: `${origin}/panel.css`, source: origin, nonce: 'harness' });
}

declare global {
  interface Window {
    fakeHost: {
      readonly received: FromPanel[];
      memory: unknown;
      wear(theme: Theme): void;
    };
  }
}

/** Runs in the page before its script. */
function fakeHost({ theme, memory }: { readonly theme: Theme; readonly memory: unknown }): void {
  const host = {
    received: [] as FromPanel[],
    memory,
    wear({ kind, class: name, variables }: Theme) {
      const { style } = document.documentElement;
      style.cssText = '';
      for (const [key, value] of Object.entries(variables)) style.setProperty(key, value);
      document.body.className = name;
      document.body.dataset.vscodeThemeKind = kind;
    },
  };
  window.fakeHost = host;
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: FromPanel) => host.received.push(message),
      getState: () => host.memory,
      setState: (state: unknown) => {
        host.memory = state;
      },
    }),
  });
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    console.error(`policy: ${violatedDirective} ${blockedURI}`),
  );
  new MutationObserver((_, observer) => {
    if (document.body === null) return;
    observer.disconnect();
    host.wear(theme);
  }).observe(document, { childList: true, subtree: true });
}
