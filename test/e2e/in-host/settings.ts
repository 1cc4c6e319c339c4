import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { analysed, codeOf, diagnosticsWith, eventually, lensTitles, open } from './editor';

describe('settings', () => {
  let document: vscode.TextDocument;
  const set = (key: string, value: unknown) =>
    vscode.workspace.getConfiguration('kappa').update(key, value, vscode.ConfigurationTarget.Workspace);

  before(async () => {
    document = await open('bottleneck.arch');
    await analysed(document);
  });

  it('takes a new threshold without an edit', async () => {
    assert.ok(!vscode.languages.getDiagnostics(document.uri).some((each) => codeOf(each) === 'K110'));
    await set('thresholds.kappa', 100);
    await diagnosticsWith(document, 'K110');
    await set('thresholds.kappa', undefined);
    await eventually(
      () => vscode.languages.getDiagnostics(document.uri).map(codeOf),
      (codes) => codes.includes('K111') && !codes.includes('K110'),
    );
  });

  it('takes lenses away and brings them back', async () => {
    await set('codeLens', false);
    await eventually(
      () => lensTitles(document),
      (titles) => titles.length === 0,
    );
    await set('codeLens', undefined);
    await analysed(document);
  });

  it('waits for a request when run by hand', async () => {
    await set('run', 'manual');
    const idle = await open('two-towers.arch');
    await eventually(
      () => lensTitles(idle),
      (titles) => titles.includes('analyse'),
    );
    void vscode.commands.executeCommand('kappa.analyze', idle.uri);
    await analysed(idle);
    await set('run', undefined);
  });
});
