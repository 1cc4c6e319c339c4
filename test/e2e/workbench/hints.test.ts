import { describe, expect, it } from 'vitest';
import { formatNumber, formatShare } from '../../../src/report/numbers';
import { analyseByCommandLine } from '../support/command-line';
import { line, shownText } from '../support/editor';
import { codeLens, codeLensLink, statusEntry } from '../support/lenses';
import { testId, webview } from '../support/panel';
import { useSession } from '../support/session';
import { small } from '../support/specifications';

/** Weights that are not orthogonal share the slowest direction unequally. */
const uneven = small.replace('orthogonal', 'lecun_normal');

describe('figures in the text', () => {
  const session = useSession({ files: { 'small.arch': small }, open: 'small.arch' });
  const kappa = () => formatNumber(analyseByCommandLine(session.workspace.path('small.arch')).spectrum.kappa);

  it('shows kappa and its verdict above the model', async () => {
    await codeLens(session.page, kappa()).waitFor();
    expect(await shownText(codeLens(session.page, kappa()))).toContain('well conditioned');
  });

  it('shows kappa behind the model', async () => {
    await line(session.page, 'model Small').filter({ hasText: kappa() }).waitFor();
  });

  it('shows after each layer its output shape', async () => {
    await expect.poll(() => shownText(line(session.page, 'hidden:'))).toContain('→ 6');
    await expect.poll(() => shownText(line(session.page, 'head:'))).toContain('→ 3');
  });

  it('shows after each layer its share of the slowest direction, and marks none of equal ones', async () => {
    await expect.poll(() => shownText(line(session.page, 'hidden:'))).toContain('· 50.0 % of λ_min');
    await expect.poll(() => shownText(line(session.page, 'head:'))).toContain('· 50.0 % of λ_min');
  });

  it('shows kappa in the status bar', async () => {
    await statusEntry(session.page, `κ ${kappa()}`).waitFor();
  });

  it('opens the panel from the lens', async () => {
    await codeLensLink(session.page, 'open panel').click();
    await testId(webview(session.page), 'kappa').filter({ hasText: kappa() }).waitFor();
  });
});

describe('layers of unequal shares', () => {
  const session = useSession({ files: { 'uneven.arch': uneven }, open: 'uneven.arch' });

  it('mark the one that owns the slowest direction', async () => {
    const { layers } = analyseByCommandLine(session.workspace.path('uneven.arch'));
    expect(layers.map(({ name, owner }) => [name, owner])).toEqual([
      ['hidden', false],
      ['head', true],
    ]);
    await expect
      .poll(() => shownText(line(session.page, 'head:')))
      .toContain(`► ${formatShare(layers[1]!.bottomShare!)} of λ_min`);
    await expect
      .poll(() => shownText(line(session.page, 'hidden:')))
      .toContain(`· ${formatShare(layers[0]!.bottomShare!)} of λ_min`);
  });
});

describe('without the settings of hints and lenses', () => {
  const settings = { 'kappa.inlayHints.shapes': false, 'kappa.inlayHints.shares': false, 'kappa.codeLens': false };
  const session = useSession({ files: { 'small.arch': small }, open: 'small.arch', settings });

  it('shows only the hint that is left', async () => {
    await line(session.page, 'model Small').filter({ hasText: '3.63' }).waitFor();
    expect(await shownText(line(session.page, 'hidden:'))).toBe('  hidden: dense(width, bias: false)');
    expect(await codeLens(session.page, '').count()).toBe(0);
  });
});
