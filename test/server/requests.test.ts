import { describe, expect, it } from 'vitest';
import { LSPErrorCodes } from 'vscode-languageserver-protocol/node';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type { AnalyseResult, CompareResult, RenderResult } from '../../src/server/protocol';
import { startPair, uri, type ClientOptions } from './client';

const linear =
  'model M {\n  input 6\n  data gaussian(samples: 20)\n  a: dense(9, bias: false)\n  head: dense(3, bias: false)\n}\n';
const wider = linear.replace('9', '12');
const broken = linear.replace('dense(9', 'dnse(9');
const manual: ClientOptions = { options: { settings: { run: 'manual' } } };

describe('kappa/analyse', () => {
  it('analyses an open document whatever the settings say', async () => {
    const { client } = await startPair(manual);
    client.open(linear);
    const { state } = await client.request<AnalyseResult>('kappa/analyse', { uri });
    expect(state).toMatchObject({ status: 'fresh', report: { spectrum: { rank: 18 } } });
    expect((await client.state('fresh', 1)).hash).toBe(state.hash);
  });

  it('gives what is known already', async () => {
    const { client, workers } = await startPair(manual);
    client.open(linear);
    const first = await client.request<AnalyseResult>('kappa/analyse', { uri });
    const asked = workers.analysed.filter((text) => text === linear).length;
    const again = await client.request<AnalyseResult>('kappa/analyse', { uri });
    expect(again.state.hash).toBe(first.state.hash);
    expect(workers.analysed.filter((text) => text === linear)).toHaveLength(asked);
  });

  it('analyses a text that is not open, and leaves what is shown alone', async () => {
    const { client } = await startPair(manual);
    client.open(linear);
    await client.state('idle');
    const { state, messages } = await client.request<AnalyseResult>('kappa/analyse', { uri, text: wider });
    expect(state).toMatchObject({ status: 'fresh', report: { model: { parameterCount: 12 * (6 + 3) } } });
    expect(messages).toEqual([]);
    expect(client.states().map(({ state: { status } }) => status)).toEqual(['idle']);
  });

  it('says in lines what is wrong with a text', async () => {
    const { client } = await startPair(manual);
    const { state, messages } = await client.request<AnalyseResult>('kappa/analyse', { uri, text: broken });
    expect(state.status).toBe('invalid');
    expect(messages).toEqual([expect.stringMatching(/^4:6 error K021 .*dnse/)]);
  });

  it('refuses a document that is not open', async () => {
    const { client } = await startPair(manual);
    await expect(client.request('kappa/analyse', { uri })).rejects.toThrow('model.arch is not open.');
  });

  it.each([
    ['an open document', {}],
    ['a text', { text: wider }],
  ])('of %s ends when it is cancelled', async (_, more) => {
    const { client, workers } = await startPair(manual);
    client.open(linear);
    workers.hold();
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest('kappa/analyse', { uri, ...more }, source.token);
    answer.catch(() => undefined);
    await expect.poll(() => workers.analysed.length).toBe(1);
    source.cancel();
    await expect.poll(() => workers.asked.map(({ type }) => type)).toContain('cancel');
    workers.release();
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    await client.settled();
    expect(client.states().some(({ state }) => state.status === 'fresh')).toBe(false);
  });

  it('ends when the document is edited meanwhile', async () => {
    const { client, workers } = await startPair(manual);
    client.open(linear);
    workers.hold();
    const answer = client.request('kappa/analyse', { uri });
    answer.catch(() => undefined);
    await expect.poll(() => workers.analysed.length).toBe(1);
    client.edit(wider);
    await client.state('idle', 2);
    workers.release();
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
  });

  it('shows its progress where the client asks for it', async () => {
    const { client } = await startPair(manual);
    client.open(linear);
    await client.request('kappa/analyse', { uri, workDoneToken: 'bar' });
    const shown = client.all<{ token: string; value: { kind: string; title?: string; message?: string } }>(
      '$/progress',
    );
    expect(shown.map(({ value: { kind } }) => kind).filter((kind, at, all) => kind !== all[at - 1])).toEqual([
      'begin',
      'report',
      'end',
    ]);
    expect(shown[0].value.title).toBe('Analysing model.arch');
    expect(shown.flatMap(({ value: { message } }) => message ?? [])).toContain('spectrum');
  });
});

describe('kappa/compare', () => {
  const side = (label: string, text: string) => ({ uri, label, text });

  it('analyses both', async () => {
    const { client } = await startPair(manual);
    const result = await client.request<CompareResult>('kappa/compare', {
      before: side('saved', linear),
      after: side('now', wider),
    });
    expect([result.before!.model.parameterCount, result.after!.model.parameterCount]).toEqual([81, 108]);
    expect(result.messages).toEqual([]);
  });

  it('says which one cannot be analysed, and why', async () => {
    const { client } = await startPair(manual);
    const result = await client.request<CompareResult>('kappa/compare', {
      before: side('saved', broken),
      after: side('now', wider),
    });
    expect([result.before, result.after?.model.name]).toEqual([null, 'M']);
    expect(result.messages).toEqual([expect.stringMatching(/^saved: 4:6 error K021 /)]);
  });
});

describe('kappa/render', () => {
  it.each([
    ['markdown', 'model.report.md', /^## M\n/],
    ['json', 'model.report.json', /"schemaVersion": 1/],
    ['html', 'model.report.html', /^<!doctype html>/i],
    ['csv', 'model.report.csv', /^file,model,/],
    ['sarif', 'model.report.sarif', /"version": "2\.1\.0"/],
  ])('gives %s', async (format, fileName, pattern) => {
    const { client } = await startPair(manual);
    client.open(linear);
    await client.request('kappa/analyse', { uri });
    const rendered = await client.request<RenderResult>('kappa/render', { uri, format });
    expect(rendered.fileName).toBe(fileName);
    expect(rendered.text).toMatch(pattern);
  });

  it('gives nothing of a text that was not analysed', async () => {
    const { client } = await startPair(manual);
    client.open(linear);
    await client.request('kappa/analyse', { uri });
    // No fix makes this of it: those are measured when nothing else is to do.
    client.edit(linear.replace('20', '21'));
    expect(await client.request('kappa/render', { uri, format: 'json' })).toBeNull();
  });
});
