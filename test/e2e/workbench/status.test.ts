import { describe, it } from 'vitest';
import { openFile } from '../support/editor';
import { codeLens, statusEntry } from '../support/lenses';
import { testId, webview } from '../support/panel';
import { useSession } from '../support/session';
import { small } from '../support/specifications';

describe('the entry of the status bar', () => {
  const files = { 'small.arch': small, 'broken.arch': small.replace('dense', 'dens'), 'notes.txt': 'Plain text.\n' };
  const session = useSession({ files, open: 'small.arch' });

  it('shows kappa', async () => {
    await codeLens(session.page, '3.63').waitFor();
    await statusEntry(session.page, 'κ 3.63').waitFor();
  });

  it('opens the panel', async () => {
    await statusEntry(session.page).click();
    await testId(webview(session.page), 'kappa').filter({ hasText: '3.63' }).waitFor();
  });

  it('says that a specification has errors', async () => {
    await openFile(session, 'broken.arch');
    await session.page.locator('.statusbar-item[aria-label*="has errors"]').waitFor();
  });

  it('goes with the specification', async () => {
    await openFile(session, 'notes.txt');
    await statusEntry(session.page).waitFor({ state: 'hidden' });
  });
});
