import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsWith, open } from './editor';

describe('activation', () => {
  it('is over before the language server runs', async () => {
    const extension = vscode.extensions.getExtension('kappa-lens.kappa-lens');
    assert.ok(extension);
    await extension.activate();
    assert.deepEqual(vscode.languages.getDiagnostics(), []);
  });

  it('ends in findings of the file that is open', async () => {
    await diagnosticsWith(await open('unscaled-residual.arch'), 'K117');
  });
});
