import { describe, expect, it } from 'vitest';
import { openFile } from '../support/editor';
import { codeLens } from '../support/lenses';
import { problemRow, showProblems } from '../support/problems';
import { useSession } from '../support/session';
import { small } from '../support/specifications';

const files = {
  'small.arch': small,
  'file.arch': small.replace('gaussian(samples: 24, seed: 1)', 'csv("points.csv")'),
  'points.csv': '1,0,0,0\n0,1,0,0\n0,0,1,0\n0,0,0,1\n1,1,0,0\n',
};

/** What an analysis says that was asked for an engine, which is not installed here. */
const engineNote = 'The stage "products by TensorFlow" was not run';

describe('a folder that nobody trusts', () => {
  const session = useSession({
    files,
    open: 'small.arch',
    settings: { 'kappa.engine': 'tensorflow' },
    server: { workspaceTrust: true },
  });

  it('is analysed as long as no file is read', async () => {
    await codeLens(session.page, 'kappa 3.63').waitFor();
  });

  it('keeps its data files closed, and says why', async () => {
    await openFile(session, 'file.arch');
    await showProblems(session.page);
    await problemRow(session.page, 'points.csv is not read in Restricted Mode').waitFor();
  });

  it('loads no engine that its settings name', async () => {
    // Both files have been analysed by now.
    expect(await problemRow(session.page, engineNote).count()).toBe(0);
  });

  it('has its files read and its engine looked for once it is trusted', async () => {
    await session.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).click();
    const dialog = session.page.locator('.workspace-trust-editor');
    await dialog
      .getByRole('button', { name: /^Trust/ })
      .first()
      .click();
    await dialog.getByText('You trust this folder').waitFor();
    await codeLens(session.page, /^kappa/).waitFor();
    await problemRow(session.page, engineNote).first().waitFor();
  });
});
