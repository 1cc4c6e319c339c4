import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect, test } from 'vitest';
import type { ToPanel } from '../../src/panel/messages';
import { badOutcome } from '../support/sample-reports/bad';
import { linearReport } from '../support/sample-reports/linear';
import { simulationReport } from '../support/sample-reports/simulation';
import { skippedReport } from '../support/sample-reports/skipped';
import type { OpenPanel, ThemeName } from './harness/panel-page';
import { fresh, hash, partial, state, usePanel } from './harness/use-panel';

const openPanel = usePanel();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One line a violation: rule, and the elements that break it. */
async function violations({ page }: OpenPanel): Promise<readonly string[]> {
  // The page's policy lets no script in but its own; this one comes from the debugger.
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any[0]?.message ?? ''}`),
  );
}

const everything: readonly ToPanel[] = [
  { type: 'baseline', baseline: { label: 'last saved', report: linearReport } },
  fresh({
    ...linearReport,
    spectrum: { ...linearReport.spectrum, float32: { kappa: 12, rank: 3, misleads: true } },
    skipped: skippedReport.skipped,
  }),
  { type: 'cursor', offset: linearReport.layers[1].range.start },
];

const sights: readonly (readonly [string, readonly ToPanel[]])[] = [
  ['everything on show', everything],
  ['a simulation', [fresh(simulationReport)]],
  ['an analysis', [partial(linearReport)]],
  ['no analysis yet', [state({ status: 'idle', hash })]],
  ['a failure', [state({ status: 'failed', hash, message: 'No weights.', problems: badOutcome.problems })]],
];

test.each<ThemeName>(['dark', 'light', 'high-contrast', 'high-contrast-light'])(
  'axe finds nothing in %s',
  async (theme) => {
    for (const [sight, messages] of sights) {
      const panel = await openPanel({ theme });
      await panel.send(...messages);
      for (const summary of await panel.page.locator('summary:visible').all()) await summary.click();
      await panel.page.waitForFunction(() =>
        [...document.querySelectorAll('details')].every((each) => each.children.length > 1),
      );
      expect([sight, await violations(panel)]).toEqual([sight, []]);
    }
  },
);

/** What the keyboard reaches, in order: test id, id or text. */
async function walk(panel: OpenPanel): Promise<readonly string[]> {
  const stops: string[] = [];
  for (;;) {
    await panel.page.keyboard.press('Tab');
    const stop = await panel.page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (element === null || element === document.body) return null;
      const outline = getComputedStyle(element.shadowRoot?.activeElement ?? element).outlineStyle;
      const ring = outline !== 'none' || element.matches('vscode-dropdown');
      return `${element.dataset.testid ?? (element.id || element.ariaLabel || element.textContent)}${ring ? '' : ' without a ring'}`;
    });
    if (stop === null || stops.length > 200) return stops;
    stops.push(stop);
  }
}

test('the keyboard reaches every control, in the order of the page, and each shows that it has the focus', async () => {
  const panel = await openPanel();
  await panel.send(...everything);
  const stops = await walk(panel);
  const controls = await panel.page
    .locator('button:visible, vscode-button:visible, vscode-dropdown:visible, summary:visible, [tabindex="0"]:visible')
    .evaluateAll((all) =>
      (all as HTMLElement[])
        .filter((each) => each.getRootNode() === document)
        .map((each) => each.dataset.testid ?? (each.id || each.ariaLabel || each.textContent)),
    );
  expect(controls.length).toBeGreaterThan(25);
  expect(stops).toEqual(controls);
});

test('a button answers to the keyboard', async () => {
  const panel = await openPanel();
  await panel.send(state({ status: 'idle', hash }));
  await panel.page.keyboard.press('Tab');
  await panel.page.keyboard.press('Enter');
  expect((await panel.received()).at(-1)).toEqual({ type: 'analyse' });
});

test('moves nothing for those who ask for calm', async () => {
  const panel = await openPanel({ reducedMotion: 'reduce' });
  await panel.send(state({ status: 'analysing', hash, progress: null, report: null }));
  const running = await panel.page.evaluate(() => document.getAnimations().length);
  expect(running).toBe(0);
});

test.each([320, 400, 700, 1200])('%i pixels wide: nothing is cut off at the side', async (width) => {
  const panel = await openPanel({ width });
  await panel.send(...everything);
  const wide = await panel.page.evaluate(() =>
    [...document.querySelectorAll('main *')]
      .filter((each) => !each.closest('.table-scroll') && each.getBoundingClientRect().right > innerWidth)
      .map((each) => `${each.tagName} ${each.className} ${each.textContent}`),
  );
  expect(wide).toEqual([]);
});
