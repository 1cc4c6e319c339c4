import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { goToText } from '../support/editor';
import { codeLens } from '../support/lenses';
import { notification } from '../support/palette';
import { installedExtension } from '../support/server';
import { useSession } from '../support/session';
import { small } from '../support/specifications';

const text = small.replace('Small', 'Crash');

/** Plants in the installed extension an analysis thread that dies of a network called Crash. */
function plantCrash(profile: string): void {
  const worker = join(installedExtension(profile), 'dist/analysis-worker.js');
  const dies = `
require('node:worker_threads').parentPort.on('message', ({ job }) => { if (job?.text.includes('model Crash')) process.exit(1); });
`;
  writeFileSync(worker, readFileSync(worker, 'utf8') + dies);
}

describe('an analysis that dies', () => {
  const session = useSession({
    files: { 'crash.arch': text },
    open: 'crash.arch',
    server: { prepare: plantCrash },
  });

  it('is said once', async () => {
    await notification(session.page, 'restarted its analysis').waitFor();
    await codeLens(session.page, /analysis failed/).waitFor();
    expect(await notification(session.page, 'restarted its analysis').count()).toBe(1);
  });

  it('leaves an editor that works', async () => {
    await goToText(session.page, text, 'Crash');
    await session.page.keyboard.type('No');
    await codeLens(session.page, 'kappa 3.63').waitFor();
  });
});
