import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/report/report';
import { formatNumber } from '../../../src/report/numbers';
import { analyseByCommandLine } from '../support/command-line';
import { cursorPosition, goToText, openFile } from '../support/editor';
import { codeLens } from '../support/lenses';
import { openPanel, testId, webview } from '../support/panel';
import { savedEditors } from '../support/saved-editors';
import { useSession } from '../support/session';
import { workbenchUrl } from '../support/workbench';
import { example, small } from '../support/specifications';

const text = example('bottleneck.arch');

describe('the panel', () => {
  const session = useSession({ files: { 'bottleneck.arch': text, 'small.arch': small }, open: 'bottleneck.arch' });
  const panel = () => webview(session.page);
  const value = (id: string) => testId(panel(), id).getAttribute('data-value');
  const report = (): Report => analyseByCommandLine(session.workspace.path('bottleneck.arch'));
  const lineOf = (snippet: string) => text.slice(0, text.indexOf(snippet)).split('\n').length;

  it('shows the figures of the command line, to the last digit', async () => {
    const { spectrum, layers, findings } = report();
    await openPanel(session.page);
    await testId(panel(), 'state').and(panel().locator('[data-status=fresh]')).waitFor();
    expect(await testId(panel(), 'kappa').innerText()).toBe(formatNumber(spectrum.kappa));
    expect(Number(await value('kappa'))).toBe(spectrum.kappa);
    expect(await testId(panel(), 'rank').innerText()).toContain(`rank ${spectrum.rank} of`);
    const names = await testId(panel(), 'layer-row').evaluateAll((rows) => rows.map((row) => row.dataset.layer));
    expect(names).toEqual(layers.map(({ name }) => name));
    const codes = await testId(panel(), 'finding').evaluateAll((rows) => rows.map((row) => row.dataset.code));
    expect(codes).toEqual(findings.map(({ code }) => code));
  });

  it.each(['bracket-chart', 'spectrum-chart'])('paints its %s', async (chart) => {
    const colours = () =>
      testId(panel(), chart).evaluate((canvas) => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      });
    await expect.poll(colours).toBeGreaterThan(4);
  });

  it('jumps to the source of a layer', async () => {
    await panel().locator('[data-testid=layer-row][data-layer=decoder] button').click();
    await cursorPosition(session.page, `Ln ${lineOf('decoder')}.*`).waitFor();
  });

  it('jumps to the source of a finding', async () => {
    await panel().locator('[data-code=K111]').getByTestId('finding-message').click();
    await cursorPosition(session.page, `Ln ${lineOf('code: dense')}.*`).waitFor();
  });

  it('highlights the layer under the cursor', async () => {
    await goToText(session.page, text, 'output: dense');
    await panel().locator('[data-layer=output][aria-current]').waitFor();
    expect(await panel().locator('[aria-current]').count()).toBe(1);
  });

  it('follows the active editor', async () => {
    await openFile(session, 'small.arch');
    await testId(panel(), 'model').filter({ hasText: 'Small' }).waitFor();
    await testId(panel(), 'kappa').filter({ hasText: '3.63' }).waitFor();
    await openFile(session, 'bottleneck.arch');
    await testId(panel(), 'model').filter({ hasText: 'Autoencoder' }).waitFor();
  });

  it('is there again after a reload of the window', async () => {
    const { folder } = session.workspace;
    await expect.poll(() => savedEditors(session.page, folder)).toContain('kappa.panel');
    // The address of the first visit names a file, and VS Code would open that one alone.
    await session.page.goto(workbenchUrl(session.server.origin, { folder }));
    // VS Code keeps its editors as it saved them last, which may be before the last change of the active one.
    await codeLens(session.page, /^kappa/)
      .first()
      .waitFor();
    await testId(panel(), 'state').and(panel().locator('[data-status=fresh]')).waitFor();
    const active = await session.page.locator('.tab.active', { hasText: /^(?!κ)/ }).getAttribute('data-resource-name');
    await expect.poll(() => testId(panel(), 'file').innerText()).toBe(active);
  });

  it('breaks no rule of its content security policy', () => {
    expect(session.window.console.filter((message) => /content security policy/i.test(message))).toEqual([]);
  });

  it('opens the page of a rule', async () => {
    await openFile(session, 'bottleneck.arch');
    await panel().locator('[data-code=K111]').getByTestId('finding-code').click();
    await session.page.locator('.tab.active', { hasText: 'K111' }).waitFor();
  });
});

describe('a fix in the panel', () => {
  // Small, for fixes are measured only where the analysis takes little time.
  const little = text
    .replaceAll(/\b(?:24|32)\b/g, '8')
    .replaceAll('120', '24')
    .replaceAll('code = 6', 'code = 2');
  const session = useSession({ files: { 'bottleneck.arch': little }, open: 'bottleneck.arch' });

  it('says what it would buy, and does it', async () => {
    const panel = await openPanel(session.page);
    const gain = panel.locator('[data-code=K111]').getByTestId('fix-gain').first();
    await gain.filter({ hasText: 'measured' }).waitFor();
    const measured = Number(await gain.getAttribute('data-value'));
    await panel.locator('[data-code=K111]').getByTestId('apply-fix').first().click();
    await panel.locator('[data-code=K111]').waitFor({ state: 'hidden' });
    await panel.locator('[data-status=fresh]').waitFor();
    expect(Number(await testId(panel, 'kappa').getAttribute('data-value'))).toBe(measured);
  });
});
