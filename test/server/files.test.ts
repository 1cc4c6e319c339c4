import { describe, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import { locate } from '../../src/server/watched-files';
import type { ReadFileParameters, StateParameters } from '../../src/server/protocol';
import { memoryFiles } from '../support/tensor-files';
import { startPair, uri, type ClientOptions } from './client';

const text = 'model M {\n  input 1\n  data csv("data/x.csv")\n  dense(2)\n}\n';
const plain = 'model M {\n  input 1\n  dense(2)\n}\n';
const bytes = (rows: number) => new TextEncoder().encode([1, 2, -3, 5, -4].slice(0, rows).join('\n'));
const base64 = (rows: number) => Buffer.from(bytes(rows)).toString('base64');

const watching = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true } } };
const prompt = { settings: { delay: 0 } };

/** A client that owns the files: what it answers can be changed. */
async function fromClient(options: ClientOptions = {}) {
  const file: { answer: object } = { answer: { base64: base64(2) } };
  const pair = await startPair({
    ...options,
    options: { files: 'client', ...prompt },
    answers: { 'kappa/readFile': () => file.answer },
  });
  return { ...pair, file };
}

describe('files of the client', () => {
  it('are asked for as the specification names them', async () => {
    const { client } = await fromClient();
    client.open(text);
    const { report } = await client.state('fresh');
    expect(client.all<ReadFileParameters>('kappa/readFile')).toEqual([{ uri, path: 'data/x.csv' }]);
    expect([report.data.source, report.data.samples]).toEqual(['csv', 2]);
  });

  it('that are refused are a problem with the words of the client', async () => {
    const { client, file } = await fromClient();
    file.answer = { trouble: 'The workspace is not trusted: trust it to read data/x.csv.' };
    client.open(text);
    const { problems } = await client.state('failed');
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      ['K080', expect.stringContaining('trust it to read data/x.csv.')],
    ]);
  });
});

describe('files of the disk', () => {
  it('belong to the folder of the specification', async () => {
    const folders: string[] = [];
    const { client } = await startPair(
      { options: prompt },
      {
        disk: (at) => {
          folders.push(fileURLToPath(at));
          return memoryFiles({ 'data/x.csv': bytes(3) });
        },
      },
    );
    client.open(text);
    expect((await client.state('fresh')).report.data.samples).toBe(3);
    expect(folders).toEqual(['/project/model.arch']);
  });
});

describe('a change of files', () => {
  it('that are watched renews the figures', async () => {
    const { client, file } = await fromClient({ capabilities: watching });
    client.open(text);
    await client.state('fresh');
    expect(
      client
        .all<{ registrations: object[] }>('client/registerCapability')
        .flatMap(({ registrations }) => registrations),
    ).toMatchObject([
      {
        method: 'workspace/didChangeWatchedFiles',
        registerOptions: { watchers: [{ globPattern: { baseUri: 'file:///project/data', pattern: 'x.csv' } }] },
      },
    ]);
    file.answer = { base64: base64(4) };
    client.heard.length = 0;
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 'file:///project/data/x.csv', type: 2 }] });
    expect((await client.state('fresh')).report.data.samples).toBe(4);
    // One file is watched once.
    expect(client.all('client/registerCapability')).toEqual([]);
  });

  it('that may be read now mends what was refused', async () => {
    const { client, file } = await fromClient();
    file.answer = { trouble: 'not trusted' };
    client.open(text);
    await client.state('failed');
    file.answer = { base64: base64(5) };
    client.notify('kappa/filesChanged');
    expect((await client.state('fresh')).report.data.samples).toBe(5);
  });

  it('begins an analysis anew that is under way', async () => {
    const { client, file, workers } = await fromClient();
    client.open(text);
    await client.next('kappa/readFile');
    workers.hold();
    file.answer = { base64: base64(5) };
    client.notify('kappa/filesChanged');
    await client.settled();
    workers.release();
    expect((await client.state('fresh')).report.data.samples).toBe(5);
  });

  it('is nothing to specifications without files', async () => {
    const { client, workers } = await fromClient({ capabilities: watching });
    client.open(plain);
    await client.state('fresh');
    client.heard.length = 0;
    const asked = workers.analysed.length;
    client.notify('kappa/filesChanged');
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 'file:///project/x.csv', type: 2 }] });
    await client.settled();
    expect([client.states(), workers.analysed.length]).toEqual([[], asked]);
  });

  it('is not a saved specification', async () => {
    const { client } = await fromClient({ capabilities: watching });
    client.open(text);
    await client.state('fresh');
    client.heard.length = 0;
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
    await client.settled();
    expect(client.states()).toEqual([]);
  });
});

describe('figures that rest on files', () => {
  it.each([
    ['are kept while the files are watched', { capabilities: watching }, false],
    ['are not kept where nobody tells of changes', {}, true],
  ])('%s', async (_, options, readsAgain) => {
    const { client } = await fromClient(options);
    client.open(text);
    await client.state('fresh', 1);
    client.edit(plain);
    await client.state('fresh', 2);
    client.heard.length = 0;
    client.edit(text);
    await client.state('fresh', 3);
    const before = client.heard.slice(
      0,
      client.heard.findIndex(({ parameters }) => isFresh(parameters)),
    );
    expect(before.some(({ method }) => method === 'kappa/readFile')).toBe(readsAgain);
  });

  const isFresh = (parameters: unknown) => (parameters as Partial<StateParameters>).state?.status === 'fresh';
});

describe('the place of a file', () => {
  it.each([
    ['x.csv', 'file:///project', 'x.csv'],
    ['data/x.csv', 'file:///project/data', 'x.csv'],
    ['./my data/x.csv', 'file:///project/my%20data', 'x.csv'],
    ['../x.csv', 'file://', 'x.csv'],
    ['../../x.csv', 'file://', 'x.csv'],
    ['/srv/x.csv', 'file:///srv', 'x.csv'],
    ['c:\\data\\x.csv', 'file:///c%3A/data', 'x.csv'],
  ])('%s is %s, %s', (path, folder, name) => {
    expect(locate(uri, path)).toEqual({ folder, name });
  });
});
