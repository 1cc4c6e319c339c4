import { describe, expect, it } from 'vitest';
import { formatNumber } from '../../../src/report/numbers';
import { analyseByCommandLine } from '../support/command-line';
import { goToText, hoverAtCursor, shownText } from '../support/editor';
import { codeLens } from '../support/lenses';
import { webview } from '../support/panel';
import { useSession } from '../support/session';
import { example } from '../support/specifications';

const text = example('unscaled-residual.arch');

describe('hovers', () => {
  const session = useSession({ files: { 'unscaled.arch': text }, open: 'unscaled.arch' });
  /** Waits for `part`: what the server says may come after what the editor knows of a problem. */
  const hoverOver = async (snippet: string, part: string) => {
    await goToText(session.page, text, snippet);
    const hover = (await hoverAtCursor(session.page)).filter({ hasText: part });
    await hover.waitFor();
    return hover;
  };

  it('shows of the model its kappa, verdict and rank', async () => {
    const { spectrum } = analyseByCommandLine(session.workspace.path('unscaled.arch'));
    await codeLens(session.page, formatNumber(spectrum.kappa)).waitFor();
    const shown = await shownText(await hoverOver('UnscaledResidual', 'rank'));
    expect(shown).toContain(formatNumber(spectrum.kappa));
    expect(shown).toContain('moderately conditioned');
    expect(shown).toContain(`${spectrum.rank} of`);
  });

  it('shows of a layer its shapes, parameters and signature', async () => {
    const shown = await shownText(await hoverOver('stem', 'parameters'));
    expect(shown).toContain('32 → 64');
    expect(shown).toContain('2,112 parameters');
    expect(shown).toContain('dense(units');
  });

  it('explains an argument', async () => {
    expect(await shownText(await hoverOver('powerlaw', 'exponent'))).toContain('powerlaw');
  });

  it('links the findings of a layer to their pages', async () => {
    const hover = await hoverOver('residual', 'K117');
    await hover.getByRole('link', { name: 'K117' }).first().click();
    await webview(session.page).getByRole('heading', { name: /K117/ }).waitFor();
  });
});
