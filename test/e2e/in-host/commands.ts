import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('commands', () => {
  it('are all there', async () => {
    const manifest = vscode.extensions.getExtension('kappa-lens.kappa-lens')?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands.map(({ command }) => command).filter((each) => !known.has(each));
    assert.deepEqual(missing, []);
  });
});
