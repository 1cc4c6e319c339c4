import { describe, expect, it } from 'vitest';
import { openFile, shownText } from '../support/editor';
import { codeLens } from '../support/lenses';
import { problemRow, showProblems } from '../support/problems';
import { useSession } from '../support/session';
import { formatSpecification } from '../support/command-line';
import { example } from '../support/specifications';

describe('the two spellings of one specification', () => {
  const arch = example('bottleneck.arch');
  const files = { 'bottleneck.arch': arch, 'bottleneck.arch.json': formatSpecification(arch, 'json') };
  const session = useSession({ files, open: 'bottleneck.arch' });

  /** Without the places, which differ. */
  const findings = async () => {
    await problemRow(session.page, 'K111').waitFor();
    await problemRow(session.page, 'K118').waitFor();
    const rows = await problemRow(session.page, /K\d{3}/).all();
    const texts = await Promise.all(rows.map(shownText));
    return texts.map((text) => text.replace(/\[Ln.*\]/, '').trim()).sort();
  };

  it('have the same kappa and findings', async () => {
    await codeLens(session.page, 'kappa 153').waitFor();
    await showProblems(session.page);
    const expected = await findings();
    expect(expected.length).toBeGreaterThan(1);
    await session.page.keyboard.press('ControlOrMeta+W');
    await problemRow(session.page, '').first().waitFor({ state: 'detached' });
    await openFile(session, 'bottleneck.arch.json');
    await codeLens(session.page, 'kappa 153').waitFor();
    expect(await findings()).toEqual(expected);
  });
});
