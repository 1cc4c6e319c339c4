import { describe, expect, test } from 'vitest';
import type { ToPanel } from '../../src/panel/messages';
import type { Report } from '../../src/report/report';
import { linearReport } from '../support/sample-reports/linear';
import { fresh, partial, usePanel } from './harness/use-panel';

const openPanel = usePanel();

/** Ten times worse, with another layer and without a finding. */
const before: Report = {
  ...linearReport,
  spectrum: {
    ...linearReport.spectrum,
    kappa: 6806.58,
    kappaInterval: [6806.58, 6806.58],
    eigenvalues: [1200, 100, 0.1763],
    lambdaMax: 1200,
  },
  layers: [
    { ...linearReport.layers[0], bottomShare: 0.5 },
    linearReport.layers[1],
    { ...linearReport.layers[2], name: 'tail' },
  ],
  findings: linearReport.findings.slice(1),
};
const baseline: ToPanel = { type: 'baseline', baseline: { label: 'last saved', report: before } };

test('a line says with what and by how much', async () => {
  const panel = await openPanel();
  await panel.send(fresh(linearReport), baseline);
  const [gone] = linearReport.findings.slice(1);
  expect(gone).toBeDefined();
  expect(await panel.page.getByTestId('comparison-text').textContent()).toBe(
    'Compared with last saved: kappa 6806.58 → 680.658, 10 times lower; 1 finding new, 1 layer added, 1 layer removed.',
  );
});

describe('the figures before stand beside those of now', () => {
  test.each([
    ['kappa', '.headline', 'was 6806.58'],
    ['a share', '[data-layer="stem"] td:last-child', 'was 50.0 %'],
    ['the largest eigenvalue', '[data-testid="section-spectrum"]', 'was 1200'],
    ['a learning rate', '[data-testid="section-optimisation"]', 'was 0.0166667'],
    ['a bound', '[data-testid="section-bounds"]', 'was 712.3'],
  ])('%s', async (_, place, text) => {
    const panel = await openPanel();
    await panel.send(fresh(linearReport), baseline);
    expect(await panel.page.locator(`${place} .was`).allTextContents()).toContain(text);
  });

  test('in the tables of the charts', async () => {
    const panel = await openPanel();
    await panel.send(fresh(linearReport), baseline);
    await panel.page.locator('#spectrum-data-summary').click();
    await panel.page.locator('#spectrum-data caption').first().waitFor({ state: 'attached' });
    const captions = panel.page.locator('#spectrum-data caption').allTextContents();
    expect(await captions).toEqual(['Eigenvalues, now', 'Eigenvalues, last saved']);
  });
});

test('charts grow a second series, and lose it with the comparison', async () => {
  const panel = await openPanel();
  const heights = async () => (await panel.page.getByTestId('bracket-chart').boundingBox())?.height ?? 0;
  await panel.send(fresh(linearReport));
  const alone = await heights();
  await panel.send(baseline);
  await expect.poll(heights).toBeGreaterThan(alone + 50);
  await panel.page.getByTestId('end-comparison').click();
  expect((await panel.received()).at(-1)).toEqual({ type: 'endComparison' });
  await panel.send({ type: 'baseline', baseline: null });
  await expect.poll(heights).toBe(alone);
  expect(await panel.page.getByTestId('comparison').isVisible()).toBe(false);
  expect(await panel.page.locator('.was').count()).toBe(0);
});

test('waits with the analysis, and closes with the document', async () => {
  const panel = await openPanel();
  await panel.send(baseline, partial(linearReport));
  expect(await panel.page.getByTestId('comparison-text').textContent()).toContain('kappa 6806.58 → -');
  await panel.send({ type: 'empty' });
  expect(await panel.page.getByTestId('comparison').isVisible()).toBe(false);
});
