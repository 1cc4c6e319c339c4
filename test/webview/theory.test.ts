import { expect, test } from 'vitest';
import { theoryTopics } from '../../src/report/theory';
import { linearReport } from '../support/sample-reports/linear';
import { sampleCurve, theoryReport } from '../support/sample-reports/theory';
import { fresh, usePanel } from './harness/use-panel';

const openPanel = usePanel();

async function openTheory() {
  const panel = await openPanel();
  await panel.send(fresh(theoryReport));
  const tab = (key: string) => panel.page.getByTestId(`theory-tab-${key}`);
  return { panel, tab, content: panel.page.locator('#theory-panel') };
}

test('a tab for each topic that speaks, the first one open', async () => {
  const { panel, tab, content } = await openTheory();
  const tabs = await panel.page.locator('[role="tablist"] [role="tab"]').allTextContents();
  expect(tabs).toEqual(['Early direction', 'Equilibrium layers']);
  expect(await tab('earlyDirection').getAttribute('aria-selected')).toBe('true');
  expect(await tab('equilibrium').getAttribute('aria-selected')).toBe('false');
  expect(await content.getAttribute('aria-labelledby')).toBe('theory-tab-earlyDirection');
});

test('figures with value, trust and note', async () => {
  const { content } = await openTheory();
  const rows = await content
    .locator('tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText)));
  expect(rows.map(([, value, trust]) => [value, trust])).toEqual([
    ['3', 'exact'],
    ['small', 'heuristic'],
    ['-', 'bound'],
  ]);
  expect(rows[1][0]).toContain('Before the loss moves.');
  expect(rows[2][0]).toContain('Not correlated.');
});

test('a curve is a chart that says what it shows', async () => {
  const { panel, content } = await openTheory();
  const chart = panel.page.getByTestId(`earlyDirection-${sampleCurve.id}-chart`);
  expect(await chart.getAttribute('aria-label')).toContain('exact from 100 to 1 at 10');
  expect(await content.textContent()).toContain('Kappa by depth');
});

test('arrow keys go from tab to tab, and the choice stays with the page', async () => {
  const { panel, tab, content } = await openTheory();
  await tab('earlyDirection').focus();
  await panel.page.keyboard.press('ArrowRight');
  expect(await tab('equilibrium').getAttribute('aria-selected')).toBe('true');
  expect(await tab('equilibrium').evaluate((each) => each === document.activeElement)).toBe(true);
  await panel.page.locator('#theory-equilibrium-layers-summary').click();
  await content.locator('tbody tr', { hasText: 'waist' }).waitFor();
  expect(await content.locator('tbody tr', { hasText: 'waist' }).textContent()).toBe('waistlocal0.875');
  await panel.send(fresh(theoryReport));
  expect(await tab('equilibrium').getAttribute('aria-selected')).toBe('true');
  const again = await openPanel({ memory: await panel.memory() });
  await again.send(fresh(theoryReport));
  expect(await again.page.getByTestId('theory-tab-equilibrium').getAttribute('aria-selected')).toBe('true');
});

test('topics with nothing to say give their reason', async () => {
  const { panel } = await openTheory();
  await panel.page.locator('#theory-silent-summary').click();
  const reasons = panel.page.locator('#theory-silent li');
  await reasons.first().waitFor();
  const silent = theoryTopics.filter(({ key }) => theoryReport.theory[key].reason !== null);
  expect(await reasons.allTextContents()).toEqual(silent.map(({ title }) => `${title}: No such layer.`));
});

test('no section where no topic speaks', async () => {
  const panel = await openPanel();
  await panel.send(fresh(linearReport));
  expect(await panel.page.getByTestId('section-theory').isVisible()).toBe(false);
});
