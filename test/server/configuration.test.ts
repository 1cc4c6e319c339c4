import { describe, expect, it } from 'vitest';
import { defaultSettings, readSettings } from '../../src/server/settings';
import { startPair, type ClientOptions } from './client';

const linear =
  'model M {\n  input 6\n  data gaussian(samples: 20)\n  a: dense(9, bias: false)\n  head: dense(3, bias: false)\n}\n';

describe('settings from the outside', () => {
  it.each<[string, unknown, object]>([
    ['nothing', undefined, {}],
    ['null', null, {}],
    ['a number', 7, {}],
    ['some', { delay: 50, codeLens: false }, { delay: 50, codeLens: false }],
    ['nested', { inlayHints: { kappa: false } }, { inlayHints: { shapes: true, shares: true, kappa: false } }],
    ['thresholds', { thresholds: { kappa: 10, other: 'x' } }, { thresholds: { kappa: 10 } }],
    ['nonsense', { run: 'never', delay: -1, budgetSeconds: 0, codeLens: 1, inlayHints: 3, thresholds: null }, {}],
    ['an endless delay', { delay: Infinity }, {}],
  ])('%s', (_, value, changes) => {
    expect(readSettings(value)).toEqual({ ...defaultSettings, ...changes });
  });
});

describe('a change of the settings', () => {
  const codes = (diagnostics: { code?: unknown }[]) => diagnostics.map(({ code }) => code);
  const lastDiagnostics = (all: readonly { diagnostics: { code?: unknown }[] }[]) => codes(all.at(-1)!.diagnostics);

  it.each<[string, ClientOptions, object]>([
    ['that is asked for', { settings: { delay: 0 } }, { settings: null }],
    [
      'that is sent along',
      { options: { settings: { delay: 0 } } },
      { settings: { kappa: { delay: 0, thresholds: { kappa: 1 } } } },
    ],
  ])('%s renews the figures', async (_, options, notification) => {
    const { client } = await startPair(options);
    client.open(linear);
    await client.state('fresh');
    await client.settled();
    expect(lastDiagnostics(client.all('textDocument/publishDiagnostics'))).not.toContain('K110');
    client.settings = { delay: 0, thresholds: { kappa: 1 } };
    client.heard.length = 0;
    client.notify('workspace/didChangeConfiguration', notification);
    await expect.poll(() => lastDiagnostics(client.all('textDocument/publishDiagnostics'))).toContain('K110');
  });

  it('of what is shown asks the client to fetch it again, and analyses nothing', async () => {
    const capabilities = { workspace: { inlayHint: { refreshSupport: true }, codeLens: { refreshSupport: true } } };
    const { client, workers } = await startPair({ capabilities, settings: { delay: 0 } });
    client.open(linear);
    await client.state('fresh');
    client.heard.length = 0;
    client.settings = { delay: 0, inlayHints: { shapes: false, shares: true, kappa: true } };
    client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.next('workspace/inlayHint/refresh');
    await client.next('workspace/codeLens/refresh');
    // Fixes may be measured meanwhile.
    expect(client.states().filter(({ state }) => state.status !== 'fresh')).toEqual([]);
    expect(workers.analysed.filter((text) => text === linear)).toHaveLength(1);
  });

  it('is asked to be told of', async () => {
    const capabilities = { workspace: { didChangeConfiguration: { dynamicRegistration: true } } };
    const { client } = await startPair({ capabilities, settings: {} });
    expect(await client.next('client/registerCapability')).toMatchObject({
      registrations: [{ method: 'workspace/didChangeConfiguration', registerOptions: { section: 'kappa' } }],
    });
  });
});

describe('asking the client to fetch again', () => {
  it('is left to clients that can', async () => {
    const { client } = await startPair({ options: { settings: { delay: 0 } } });
    client.open(linear);
    await client.state('fresh');
    await client.settled();
    expect(client.heard.filter(({ method }) => method.endsWith('/refresh'))).toEqual([]);
  });

  it('waits for the answer before it asks again', async () => {
    const capabilities = { workspace: { inlayHint: { refreshSupport: true } } };
    let answer: (value: null) => void = () => undefined;
    const answers = { 'workspace/inlayHint/refresh': () => new Promise((resolve) => (answer = resolve)) };
    const { client } = await startPair({ capabilities, answers, options: { settings: { delay: 0 } } });
    client.open(linear);
    await client.state('fresh');
    await client.settled();
    expect(client.all('workspace/inlayHint/refresh')).toHaveLength(1);
    answer(null);
    await expect.poll(() => client.all('workspace/inlayHint/refresh').length).toBe(2);
  });
});
