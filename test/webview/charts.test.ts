import { describe, expect, test } from 'vitest';
import type { FromPanel } from '../../src/panel/messages';
import { formatNumber } from '../../src/report/numbers';
import type { Report } from '../../src/report/report';
import { densitySentence } from '../../src/report/sentences';
import { elementsOf, textOf } from '../support/read-markup';
import { density, densityReport } from '../support/sample-reports/density';
import { linearReport } from '../support/sample-reports/linear';
import type { OpenPanel, ThemeName } from './harness/panel-page';
import { pixels } from './harness/pixels';
import { fresh, usePanel } from './harness/use-panel';

const openPanel = usePanel();
const names = ['bracket', 'spectrum', 'distribution'] as const;

/** First and second column of an opened table of numbers: text, and full precision. */
async function table({ page }: OpenPanel, name: string) {
  await page.locator(`#${name}-data-summary`).click();
  // A details element says a moment later that it was opened.
  await page.locator(`#${name}-data tbody tr`).first().waitFor();
  return page
    .locator(`#${name}-data tbody tr`)
    .evaluateAll((rows) =>
      rows.map((row) => [
        row.children[0].textContent,
        Number(row.querySelector<HTMLElement>('.figure')?.dataset.value),
      ]),
    );
}

function withSpectrum(change: Partial<Report['spectrum']>): Report {
  return { ...linearReport, spectrum: { ...linearReport.spectrum, ...change } };
}

test.each<ThemeName>(['dark', 'light', 'high-contrast', 'high-contrast-light'])(
  'charts are painted in the colours of the %s theme, and of the next one',
  async (theme) => {
    const panel = await openPanel({ theme });
    await panel.send(fresh(linearReport));
    for (const name of names) expect(await pixels(panel, name, '--vscode-charts-blue')).toBeGreaterThan(20);
    await panel.setTheme(theme === 'dark' ? 'light' : 'dark');
    for (const name of names) expect(await pixels(panel, name, '--vscode-charts-blue')).toBeGreaterThan(20);
  },
);

describe.each(names)('the chart of %s', (name) => {
  test('says in words what it shows', async () => {
    const panel = await openPanel();
    await panel.send(fresh(linearReport));
    const said = await panel.page.getByTestId(`${name}-chart`).getAttribute('aria-label');
    expect(said).toMatch(/on a logarithmic axis/);
    expect(await panel.page.getByTestId(`${name}-summary`).textContent()).not.toBe('');
  });

  test('goes along as SVG in the colours of the theme', async () => {
    const panel = await openPanel({ theme: 'light' });
    await panel.send(fresh(linearReport));
    await panel.page.getByTestId(`svg-${name}`).click();
    const message = (await panel.received()).at(-1) as Extract<FromPanel, { type: 'saveImage' }>;
    expect({ ...message, data: '' }).toEqual({ type: 'saveImage', format: 'svg', name, data: '' });
    const fills = elementsOf(message.data).map(({ attributes }) => attributes.fill);
    // Page and first series of the light theme.
    expect(fills).toContain('rgba(255, 255, 255, 1)');
    expect(message.data).toContain('rgba(0, 99, 211, 1)');
  });

  test('goes along as a PNG twice as sharp', async () => {
    const panel = await openPanel();
    await panel.send(fresh(linearReport));
    await panel.page.getByTestId(`png-${name}`).click();
    await panel.page.waitForFunction(() => window.fakeHost.received.some(({ type }) => type === 'saveImage'));
    const message = (await panel.received()).at(-1) as Extract<FromPanel, { type: 'saveImage' }>;
    const bytes = Buffer.from(message.data, 'base64');
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBe(1440);
  });

  test('goes to the clipboard as a picture', async () => {
    const panel = await openPanel();
    await panel.send(fresh(linearReport));
    await panel.page.bringToFront();
    await panel.page.getByTestId(`copy-${name}`).click();
    const types = () =>
      panel.page.evaluate(async () => (await navigator.clipboard.read()).flatMap((item) => item.types));
    await expect.poll(types).toEqual(['image/png']);
  });
});

test('layers go along as an image too', async () => {
  const panel = await openPanel();
  await panel.send(fresh(linearReport));
  await panel.page.getByTestId('svg-layers').click();
  const message = (await panel.received()).at(-1) as Extract<FromPanel, { type: 'saveImage' }>;
  expect(textOf(message.data)).toContain('► waist');
});

test('where pictures may not be copied, the host copies the SVG', async () => {
  const panel = await openPanel();
  await panel.send(fresh(linearReport));
  await panel.page.evaluate(() =>
    Object.assign(navigator.clipboard, { write: () => Promise.reject(new Error('not allowed')) }),
  );
  await panel.page.getByTestId('copy-spectrum').click();
  await panel.page.waitForFunction(() => window.fakeHost.received.some(({ type }) => type === 'copyText'));
  const message = (await panel.received()).at(-1) as Extract<FromPanel, { type: 'copyText' }>;
  expect(elementsOf(message.text)[0].name).toBe('svg');
});

test.each<ThemeName>(['dark', 'light', 'high-contrast', 'high-contrast-light'])(
  'a density stands in for the spectrum, in the %s theme: a curve, its words and its levels',
  async (theme) => {
    const panel = await openPanel({ theme });
    await panel.send(fresh(densityReport));
    expect(await pixels(panel, 'spectrum', '--vscode-charts-blue')).toBeGreaterThan(20);
    const said = await panel.page.getByTestId('spectrum-chart').getAttribute('aria-label');
    expect(said).toBe(`Eigenvalues expected in descending order on a logarithmic axis. ${densitySentence(density)}`);
    expect(await panel.page.getByTestId('spectrum-summary').textContent()).toBe(densitySentence(density));
    expect(await panel.page.getByTestId('section-spectrum').textContent()).toContain('largest eigenvalue100');
    expect(await table(panel, 'spectrum')).toEqual(
      [...density.points].reverse().map(([level]) => [formatNumber(level), level]),
    );
  },
);

describe('tables', () => {
  test('every eigenvalue', async () => {
    const panel = await openPanel();
    await panel.send(fresh(linearReport));
    expect(await table(panel, 'spectrum')).toEqual(
      linearReport.spectrum.eigenvalues?.map((value, at) => [String(at + 1), value]),
    );
  });

  test('every draw', async () => {
    const panel = await openPanel();
    await panel.send(fresh(linearReport));
    expect(await table(panel, 'distribution')).toEqual(
      linearReport.distribution?.values.map((value, at) => [String(at + 1), value]),
    );
  });

  test('kappa, the bracket and every bound that applies', async () => {
    const panel = await openPanel();
    await panel.send(fresh(linearReport));
    const applying = linearReport.bounds.filter(({ applies }) => applies);
    expect(await table(panel, 'bracket')).toEqual([
      ['measured κ', linearReport.spectrum.kappa],
      ['certified, lower end', linearReport.bracket.low],
      ['certified, upper end', linearReport.bracket.high],
      ...applying.map(({ title, direction, value }) => [`${title}, ${direction}`, value]),
    ]);
  });
});

test('the rank cut and what is undecided are marked', async () => {
  const panel = await openPanel();
  const eigenvalues = [1, 1e-3, 2e-9];
  await panel.send(
    fresh(withSpectrum({ eigenvalues, rank: 3, rankCertain: false, cut: 1e-9, undecided: [2e-9, 5e-10] })),
  );
  expect(await panel.page.getByTestId('spectrum-summary').textContent()).toContain(
    '2 eigenvalues within rounding of zero',
  );
  const rows = await table(panel, 'spectrum');
  expect(rows.map(([, value]) => value)).toEqual([1, 1e-3, 2e-9, 5e-10]);
  const marks = panel.page.locator('#spectrum-data tbody tr td:last-child').allTextContents();
  expect(await marks).toEqual(['', '', 'undecided', 'undecided']);
});

test('20,000 eigenvalues: a page that answers, ends of the curve and of the table as they are', async () => {
  const eigenvalues = Array.from({ length: 20_000 }, (_, at) => 1e6 * 0.9995 ** at);
  const panel = await openPanel();
  await panel.send(fresh(withSpectrum({ eigenvalues, rank: 20_000 })));
  expect(await pixels(panel, 'spectrum', '--vscode-charts-blue')).toBeGreaterThan(200);
  expect(await panel.page.getByTestId('spectrum-summary').textContent()).toContain('20,000 nonzero eigenvalues');
  expect(await table(panel, 'spectrum')).toHaveLength(1000);
  await panel.page.getByTestId('all-eigenvalues').click();
  const rows = panel.page.locator('#spectrum-data tbody tr');
  expect(await rows.count()).toBe(20_000);
  expect(await rows.last().locator('.figure').textContent()).toBe(formatNumber(eigenvalues[19_999]));
  // The page still takes input.
  await panel.page.getByTestId('layer-row').first().click();
  expect((await panel.received()).at(-1)?.type).toBe('reveal');
});

test('a float32 computation that would mislead is told', async () => {
  const panel = await openPanel();
  await panel.send(fresh(withSpectrum({ float32: { kappa: 12, rank: 3, misleads: true } })));
  expect(await panel.page.getByTestId('float32').textContent()).toBe('In float32 this would read κ 12 with rank 3.');
});
