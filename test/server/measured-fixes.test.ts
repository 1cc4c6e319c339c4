import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/report/fingerprint';
import { applyEdits } from '../../src/spec/apply-edits';
import type { AnalyseResult, StateParameters } from '../../src/server/protocol';
import { startPair, type ClientOptions } from './client';

/** A bottleneck: widening it is a fix. */
const narrow =
  'model M {\n  input 6\n  data gaussian(samples: 20)\n  a: dense(2, bias: false)\n  head: dense(4, bias: false)\n}\n';
const prompt: ClientOptions = { options: { settings: { delay: 0 } } };

const fixesOf = ({ state }: StateParameters) =>
  state.status === 'fresh' ? state.report.findings.flatMap(({ fixes }) => fixes) : [];
const isMeasured = (parameters: StateParameters) => fixesOf(parameters).some(({ measured }) => measured !== null);

describe('fixes', () => {
  it('are measured while nobody types, and the state is told again', async () => {
    const { client } = await startPair(prompt);
    client.open(narrow);
    const told = await client.next<StateParameters>('kappa/state', isMeasured);
    const [fix] = fixesOf(told).filter(({ measured }) => measured !== null);
    const { state } = await client.request<AnalyseResult>('kappa/analyse', {
      uri: 'file:///project/fixed.arch',
      text: applyEdits(narrow, fix.edits),
    });
    expect(state).toMatchObject({ status: 'fresh', report: { spectrum: { kappa: fix.measured } } });
    const fresh = client.states().filter(({ state: { status } }) => status === 'fresh');
    expect(fixesOf(fresh[0]).map(({ measured }) => measured)).toEqual(fixesOf(fresh[0]).map(() => null));
  });

  it('applied show their figures without another analysis', async () => {
    const { client, workers } = await startPair(prompt);
    client.open(narrow);
    const told = await client.next<StateParameters>('kappa/state', isMeasured);
    const fixed = applyEdits(narrow, fixesOf(told).find(({ measured }) => measured !== null)!.edits);
    const asked = workers.analysed.filter((text) => text === fixed).length;
    client.edit(fixed);
    await client.state('fresh', 2);
    expect([asked, workers.analysed.filter((text) => text === fixed).length]).toEqual([1, 1]);
  });

  it('are left when an edit comes', async () => {
    const { client, workers } = await startPair(prompt);
    client.open(narrow);
    await client.state('fresh', 1);
    await expect.poll(() => workers.analysed.length).toBe(2);
    workers.hold();
    const edited = narrow.replace('20', '21');
    client.edit(edited);
    await client.state('analysing', 2);
    workers.release();
    await client.next<StateParameters>('kappa/state', (each) => each.version === 2 && isMeasured(each));
    for (const { version, state } of client.states())
      expect(state.hash).toBe(fingerprint(version === 1 ? narrow : edited));
    expect(client.states().filter((each) => each.version === 1 && isMeasured(each))).toEqual([]);
  });

  it('measured once stay so', async () => {
    const { client } = await startPair(prompt);
    client.open(narrow);
    await client.next<StateParameters>('kappa/state', isMeasured);
    client.edit('model N { input 2 dense(2) }');
    await client.state('fresh', 2);
    client.edit(narrow);
    await client.state('fresh', 3);
    expect(isMeasured(client.states().find(({ version, state }) => version === 3 && state.status === 'fresh')!)).toBe(
      true,
    );
  });
});
