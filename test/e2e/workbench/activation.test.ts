import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { statusEntry } from '../support/lenses';
import { installedExtension, readLogs } from '../support/server';
import { useSession } from '../support/session';
import { small } from '../support/specifications';

/** In place of the language server, a thread that starts and never says a word. */
function plantSilence(profile: string): void {
  writeFileSync(join(installedExtension(profile), 'dist/server-thread.js'), 'setInterval(() => {}, 2 ** 30);\n');
}

describe('activation', () => {
  const server = { prepare: plantSilence };
  const session = useSession({ files: { 'small.arch': small }, open: 'small.arch', server });

  it('does not wait for the language server', async () => {
    await statusEntry(session.page).waitFor();
    const log = () => readLogs(session.server, /Kappa Lens/);
    await expect.poll(log).toMatch(/Activated in [\d.]+ ms/);
    console.log(log().trim());
  });
});
