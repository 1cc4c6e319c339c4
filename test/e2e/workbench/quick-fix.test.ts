import { describe, expect, it } from 'vitest';
import { formatNumber } from '../../../src/report/numbers';
import { analyseByCommandLine } from '../support/command-line';
import { goToText, save } from '../support/editor';
import { codeLens } from '../support/lenses';
import { problemRow, showProblems } from '../support/problems';
import { useSession } from '../support/session';
import { example } from '../support/specifications';

const text = example('unscaled-residual.arch');

describe('a fix of a finding', () => {
  const session = useSession({ files: { 'unscaled.arch': text }, open: 'unscaled.arch' });
  const shownKappa = () =>
    codeLens(session.page, formatNumber(analyseByCommandLine(session.workspace.path('unscaled.arch')).spectrum.kappa));

  it('changes the text, ends the finding and lowers kappa', async () => {
    const before = analyseByCommandLine(session.workspace.path('unscaled.arch'));
    await shownKappa().waitFor();
    await showProblems(session.page);
    await problemRow(session.page, 'K117').waitFor();
    await session.page.locator('.editor-instance').click();
    await goToText(session.page, text, 'residual {');
    await session.page.keyboard.press('ControlOrMeta+.');
    const row = session.page.locator('.action-widget .monaco-list-row', {
      hasText: 'Start the last layer of each branch smaller',
    });
    await row.click();
    await problemRow(session.page, 'K117').waitFor({ state: 'detached' });
    await save(session.page);

    const after = analyseByCommandLine(session.workspace.path('unscaled.arch'));
    expect(session.workspace.read('unscaled.arch')).not.toBe(text);
    expect(after.spectrum.kappa).toBeLessThan(before.spectrum.kappa!);
    await shownKappa().waitFor();
  });
});
