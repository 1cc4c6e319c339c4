import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsWith, open } from './editor';

describe('activation', () => {
  it('comes with the first specification, and ends in its findings', async () => {
    const extension = vscode.extensions.getExtension('kappa-lens.kappa-lens');
    assert.equal(extension?.isActive, false);
    await diagnosticsWith(await open('unscaled-residual.arch'), 'K117');
    assert.equal(extension.isActive, true);
  });
});
