import { describe, expect, test } from 'vitest';
import { simulationReport } from '../support/sample-reports/simulation';
import { theoryReport } from '../support/sample-reports/theory';
import type { PanelPageOptions } from './harness/panel-page';
import { pixels } from './harness/pixels';
import { fresh, usePanel } from './harness/use-panel';

const openPanel = usePanel();

/** The page with a stopped clock: time passes by `panel.page.clock.runFor` alone. */
async function openSimulation(options?: PanelPageOptions) {
  const panel = await openPanel(options);
  await panel.send(fresh(simulationReport));
  const part = (name: string) => panel.page.getByTestId(`earlyDirection-player-${name}`);
  const text = async (name: string) => (await part(name).textContent())?.trim();
  const values = () => panel.page.locator('.series-value').allTextContents();
  const announced = () => panel.page.locator('.player [role=status]').textContent();
  await panel.page.clock.install();
  await panel.page.clock.pauseAt(Date.now() + 1000);
  return { panel, part, text, values, announced, pass: (time: number) => panel.page.clock.runFor(time) };
}

test('stands at the end and moves for nobody who has not asked', async () => {
  const { text, values, announced, pass } = await openSimulation();
  await pass(20_000);
  expect(await text('time')).toBe('5 of 5');
  expect(await text('toggle')).toBe('Play');
  expect(await values()).toEqual(['1', '25', '0.166667', '', '']);
  expect(await announced()).toBe('');
});

test('plays from the start to the end and says where it arrived', async () => {
  const { part, text, values, announced, pass } = await openSimulation();
  await part('toggle').click();
  expect(await text('time')).toBe('0 of 5');
  expect(await values()).toEqual(['0', '0', '1', '', '']);
  expect(await text('toggle')).toBe('Pause');
  await pass(1000);
  expect(await text('time')).toBe('1 of 5');
  expect(await values()).toEqual(['0.2', '1', '0.5', '', '']);
  expect(await announced()).toBe('');
  await pass(4000);
  expect(await text('time')).toBe('5 of 5');
  expect(await text('toggle')).toBe('Play');
  expect(await announced()).toBe('At time 5. Alignment: cosine 1, length 25. Rank: dense1 0.166667.');
});

test('pauses where it is, and goes on from there', async () => {
  const { part, text, announced, pass } = await openSimulation();
  await part('toggle').click();
  await pass(2000);
  await part('toggle').click();
  expect(await announced()).toBe('At time 2. Alignment: cosine 0.4, length 4. Rank: dense1 0.333333.');
  await pass(20_000);
  expect(await text('time')).toBe('2 of 5');
  await part('toggle').click();
  await pass(1000);
  expect(await text('time')).toBe('3 of 5');
});

test('draws the run as far as it has come, on the axes of the whole', async () => {
  const { panel, part } = await openSimulation({ theme: 'light' });
  const blue = () => pixels(panel, 'earlyDirection-alignment', '--vscode-charts-blue');
  const whole = await blue();
  await part('slider').focus();
  await panel.page.keyboard.press('Home');
  const start = await blue();
  await panel.page.keyboard.press('ArrowRight');
  const begun = await blue();
  // At the start a marker alone.
  expect(start).toBeGreaterThan(20);
  expect(begun).toBeGreaterThan(start);
  expect(begun - start).toBeLessThan((whole - start) / 5);
});

describe('the slider', () => {
  test('takes arrow keys, Home and End, and says time and values', async () => {
    const { panel, part, text, announced } = await openSimulation();
    await part('slider').focus();
    await panel.page.keyboard.press('ArrowLeft');
    expect(await text('time')).toBe('4.5 of 5');
    expect(await part('slider').getAttribute('aria-valuetext')).toBe('time 4.5 of 5');
    expect(await announced()).toContain('At time 4.5. Alignment: cosine 0.9, length 20.25.');
    await panel.page.keyboard.press('Home');
    expect(await text('time')).toBe('0 of 5');
    await panel.page.keyboard.press('End');
    expect(await text('time')).toBe('5 of 5');
  });

  test('stops a run', async () => {
    const { panel, part, text, pass } = await openSimulation();
    await part('toggle').click();
    await pass(1000);
    await part('slider').focus();
    await panel.page.keyboard.press('ArrowRight');
    await pass(20_000);
    expect(await text('time')).toBe('1.5 of 5');
    expect(await text('toggle')).toBe('Play');
  });
});

test('shows a few stills to those who ask for calm', async () => {
  const { part, text, pass } = await openSimulation({ reducedMotion: 'reduce' });
  expect(await text('time')).toBe('5 of 5');
  await part('toggle').click();
  await pass(1900);
  expect(await text('time')).toBe('0 of 5');
  await pass(200);
  expect(await text('time')).toBe('1 of 5');
  await pass(8000);
  expect(await text('time')).toBe('5 of 5');
  expect(await text('toggle')).toBe('Play');
});

test('another tab ends the run', async () => {
  const { panel, part, text, pass } = await openSimulation();
  await part('toggle').click();
  await panel.page.getByTestId('theory-tab-equilibrium').click();
  await pass(20_000);
  await panel.page.getByTestId('theory-tab-earlyDirection').click();
  expect(await text('time')).toBe('5 of 5');
  expect(await text('toggle')).toBe('Play');
});

test('no player where nothing runs', async () => {
  const panel = await openPanel();
  await panel.send(fresh(theoryReport));
  await panel.page.locator('#theory-panel').waitFor();
  expect(await panel.page.locator('.player').count()).toBe(0);
});
