import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
describe('host', () => {
  it('works', () => assert.ok(vscode.version));
  it('fails', () => assert.equal(1, 2));
});
