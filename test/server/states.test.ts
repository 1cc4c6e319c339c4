import { describe, expect, it } from 'vitest';
import { MessageType } from 'vscode-languageserver-protocol/node';
import { fingerprint } from '../../src/report/fingerprint';
import type { StateParameters } from '../../src/server/protocol';
import { startPair, uri, type ClientOptions } from './client';

const linear =
  'model M {\n  input 6\n  data gaussian(samples: 20)\n  a: dense(9, bias: false)\n  head: dense(3, bias: false)\n}\n';
const wider = linear.replace('9', '12');
const broken = linear.replace('dense(9', 'dnse(9');

/** No waiting for a pause in typing. */
const prompt: ClientOptions = { options: { settings: { delay: 0 } } };

const steps = (states: readonly StateParameters[]) =>
  states
    .map(({ version, state }) => `${version} ${state.status}`)
    .filter((step, index, all) => step !== all[index - 1]);

describe('an open document', () => {
  it('is analysed, with version and hash on every state', async () => {
    const { client } = await startPair(prompt);
    client.open(linear);
    const { report } = await client.state('fresh');
    expect(report.spectrum.rank).toBe(18);
    expect(steps(client.states())).toEqual(['1 analysing', '1 fresh']);
    expect(new Set(client.states().map(({ uri: at, state }) => `${at} ${state.hash}`))).toEqual(
      new Set([`${uri} ${fingerprint(linear)}`]),
    );
  });

  it('shows the stages so far: first the bracket, then kappa', async () => {
    const { client } = await startPair(prompt);
    client.open(linear);
    await client.state('fresh');
    const reports = client.states().flatMap(({ state }) => (state.status === 'analysing' && state.report) || []);
    expect(reports[0].spectrum.kappa).toBeNull();
    expect(reports[0].bracket.high).not.toBeNull();
    expect(reports.at(-1)!.spectrum.kappa).not.toBeNull();
  });

  it('has its diagnostics sent when figures change, not with every stage', async () => {
    const { client } = await startPair(prompt);
    client.open(linear);
    await client.state('fresh');
    const { length } = client.all('textDocument/publishDiagnostics');
    expect(length).toBeLessThanOrEqual(4);
    expect(client.states().length).toBeGreaterThan(10);
  });

  it('leaves the time of every stage in the log', async () => {
    const { client } = await startPair(prompt);
    client.open(linear);
    const { message, type } = await client.next<{ message: string; type: number }>('window/logMessage');
    expect(type).toBe(MessageType.Debug);
    expect(message).toMatch(/^model\.arch: weights and data .+, spectrum .+, layer shares /);
  });

  it('is named by its own file, whoever has the same text', async () => {
    const { client } = await startPair(prompt);
    client.open(linear);
    await client.state('fresh');
    const copy = 'file:///project/my%20copy.arch';
    client.open(linear, copy);
    expect((await client.state('fresh', 1, copy)).report.model.source).toBe('my copy.arch');
  });

  it('names the stages as they begin', async () => {
    const { client } = await startPair(prompt);
    client.open(linear);
    await client.state('fresh');
    const stages = client
      .states()
      .flatMap(({ state }) => (state.status === 'analysing' && state.progress?.stage) || []);
    expect([...new Set(stages)]).toEqual([
      'weights and data',
      'data',
      'bounds of linear networks',
      'Jacobian',
      'Gram matrix',
      'spectrum',
      'float32',
      'layer shares',
      'layers',
      'theory',
      'kernels of infinite width',
      'kappa over seeds',
    ]);
  });

  it('with errors is invalid and is not analysed', async () => {
    const { client, workers } = await startPair(prompt);
    client.open(broken);
    await client.state('invalid');
    const { diagnostics } = await client.diagnostics(1);
    expect(diagnostics.map(({ code, range }) => [code, range.start])).toEqual([['K021', { line: 3, character: 5 }]]);
    await client.settled();
    expect(workers.analysed).toEqual([]);
  });

  it.each<[string, string, object]>([
    ['data are missing', 'model M { input 1 data csv("no.csv") dense(1) }', { code: 'K080' }],
  ])('fails when %s, and says why', async (_, text, problem) => {
    const { client } = await startPair(prompt, {
      disk: () => ({ read: (path) => Promise.reject(new Error(`${path} does not exist.`)) }),
    });
    client.open(text);
    const { message, problems } = await client.state('failed');
    expect(message).toContain('no.csv does not exist.');
    expect(problems).toMatchObject([problem]);
    await client.settled();
    const last = client.all<{ diagnostics: object[] }>('textDocument/publishDiagnostics').at(-1)!;
    expect(last.diagnostics).toMatchObject([problem]);
  });

  it('is forgotten when it is closed: no squiggle stays and no state follows', async () => {
    const { client, workers } = await startPair(prompt);
    workers.hold();
    client.open(broken.replace('dnse', 'dense'));
    await client.state('analysing');
    client.close();
    await client.settled();
    const count = client.states().length;
    workers.release();
    await client.settled();
    expect(client.states()).toHaveLength(count);
    expect(client.all('textDocument/publishDiagnostics').at(-1)).toEqual({ uri, diagnostics: [] });
  });

  it('that is some other JSON file is none of ours', async () => {
    const { client } = await startPair(prompt);
    client.open('{ "name": "x" }', 'file:///project/package.json');
    await client.settled();
    expect(
      client.heard.filter(({ method }) => method.startsWith('textDocument/') || method.startsWith('kappa/')),
    ).toEqual([]);
  });
});

describe('an edit', () => {
  it('gives new figures under its own version', async () => {
    const { client } = await startPair(prompt);
    client.open(linear);
    const before = await client.state('fresh', 1);
    client.edit('12', { range: { start: { line: 3, character: 11 }, end: { line: 3, character: 12 } } });
    const after = await client.state('fresh', 2);
    expect(after.hash).toBe(fingerprint(wider));
    expect(after.report.model.parameterCount - before.report.model.parameterCount).toBe(3 * (6 + 3));
  });

  it('silences the analysis of the text before', async () => {
    const { client, workers } = await startPair(prompt);
    workers.hold();
    client.open(linear);
    await client.state('analysing', 1);
    client.edit(wider);
    await client.state('analysing', 2);
    workers.release();
    await client.state('fresh', 2);
    expect(steps(client.states())).toEqual(['1 analysing', '2 analysing', '2 fresh']);
    for (const { version, state } of client.states())
      expect(state.hash).toBe(fingerprint(version === 1 ? linear : wider));
  });

  it('during an analysis cancels it', async () => {
    const { client, workers } = await startPair(prompt);
    client.open(linear);
    await client.next<StateParameters>(
      'kappa/state',
      ({ state }) => state.status === 'analysing' && state.progress !== null,
    );
    client.edit(wider);
    await client.state('fresh', 2);
    expect(workers.asked.map(({ type }) => type).slice(0, 3)).toEqual(['analyse', 'cancel', 'analyse']);
  });

  it('takes findings of the text before away at once', async () => {
    const { client, workers } = await startPair({ options: { settings: { delay: 0, thresholds: { kappa: 1 } } } });
    client.open(linear);
    await client.state('fresh', 1);
    workers.hold();
    client.edit(wider);
    const { diagnostics } = await client.diagnostics(2);
    expect(diagnostics).toEqual([]);
  });

  it('back to a known text shows its figures without an analysis', async () => {
    const { client, workers } = await startPair(prompt);
    client.open(linear);
    const first = await client.state('fresh', 1);
    client.edit(wider);
    await client.state('fresh', 2);
    const asked = workers.analysed.length;
    client.edit(linear);
    const again = await client.state('fresh', 3);
    expect(steps(client.states()).at(-1)).toBe('3 fresh');
    expect(again.report.spectrum).toEqual(first.report.spectrum);
    expect(workers.analysed.slice(asked)).not.toContain(linear);
  });

  it('keeps JSON and its twin apart from each other', async () => {
    const { client } = await startPair(prompt);
    const json = JSON.stringify({
      model: 'M',
      input: [6],
      data: { gaussian: { samples: 20 } },
      layers: [
        { name: 'a', dense: { units: 9, bias: false } },
        { name: 'head', dense: { units: 3, bias: false } },
      ],
    });
    client.open(linear);
    const arch = await client.state('fresh', 1);
    client.open(json, 'file:///project/model.arch.json');
    const twin = await client.state('fresh', 1, 'file:///project/model.arch.json');
    expect(twin.report.spectrum).toEqual(arch.report.spectrum);
    expect(twin.report.model.source).toBe('model.arch.json');
  });
});

describe('when to analyse', () => {
  it('on save, not while typing', async () => {
    const { client, workers } = await startPair({ options: { settings: { run: 'onSave' } } });
    client.open(linear);
    await client.state('idle', 1);
    client.edit(wider);
    await client.state('idle', 2);
    client.save();
    await client.state('fresh', 2);
    expect(workers.analysed[0]).toBe(wider);
  });

  it('by hand, not on save', async () => {
    const { client, workers } = await startPair({ options: { settings: { run: 'manual' } } });
    client.open(linear);
    await client.state('idle', 1);
    client.save();
    await client.settled();
    expect(workers.analysed).toEqual([]);
    await client.request('kappa/analyse', { uri });
    await client.state('fresh', 1);
  });

  it('at once when a save comes before the pause in typing ends', async () => {
    const { client } = await startPair({ options: { settings: { delay: 60_000 } } });
    client.open(linear);
    await client.state('analysing', 1);
    client.save();
    await client.state('fresh', 1);
  });

  it('never before the settings are known', async () => {
    const { client, workers } = await startPair({ settings: { run: 'manual' } });
    client.open(linear);
    await client.state('idle', 1);
    expect([steps(client.states()), workers.analysed]).toEqual([['1 idle'], []]);
  });
});

describe('several documents', () => {
  const other = 'file:///project/other.arch';

  it('take turns, the one opened last first', async () => {
    const { client, workers } = await startPair(prompt);
    workers.hold();
    client.open(linear);
    await client.state('analysing', 1);
    await expect.poll(() => workers.analysed.length).toBe(1);
    client.open(wider, other);
    await client.state('analysing', 1, other);
    await expect.poll(() => workers.asked.some(({ type }) => type === 'cancel')).toBe(true);
    workers.release();
    await client.state('fresh', 1, uri);
    expect(workers.analysed.slice(0, 3)).toEqual([linear, wider, linear]);
  });
});

describe('a document asked for again', () => {
  const names = ['a', 'b', 'c'].map((name) => `file:///project/${name}.arch`);
  const textOf = (at: string) => linear.replace('M', at.slice(-6, -5));

  it('goes before those that were asked for after it', async () => {
    const { client, workers } = await startPair({ options: { settings: { run: 'manual' } } });
    workers.hold();
    for (const at of [...names, names[0]]) {
      if (!client.states(at).length) client.open(textOf(at), at);
      await client.state('idle', 1, at);
      const asked = workers.analysed.length;
      client.request('kappa/analyse', { uri: at }).catch(() => undefined);
      await expect.poll(() => workers.analysed.length).toBe(asked + 1);
    }
    expect(workers.analysed).toEqual([...names, names[0]].map(textOf));
    workers.release();
  });
});

describe('cancelling', () => {
  it('leaves the document idle until the next edit', async () => {
    const { client, workers } = await startPair(prompt);
    workers.hold();
    client.open(linear);
    await client.state('analysing', 1);
    client.notify('kappa/cancel', { uri });
    await client.state('idle', 1);
    workers.release();
    client.edit(wider);
    await client.state('fresh', 2);
    expect(steps(client.states())).toEqual(['1 analysing', '1 idle', '2 analysing', '2 fresh']);
  });

  it('does not take finished figures away', async () => {
    const { client } = await startPair(prompt);
    client.open(linear);
    await client.state('fresh', 1);
    client.notify('kappa/cancel', { uri });
    await client.settled();
    expect(steps(client.states())).toEqual(['1 analysing', '1 fresh']);
  });
});

describe('a long text', () => {
  const layers = Array.from({ length: 800 }, (_, at) => `  l${at}: dense(4, bias: false)\n`).join('');
  const long = `model M {\n  input 4\n${layers}}\n`;
  const first = { start: { line: 2, character: 12 }, end: { line: 2, character: 13 } };

  it('is read once for many keys, and at once when somebody asks', async () => {
    const { client } = await startPair({ options: { settings: { run: 'manual' } } });
    client.open(long);
    await client.state('idle', 1);
    for (const units of ['5', '6', '7', '8']) client.edit(units, { range: first });
    const hover = await client.at<{ contents: { value: string } }>('hover', 2, 8);
    expect(hover.contents.value).toContain('4 → 8');
    expect(client.states().map(({ version }) => version)).toEqual([1, 5]);
  });

  it('is read when the typing pauses', async () => {
    const { client } = await startPair({ options: { settings: { run: 'manual' } } });
    client.open(long);
    client.edit('x', { range: first });
    const { diagnostics } = await client.diagnostics(2);
    expect(diagnostics.length).toBeGreaterThan(0);
  });
});
