import { describe, it } from 'vitest';
import { goToText, line } from '../support/editor';
import { codeLens, codeLensLink } from '../support/lenses';
import { notification, quickPickRow, runCommand } from '../support/palette';
import { openPanel, testId, webview } from '../support/panel';
import { useSession } from '../support/session';
import { example, small } from '../support/specifications';

describe('commands', () => {
  const files = { 'small.arch': small, 'deep/bottleneck.arch': example('bottleneck.arch') };
  const session = useSession({ files, open: 'small.arch', ownWindow: true });

  it('Analyze Conditioning says the result and offers the panel', async () => {
    await codeLens(session.page, 'kappa 3.63').waitFor();
    await runCommand(session.page, 'Kappa: Analyze Conditioning');
    const result = notification(session.page, /small\.arch: κ 3\.63377, well conditioned/);
    await result.getByRole('button', { name: 'Open Panel' }).click();
    await testId(webview(session.page), 'kappa').filter({ hasText: '3.63377' }).waitFor();
  });

  it('Restart Server starts a server that answers', async () => {
    // The message stays for some seconds.
    const said = session.page.locator('.statusbar-item', { hasText: 'server restarted' }).waitFor();
    await Promise.all([said, runCommand(session.page, 'Kappa: Restart Server')]);
    await goToText(session.page, small, '24, seed');
    await session.page.keyboard.type('2');
    await codeLens(session.page, /kappa (?!3\.63)/).waitFor();
    await session.page.keyboard.press('ControlOrMeta+Z');
    await codeLens(session.page, 'kappa 3.63').waitFor();
  });

  it('Compare With… shows another file beside this one', async () => {
    await runCommand(session.page, 'Kappa: Compare With…');
    await quickPickRow(session.page, 'bottleneck.arch').click();
    const panel = webview(session.page);
    await testId(panel, 'comparison').filter({ hasText: 'bottleneck.arch' }).waitFor();
    await testId(panel, 'end-comparison').click();
    await testId(panel, 'comparison').waitFor({ state: 'hidden' });
  });

  it('Compare With Last Saved shows what an edit changed', async () => {
    const panel = await openPanel(session.page);
    await line(session.page, 'hidden').click();
    await goToText(session.page, small, ', seed: 1');
    await session.page.keyboard.type(', covariance: powerlaw(1)');
    await codeLens(session.page, /kappa (?!3\.63)/).waitFor();
    await codeLensLink(session.page, 'compare with last saved').click();
    await testId(panel, 'comparison').filter({ hasText: 'last saved' }).waitFor();
    await panel.locator('.was', { hasText: '3.63377' }).first().waitFor();
  });

  it('New Specification opens a starter', async () => {
    await runCommand(session.page, 'Kappa: New Specification');
    await quickPickRow(session.page, 'Classifier').click();
    await line(session.page, 'loss  cross_entropy').waitFor();
    await codeLens(session.page, /^kappa/)
      .first()
      .waitFor();
  });

  it('Show Log shows the output', async () => {
    await runCommand(session.page, 'Kappa: Show Log');
    await session.page.locator('.output-view .view-line', { hasText: 'Activated in' }).waitFor();
  });

  // Last, because the preview takes the focus when it is ready, from a palette that is open by then too.
  it('Analyze Workspace lists every specification', async () => {
    await runCommand(session.page, 'Kappa: Analyze Workspace');
    // A page of the Markdown preview, opened after the panel.
    const preview = session.page.locator('iframe.webview.ready').last().contentFrame();
    const summary = preview.frameLocator('iframe#active-frame');
    await summary.getByRole('row', { name: /^deep\/bottleneck\.arch 153\.6/ }).waitFor();
    await summary.getByRole('row', { name: /^small\.arch / }).waitFor();
  });
});
