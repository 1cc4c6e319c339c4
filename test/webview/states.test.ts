import { describe, expect, test } from 'vitest';
import type { ToPanel } from '../../src/panel/messages';
import { badOutcome } from '../support/sample-reports/bad';
import { linearReport } from '../support/sample-reports/linear';
import { reluReport } from '../support/sample-reports/relu';
import type { OpenPanel } from './harness/panel-page';
import { fresh, hash, partial, state, usePanel } from './harness/use-panel';

const openPanel = usePanel();

/** Titles of the sections on show, with `…` where figures are to come. */
function sections({ page }: OpenPanel): Promise<readonly string[]> {
  return page
    .locator('section:visible')
    .evaluateAll((all) =>
      all.map((each) => `${each.querySelector('h2')?.textContent}${each.ariaBusy === 'true' ? ' …' : ''}`),
    );
}

const failure = {
  status: 'failed',
  hash,
  message: 'The weights cannot be read.',
  problems: badOutcome.problems,
} as const;

test.each<[string, ToPanel, string, readonly string[]]>([
  ['empty', { type: 'empty' }, 'Open a specification, .arch or .arch.json, to see how well it is conditioned.', []],
  ['idle', state({ status: 'idle', hash }), 'Not analysed since the last edit.', ['analyse']],
  ['invalid', state({ status: 'invalid', hash }), 'The specification has errors; the Problems view lists them.', []],
  ['failed', state(failure), 'The weights cannot be read.', ['analyse']],
  ['analysing', partial(linearReport), 'Analysing: spectrum, 25 %', ['cancel']],
  ['fresh', fresh(linearReport), 'Up to date, analysed in 1.26 s.', []],
])('%s: says so, and offers what can be done', async (status, message, sentence, buttons) => {
  const panel = await openPanel();
  await panel.send(message);
  const shown = panel.page.getByTestId('state');
  expect([await shown.getAttribute('data-status'), await shown.textContent()]).toEqual([status, sentence]);
  const offered = await Promise.all(
    ['analyse', 'cancel'].map(async (id) => [id, await panel.page.getByTestId(id).count()] as const),
  );
  expect(offered.filter(([, count]) => count > 0).map(([id]) => id)).toEqual(buttons);
});

test('asks for its state when it is loaded', async () => {
  const panel = await openPanel();
  expect(await panel.received()).toEqual([{ type: 'ready' }]);
});

test('a failure lists its problems, each a way to its place', async () => {
  const panel = await openPanel();
  await panel.send(state(failure));
  await panel.page.getByTestId('troubles').getByRole('button').click();
  expect(await panel.received()).toContainEqual({ type: 'reveal', range: badOutcome.problems[0].range, hash });
});

describe('while an analysis runs', () => {
  test('sections fill in as stages finish', async () => {
    const panel = await openPanel();
    const running = { status: 'analysing', hash, progress: null, report: null } as const;
    const awaited = ['Findings', 'Layers', 'Data', 'Spectrum', 'Optimisation', 'Bounds'];
    await panel.send(state(running));
    expect(await sections(panel)).toEqual(['Bounds and measured value', ...awaited].map((each) => `${each} …`));
    await panel.send(partial(linearReport));
    expect(await sections(panel)).toEqual([
      'Bounds and measured value',
      ...[
        'Findings …',
        'Layers …',
        'Data',
        'Spectrum …',
        'Optimisation …',
        'Bounds',
        'At initialisation',
        'Timings',
      ].filter((each) => each !== 'At initialisation'),
    ]);
    await panel.send(fresh(linearReport));
    expect((await sections(panel)).filter((each) => each.endsWith('…'))).toEqual([]);
  });

  test('the bracket stands in for kappa', async () => {
    const panel = await openPanel();
    await panel.send(partial(linearReport));
    expect(await panel.page.getByTestId('kappa').textContent()).toBe('≤ 712.3');
    expect(await panel.page.getByTestId('verdict').textContent()).toBe('from the bounds so far');
  });

  test('no figure of the text before is on show', async () => {
    const panel = await openPanel();
    await panel.send(fresh(linearReport), state({ status: 'analysing', hash: 'next', progress: null, report: null }));
    const visible = await panel.page
      .locator('.figure, .was, canvas, [data-testid="kappa"]')
      .evaluateAll((all) =>
        all.filter((each) => each.checkVisibility({ visibilityProperty: true })).map((each) => each.textContent),
      );
    expect(visible).toEqual(['-']);
  });

  test('sections keep their height, so that nothing jumps', async () => {
    const panel = await openPanel();
    const tops = () =>
      panel.page
        .locator('section:visible h2')
        .evaluateAll((all) => all.map((each) => [each.textContent, Math.round(each.getBoundingClientRect().top)]));
    const settled = async () => Object.fromEntries(await tops()) as Record<string, number>;
    await panel.send(fresh(linearReport));
    const before = await settled();
    await panel.send(partial(linearReport));
    const during = await settled();
    for (const title of ['Findings', 'Layers', 'Spectrum', 'Bounds'])
      expect([title, Math.abs(during[title] - before[title]) <= 40]).toEqual([title, true]);
  });

  test('a bar along the top shows how far it is', async () => {
    const panel = await openPanel();
    const bar = panel.page.getByTestId('progress');
    await panel.send(partial(linearReport));
    expect(await bar.getAttribute('aria-valuenow')).toBe('25');
    await panel.send(fresh(linearReport));
    expect(await bar.isVisible()).toBe(false);
  });
});

test('sections that another network does not have go away', async () => {
  const panel = await openPanel();
  await panel.send(fresh(linearReport));
  expect(await sections(panel)).toContain('κ over initialisations');
  await panel.send(fresh(reluReport));
  expect(await sections(panel)).not.toContain('κ over initialisations');
});

test('what is not a message changes nothing, and goes to the log', async () => {
  const panel = await openPanel();
  await panel.send(fresh(linearReport));
  await panel.send(
    { type: 'state', document: null, state: {} } as never,
    'nonsense' as never,
    { type: 'later' } as never,
  );
  expect(await panel.page.getByTestId('kappa').textContent()).toBe('680.658');
  const logged = await panel.page.evaluate(() => window.fakeHost.received.splice(1));
  expect(logged).toEqual([
    { type: 'log', message: 'Refused a message: {"type":"state","document":null,"state":{}}' },
    { type: 'log', message: 'Refused a message: "nonsense"' },
    { type: 'log', message: 'Refused a message: {"type":"later"}' },
  ]);
});

describe('after a reload', () => {
  test('remembers what was opened, the format and the document, but no figures', async () => {
    const panel = await openPanel();
    await panel.send(fresh(linearReport));
    await panel.page.locator('#spectrum-data-summary').click();
    await panel.page.getByTestId('report-format').click();
    await panel.page.getByRole('option', { name: 'HTML' }).click();
    await panel.page.evaluate(() => window.scrollTo({ top: 120 }));
    await panel.page.waitForFunction(() => (window.fakeHost.memory as { scroll: number }).scroll === 120);
    const memory = await panel.memory();
    expect(memory).toEqual({ uri: 'file:///chain.arch', open: ['spectrum-data'], format: 'html', scroll: 120 });
    const again = await openPanel({ memory });
    expect(await again.page.getByTestId('kappa').textContent()).toBe('-');
    await again.send(fresh(linearReport));
    expect(await again.page.evaluate(() => window.scrollY)).toBe(120);
    expect(await again.page.locator('#spectrum-data').getAttribute('open')).toBe('');
    await again.page.getByTestId('save-report').click();
    expect(await again.received()).toContainEqual({ type: 'saveReport', format: 'html' });
  });

  test('survives a memory that is not its own', async () => {
    const panel = await openPanel({ memory: { open: 'all', format: 7, scroll: 'far', uri: {} } });
    await panel.send(fresh(linearReport));
    expect(await panel.page.getByTestId('kappa').textContent()).toBe('680.658');
  });
});
