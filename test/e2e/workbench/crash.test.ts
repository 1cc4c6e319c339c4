import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeLens } from '../support/lenses';
import { notification } from '../support/palette';
import { useSession } from '../support/session';
import { small } from '../support/specifications';

/** Plants in the installed extension an analysis thread that dies of a network called Crash. */
function plantCrash(profile: string): void {
  const extensions = join(profile, 'extensions');
  const [installed] = readdirSync(extensions).filter((name) => name.startsWith('kappa-lens'));
  const worker = join(extensions, installed, 'dist/analysis-worker.js');
  const dies = `import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ job }) => { if (job?.text.includes('model Crash')) process.exit(1); });
`;
  writeFileSync(worker, dies + readFileSync(worker, 'utf8'));
}

describe('an analysis that dies', () => {
  const session = useSession({
    files: { 'crash.arch': small.replace('Small', 'Crash') },
    open: 'crash.arch',
    server: { prepare: plantCrash },
  });

  it('is said once', async () => {
    await notification(session.page, 'restarted its analysis').waitFor();
    await codeLens(session.page, /analysis failed/).waitFor();
    expect(await notification(session.page, 'restarted its analysis').count()).toBe(1);
  });

  it('leaves an editor that works', async () => {
    await session.page.locator('.view-lines').first().click();
    await session.page.keyboard.press('ControlOrMeta+A');
    await session.page.keyboard.insertText(small);
    await codeLens(session.page, 'kappa 3.63').waitFor();
  });
});
