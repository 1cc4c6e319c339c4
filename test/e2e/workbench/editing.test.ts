import { describe, expect, it } from 'vitest';
import { formatNumber } from '../../../src/report/numbers';
import { analyseByCommandLine } from '../support/command-line';
import { goToText, line, save, shownText } from '../support/editor';
import { codeLens, statusEntry } from '../support/lenses';
import { notification, runCommand } from '../support/palette';
import { problemRow, showProblems } from '../support/problems';
import { useSession } from '../support/session';
import { chain, slow, small } from '../support/specifications';

describe('an edit', () => {
  const session = useSession({ files: { 'small.arch': small }, open: 'small.arch' });

  it('has its new figures without a reload, and an undo the old ones', async () => {
    await codeLens(session.page, 'kappa 3.63').waitFor();
    await goToText(session.page, small, ', seed: 1');
    await session.page.keyboard.type(', covariance: powerlaw(2)');
    await save(session.page);
    const { spectrum } = analyseByCommandLine(session.workspace.path('small.arch'));
    expect(spectrum.kappa).toBeGreaterThan(10);
    await codeLens(session.page, `kappa ${formatNumber(spectrum.kappa)}`).waitFor();
    // Typing is undone a word at a time.
    const undone = async () => {
      await session.page.keyboard.press('ControlOrMeta+Z');
      return shownText(line(session.page, 'gaussian'));
    };
    await expect.poll(undone).toBe('  data  gaussian(samples: 24, seed: 1)');
    await codeLens(session.page, 'kappa 3.63').waitFor();
  });
});

describe('a long analysis', () => {
  const settings = { 'kappa.budgetSeconds': 600 };
  const session = useSession({ files: { 'slow.arch': slow }, open: 'slow.arch', settings });

  it('is shown stage by stage', async () => {
    await codeLens(session.page, /analysing: spectrum/).waitFor();
    await statusEntry(session.page).waitFor();
  });

  it('ends when somebody cancels it', async () => {
    await runCommand(session.page, 'Kappa: Cancel Analysis');
    await codeLens(session.page, /^analyse/).waitFor();
  });

  it('is cancelled from its notification, when it was asked for', async () => {
    await runCommand(session.page, 'Kappa: Analyze Conditioning');
    const progress = notification(session.page, 'slow.arch');
    await progress.waitFor();
    await codeLens(session.page, /analysing: spectrum/).waitFor();
    await progress.hover();
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await codeLens(session.page, /^analyse/).waitFor();
  });

  it('gives way to an edit', async () => {
    await runCommand(session.page, 'Kappa: Analyze Conditioning');
    await codeLens(session.page, /analysing: spectrum/).waitFor();
    await goToText(session.page, slow, '00, seed');
    await session.page.keyboard.press('Delete');
    await session.page.keyboard.press('Delete');
    await codeLens(session.page, /^kappa \d[^(]*$/)
      .first()
      .waitFor();
  });
});

describe('a specification of 2,000 layers', () => {
  const text = chain(2000);
  const session = useSession({ files: { 'chain.arch': text }, open: 'chain.arch' });

  it('answers every key while it is analysed', async () => {
    await codeLens(session.page, /analysing/).waitFor();
    await goToText(session.page, text, 'dense(8');
    await session.page.keyboard.type('x');
    await line(session.page, 'layer0: xdense').waitFor();
    await showProblems(session.page);
    await problemRow(session.page, 'xdense').waitFor();
  });
});
