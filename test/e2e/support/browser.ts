import { join } from 'node:path';
import { chromium, type Browser, type BrowserServer } from 'playwright-core';
import { hostPaths } from './paths';

/** The host's Chromium without a screen. It resolves no name but this machine's: a request that wants to leave fails. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch(options);
}

/** The same, for whoever connects to its address. */
export function launchBrowserServer(): Promise<BrowserServer> {
  return chromium.launchServer({ ...options, host: '127.0.0.1' });
}

const options = {
  executablePath: join(hostPaths.chromium, 'chromium'),
  headless: true,
  env: {
    ...process.env,
    LD_LIBRARY_PATH: join(hostPaths.chromium, 'lib'),
    FONTCONFIG_FILE: join(hostPaths.chromium, 'fonts.conf'),
  },
  args: [
    '--no-sandbox',
    '--disable-dev-shm-usage',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--disable-domain-reliability',
    '--force-color-profile=srgb',
    '--font-render-hinting=none',
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost , EXCLUDE *.localhost',
  ],
};
