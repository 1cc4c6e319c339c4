import { describe, expect, it } from 'vitest';
import { goToText, line, shownText } from '../support/editor';
import { webview } from '../support/panel';
import { problemRow, showProblems, squiggles } from '../support/problems';
import { useSession } from '../support/session';
import { example } from '../support/specifications';

type Box = { readonly y: number } | null;
const distance = (a: Box, b: Box) => (a && b ? Math.abs(a.y - b.y) : Infinity);

const text = example('unscaled-residual.arch');

describe('a finding of the analysis', () => {
  const session = useSession({ files: { 'unscaled.arch': text }, open: 'unscaled.arch' });

  it('is underlined where its layer stands', async () => {
    const layer = line(session.page, 'residual {');
    // Lenses move the text down while it is being read.
    await expect
      .poll(async () => {
        const place = await layer.boundingBox();
        const marks = await squiggles(session.page, 'warning').all();
        return Math.min(...(await Promise.all(marks.map(async (mark) => distance(await mark.boundingBox(), place)))));
      })
      .toBeLessThan(4);
  });

  it('stands in the Problems view with its code and its sentence', async () => {
    await showProblems(session.page);
    const row = problemRow(session.page, 'K117');
    await row.waitFor();
    const shown = await shownText(row);
    expect(shown).toContain('The branches of 16 residual blocks are not scaled for the depth');
    expect(shown).toMatch(/\[Ln 9, Col 5\]/);
  });

  it('links to the page of its rule', async () => {
    await problemRow(session.page, 'K117').locator('a', { hasText: 'K117' }).click();
    await webview(session.page).getByRole('heading', { name: /K117/ }).waitFor();
  });
});

describe('a misspelt layer', () => {
  const session = useSession({
    files: { 'broken.arch': text.replace('stem: dense', 'stem: dens') },
    open: 'broken.arch',
  });

  it('is an error at the word, with the nearest spelling', async () => {
    await squiggles(session.page, 'error').first().waitFor({ state: 'attached' });
    await showProblems(session.page);
    await problemRow(session.page, 'dense').filter({ hasText: 'dens' }).waitFor();
  });

  it('is mended by its quick fix, after which the network is analysed', async () => {
    await line(session.page, 'stem: dens').click();
    await goToText(session.page, session.workspace.read('broken.arch'), 'dens(');
    await session.page.keyboard.press('ControlOrMeta+.');
    await session.page.locator('.action-widget .monaco-list-row', { hasText: 'dense' }).first().click();
    await line(session.page, 'stem: dense(').waitFor();
    await problemRow(session.page, 'K117').waitFor();
  });
});
