import { describe, expect, test } from 'vitest';
import { linearReport } from '../support/sample-reports/linear';
import type { OpenPanel } from './harness/panel-page';
import { fresh, hash, partial, state, usePanel } from './harness/use-panel';

const openPanel = usePanel();
const [stem, waist] = linearReport.layers;

async function shown(): Promise<OpenPanel> {
  const panel = await openPanel();
  await panel.send(fresh(linearReport));
  return panel;
}

/** What the page said last. */
async function last(panel: OpenPanel) {
  return (await panel.received()).at(-1);
}

describe('layers', () => {
  test('a click anywhere in the row shows its place in the source, once', async () => {
    const panel = await shown();
    await panel.page.getByTestId('layer-row').nth(1).getByText('87.5 %').click();
    expect((await panel.received()).slice(1)).toEqual([{ type: 'reveal', range: waist.range, hash }]);
  });

  test.each(['Enter', 'Space'])('%s on the name does so, once', async (key) => {
    const panel = await shown();
    await panel.page.getByTestId('layer-row').nth(1).getByRole('button').focus();
    await panel.page.keyboard.press(key);
    expect((await panel.received()).slice(1)).toEqual([{ type: 'reveal', range: waist.range, hash }]);
  });

  test.each([
    ['at the start of a statement', waist.range.start, ['waist']],
    ['inside', waist.range.start + 2, ['waist']],
    ['at its end', stem.range.end, ['stem']],
    ['before all', 0, []],
  ])('the cursor %s lights its layer', async (_, offset, lit) => {
    const panel = await shown();
    await panel.send({ type: 'cursor', offset });
    const names = () =>
      panel.page
        .locator('[aria-current="location"]')
        .evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.layer));
    expect(await names()).toEqual(lit);
    // Also after the figures are drawn anew.
    await panel.send(
      fresh({ ...linearReport, layers: linearReport.layers.map((layer) => ({ ...layer, topShare: 0.5 })) }),
    );
    expect(await names()).toEqual(lit);
  });

  test('one statement inside a repeat lights all its layers', async () => {
    const panel = await openPanel();
    const twice = [waist, { ...waist, name: 'waist again', owner: false }];
    await panel.send(fresh({ ...linearReport, layers: twice }), { type: 'cursor', offset: waist.range.start });
    expect(await panel.page.locator('[aria-current="location"]').count()).toBe(2);
  });
});

describe('findings', () => {
  const warning = linearReport.findings.findIndex(({ code }) => code === 'K111');
  const { range, related } = linearReport.findings[warning];

  test.each<[string, (panel: OpenPanel) => Promise<void>, object]>([
    ['message', ({ page }) => page.getByTestId('finding-message').first().click(), { type: 'reveal', range, hash }],
    ['code', ({ page }) => page.getByTestId('finding-code').first().click(), { type: 'explain', code: 'K111' }],
    [
      'related place',
      ({ page }) => page.getByText(related[0].message).click(),
      { type: 'reveal', range: related[0].range, hash },
    ],
    ['fix', ({ page }) => page.getByTestId('apply-fix').click(), { type: 'applyFix', hash, finding: warning, fix: 0 }],
  ])('its %s', async (_, act, message) => {
    const panel = await shown();
    await act(panel);
    expect(await last(panel)).toEqual(message);
  });
});

test('an expectation shows its place', async () => {
  const panel = await shown();
  await panel.page.getByTestId('expectation').nth(1).getByRole('button').click();
  expect(await last(panel)).toEqual({ type: 'reveal', range: linearReport.expectations[1].range, hash });
});

test.each([
  ['analyse', state({ status: 'idle', hash }), { type: 'analyse' }],
  ['cancel', partial(linearReport), { type: 'cancel' }],
  ['copy-report', fresh(linearReport), { type: 'copyReport', format: 'markdown' }],
  ['save-report', fresh(linearReport), { type: 'saveReport', format: 'markdown' }],
])('the button %s', async (id, message, sent) => {
  const panel = await openPanel();
  await panel.send(message);
  await panel.page.getByTestId(id).click();
  expect(await last(panel)).toEqual(sent);
});

test('the focus stays where it was when figures are drawn anew', async () => {
  const panel = await shown();
  await panel.page.getByTestId('layer-row').nth(1).getByRole('button').focus();
  await panel.send(
    fresh({ ...linearReport, layers: linearReport.layers.map((layer) => ({ ...layer, topShare: 0.1 })) }),
  );
  expect(await panel.page.evaluate(() => document.activeElement?.textContent)).toBe('waist');
});
