import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { formatNumber } from '../../../src/report/numbers';
import { analyseByCommandLine } from '../support/command-line';
import { goToText, hoverAtCursor, line, shownText } from '../support/editor';
import { codeLens } from '../support/lenses';
import { openPanel, testId } from '../support/panel';
import { problemRow, showProblems } from '../support/problems';
import { sharedBrowser } from '../support/shared-browser';
import { example, small } from '../support/specifications';
import { startWebHost, type WebHost } from '../support/web-host';
import { openWindow, screenshot, type Workbench } from '../support/workbench';
import { createWorkspace } from '../support/workspace';

const text = example('unscaled-residual.arch');
const files = {
  'unscaled.arch': text,
  'file.arch': small.replace('gaussian(samples: 24, seed: 1)', 'csv("points.csv")'),
  'points.csv': '1,0,0,0\n0,1,0,0\n0,0,1,0\n0,0,0,1\n1,1,0,0\n',
};

describe('VS Code in the browser alone', () => {
  const workspace = createWorkspace(files);
  let host: WebHost;
  let window: Workbench;
  let page: Page;

  beforeAll(async () => {
    host = await startWebHost(workspace.folder);
    window = await openWindow(await sharedBrowser(), host.origin);
    page = window.page;
    await page.getByRole('treeitem', { name: 'unscaled.arch' }).dblclick();
    await line(page, 'model UnscaledResidual').waitFor();
  });
  afterAll(async () => {
    await window?.close();
    await host?.stop();
    workspace.remove();
  });

  it('finds what the command line finds', async ({ onTestFailed }) => {
    onTestFailed(() => screenshot(window, 'failed web host'));
    const { spectrum } = analyseByCommandLine(workspace.path('unscaled.arch'));
    await codeLens(page, `kappa ${formatNumber(spectrum.kappa)}`).waitFor();
    await showProblems(page);
    await problemRow(page, 'K117').waitFor();
  });

  it('answers hovers', async () => {
    await line(page, 'stem').click();
    await goToText(page, text, 'stem');
    expect(await shownText(await hoverAtCursor(page))).toContain('32 → 64');
  });

  it('shows the panel', async () => {
    const panel = await openPanel(page);
    await testId(panel, 'kappa').filter({ hasText: '805.051' }).waitFor();
    await panel.locator('[data-testid=layer-row]').first().waitFor();
  });

  it('reads data through the workspace', async () => {
    await page.getByRole('treeitem', { name: 'file.arch' }).dblclick();
    await codeLens(page, /^kappa \d/).waitFor();
  });

  it('needs nothing from outside', () => {
    expect(window.outside).toEqual([]);
    expect(window.console.filter((message) => /content security policy/i.test(message))).toEqual([]);
  });
});
