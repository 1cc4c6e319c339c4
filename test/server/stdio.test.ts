import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Hover } from 'vscode-languageserver-protocol/node';
import { temporaryFolder } from '../cli/terminal';
import { buildPackage } from '../support/built-package';
import { TestClient } from './client';

const folder = temporaryFolder();
let dist: string;
let child: ChildProcessWithoutNullStreams;

beforeAll(async () => {
  dist = await buildPackage(folder);
  mkdirSync(join(folder, 'my models'));
  writeFileSync(join(folder, 'my models', 'x.csv'), '1\n2\n-3\n');
});
afterEach(() => void child.kill());

const text = 'model M {\n  input 1\n  data csv("x.csv")\n  dense(3)\n  head: dense(2)\n}\n';
const uriOf = (name: string) => pathToFileURL(join(folder, 'my models', name)).href;
const uri = uriOf('m.arch');

function start(words: readonly string[] = ['--stdio']) {
  child = spawn(process.execPath, [join(dist, 'cli.js'), 'lsp', ...words]);
  return TestClient.connect(child.stdout, child.stdin, { options: { settings: { delay: 0 } } });
}

const ended = () => new Promise<number | null>((resolve) => child.once('exit', resolve));

describe('kappa lsp --stdio', () => {
  it('analyses in its thread, with files beside the specification', async () => {
    const client = await start();
    expect(client.initialized.serverInfo).toMatchObject({ name: 'kappa' });
    client.open(text, uri);
    const { report } = await client.state('fresh', 1, uri);
    expect([report.data.samples, report.model.source]).toEqual([3, 'm.arch']);
  });

  it('links the pages of its own package', async () => {
    const client = await start([]);
    client.open('model M { input 2 dnse(2) }', uri);
    const { diagnostics } = await client.diagnostics(1, uri);
    expect(diagnostics[0].codeDescription!.href).toBe(pathToFileURL(join(folder, 'docs/rules/K021.md')).href);
    expect(fileURLToPath(diagnostics[0].codeDescription!.href)).toContain('K021.md');
  });

  it('reads no file for what is not saved yet', async () => {
    const client = await start();
    client.open(text, 'untitled:Untitled-1');
    const { message } = await client.state('failed', 1, 'untitled:Untitled-1');
    expect(message).toContain('not saved as a file yet');
  });

  it('stays responsive during an analysis, and follows the edit', async () => {
    const client = await start();
    const large =
      'model L {\n  input 60\n  data gaussian(samples: 190, seed: 1)\n  dense(300, activation: tanh)\n  dense(8)\n}\n';
    client.open(large, uri);
    await client.next(
      'kappa/state',
      ({ state }: { state: { progress?: { stage: string } } }) => state.progress?.stage === 'spectrum',
    );
    const hover = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 3, character: 4 },
    });
    expect(JSON.stringify(hover.contents)).toContain('60 → 300');
    client.edit('model M { input 2 dense(2) }', { at: uri });
    expect((await client.state('fresh', 2, uri)).report.model.name).toBe('M');
    expect(client.states(uri).some(({ version, state }) => version === 1 && state.status === 'fresh')).toBe(false);
  });

  it('says nothing but the protocol, and ends when asked', async () => {
    const client = await start();
    const { stderr } = child;
    let said = '';
    stderr.on('data', (chunk) => (said += String(chunk)));
    client.open(text, uri);
    await client.state('fresh', 1, uri);
    await client.request('shutdown', undefined);
    client.notify('exit');
    expect([await ended(), said]).toEqual([0, '']);
  });

  it('ends with its client', async () => {
    await start();
    child.stdin.end();
    expect(await ended()).toBe(1);
  });
});
