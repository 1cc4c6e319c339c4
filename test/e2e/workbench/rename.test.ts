import { describe, expect, it } from 'vitest';
import { goToText, line, save } from '../support/editor';
import { codeLens } from '../support/lenses';
import { useSession } from '../support/session';
import { small } from '../support/specifications';

describe('rename', () => {
  const session = useSession({ files: { 'small.arch': small }, open: 'small.arch' });

  it('changes a parameter wherever it is used', async () => {
    await codeLens(session.page, '3.63').waitFor();
    await goToText(session.page, small, 'width');
    await session.page.keyboard.press('F2');
    const box = session.page.locator('.rename-box input');
    await box.waitFor();
    await box.fill('units');
    await session.page.keyboard.press('Enter');
    await line(session.page, 'dense(units').waitFor();
    await save(session.page);
    expect(session.workspace.read('small.arch')).toBe(small.replaceAll('width', 'units'));
  });
});
