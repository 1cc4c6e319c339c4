import { expect, test } from 'vitest';
import { isApplying } from '../../src/report/applying-bounds';
import { formatNumber, formatShare } from '../../src/report/numbers';
import { kappaPhrase, rankSentence } from '../../src/report/summary';
import { linearReport } from '../support/sample-reports/linear';
import { skippedReport } from '../support/sample-reports/skipped';
import type { OpenPanel } from './harness/panel-page';
import { analysedExample, freshState } from './harness/real-reports';
import { fresh, usePanel } from './harness/use-panel';

const openPanel = usePanel();

/** Text and full precision of every figure below an element. */
function figures(panel: OpenPanel, selector: string) {
  return panel.page
    .locator(`${selector} .figure`)
    .evaluateAll((all) => all.map((each) => [each.textContent, (each as HTMLElement).dataset.value ?? null]));
}

function shown(value: number | null, format: (value: number | null) => string = formatNumber) {
  return [format(value), value === null ? null : String(value)];
}

test.each(['residual-mlp.arch', 'deep-linear.arch', 'tiny-classifier.arch', 'orthogonal.arch.json', 'pruned.arch'])(
  'the page of %s says what its report says',
  async (name) => {
    const example = await analysedExample(name);
    const { model, spectrum, layers, bounds, theory } = example.report;
    const panel = await openPanel();
    await panel.send(freshState(example));

    const kappa = panel.page.getByTestId('kappa');
    expect(await kappa.textContent()).toBe(formatNumber(spectrum.kappa));
    expect(Number(await kappa.getAttribute('data-value'))).toBe(spectrum.kappa);
    expect(await panel.page.getByTestId('rank').textContent()).toBe(rankSentence(spectrum));
    expect(await panel.page.getByTestId('model').textContent()).toBe(model.name);

    const learnable = layers.filter(({ parameters }) => parameters > 0);
    const rows = panel.page.getByTestId('layer-row');
    expect(await rows.evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.layer))).toEqual(
      learnable.map((layer) => layer.name),
    );
    expect(await figures(panel, '[data-testid="layers"]')).toEqual(
      learnable.flatMap(({ topShare, bottomShare }) => [shown(topShare, formatShare), shown(bottomShare, formatShare)]),
    );
    // None among orthogonal layers, whose shares are equal.
    const owners = rows.filter({ has: panel.page.getByTestId('owner') });
    expect(await owners.evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.layer))).toEqual(
      layers.filter(({ owner }) => owner).map((layer) => layer.name),
    );

    const values = (await figures(panel, '[data-testid="section-bounds"]')).map(([, value]) => Number(value));
    const applying = bounds.filter(isApplying);
    expect(new Set(values)).toEqual(
      new Set(applying.flatMap(({ value, gap }) => (gap === null ? [value] : [value, gap]))),
    );

    const { maximalLearningRate, iterationsPerDecade } = theory.optimisation ?? {};
    const costs = await figures(panel, '[data-testid="section-optimisation"]');
    expect(costs).toContainEqual(shown(maximalLearningRate?.gradientDescent ?? null));
    expect(costs).toContainEqual(shown(maximalLearningRate?.nesterov ?? null));
    expect(costs).toContainEqual(shown(Math.ceil(iterationsPerDecade?.gradientDescent ?? 0)));
    expect(costs).toContainEqual(shown(Math.ceil(iterationsPerDecade?.dampedGaussNewton ?? 0)));
  },
);

test.each([
  ['certain', {}, '680.658', 'moderately conditioned', 'every digit shown is certain'],
  ['an interval', { kappaInterval: [600, 700] as const }, '680.658', 'moderately conditioned', 'between 600 and 700'],
  [
    'across verdicts',
    { kappaInterval: [600, null] as const },
    '680.658',
    'cannot tell how well conditioned',
    'at least 600',
  ],
  [
    'an undecided rank',
    { rankCertain: false, kappaInterval: [600, 90000] as const, undecided: [1e-9] },
    'cannot tell',
    'cannot tell how well conditioned',
    'between 600 and 90000; 680.658 if the rank is 18',
  ],
])('kappa with %s', async (_, change, kappa, verdict, interval) => {
  const panel = await openPanel();
  await panel.send(fresh({ ...linearReport, spectrum: { ...linearReport.spectrum, ...change } }));
  expect(await panel.page.getByTestId('kappa').textContent()).toBe(kappa);
  expect(await panel.page.getByTestId('verdict').textContent()).toBe(verdict);
  expect(await panel.page.getByTestId('interval').textContent()).toBe(interval);
});

test('without a measurement the bracket stands in, and why', async () => {
  const panel = await openPanel();
  await panel.send(fresh({ ...skippedReport, bracket: { low: 12, high: 3400 } }));
  expect(await panel.page.getByTestId('kappa').textContent()).toBe('≤ 3400');
  expect(await panel.page.getByTestId('kappa').getAttribute('data-value')).toBeNull();
  expect(await panel.page.getByTestId('interval').textContent()).toBe('not measured; certified between 12 and 3400');
  expect(await panel.page.getByTestId('section-skipped').textContent()).toContain('Shown instead');
});

test('findings worst first, expectations with their outcome', async () => {
  const panel = await openPanel();
  await panel.send(fresh(linearReport));
  const codes = panel.page
    .getByTestId('finding')
    .evaluateAll((all) => all.map((each) => each.getAttribute('data-code')));
  expect(await codes).toEqual(['K111', 'K203']);
  expect(await panel.page.getByTestId('fix-gain').textContent()).toBe('κ about 420, predicted');
  const outcomes = panel.page
    .getByTestId('expectation')
    .evaluateAll((all) => all.map((each) => each.getAttribute('data-outcome')));
  expect(await outcomes).toEqual(['holds', 'failed', 'cannot tell']);
});

test('one finding for a statement that is several layers', async () => {
  const panel = await openPanel();
  const [finding] = linearReport.findings;
  await panel.send(
    fresh({ ...linearReport, findings: [finding, { ...finding, layer: 'b' }, { ...finding, layer: 'c' }] }),
  );
  expect(await panel.page.getByTestId('finding').count()).toBe(1);
  expect(await panel.page.getByTestId('finding-message').textContent()).toContain(
    '(and in 2 more of the same statement)',
  );
});

test('a measured fix says so', async () => {
  const panel = await openPanel();
  const findings = linearReport.findings.map((finding) => ({
    ...finding,
    fixes: finding.fixes.map((fix) => ({ ...fix, measured: 433.25 })),
  }));
  await panel.send(fresh({ ...linearReport, findings }));
  expect(await panel.page.getByTestId('fix-gain').textContent()).toBe('κ 433.25, measured');
});

test('screen readers hear of a new kappa, once', async () => {
  const panel = await openPanel();
  await panel.send(fresh(linearReport));
  const live = panel.page.getByTestId('announcement');
  expect(await live.getAttribute('aria-live')).toBe('polite');
  expect(await live.textContent()).toBe(`Chain: kappa ${kappaPhrase(linearReport)}, moderately conditioned`);
  const changes = await panel.page.evaluate(() => {
    const target = document.querySelector('[data-testid="announcement"]');
    const seen = { count: 0 };
    new MutationObserver((all) => (seen.count += all.length)).observe(target as Element, { childList: true });
    Object.assign(window, { seen });
    return seen.count;
  });
  await panel.send(fresh(linearReport), fresh(linearReport));
  expect(await panel.page.evaluate(() => (window as unknown as { seen: { count: number } }).seen.count)).toBe(changes);
});

test('a deep network shows forty layers, and all on demand', async () => {
  const [layer] = linearReport.layers;
  const layers = Array.from({ length: 2001 }, (_, at) => ({
    ...layer,
    name: `layer${at}`,
    owner: at === 7,
    topShare: at / 2e6,
  }));
  const panel = await openPanel();
  await panel.send(fresh({ ...linearReport, layers }));
  expect(await panel.page.getByTestId('layer-row').count()).toBe(40);
  expect(await panel.page.getByTestId('owner').count()).toBe(1);
  await panel.page.getByTestId('all-layers').click();
  expect(await panel.page.getByTestId('layer-row').count()).toBe(2001);
});
