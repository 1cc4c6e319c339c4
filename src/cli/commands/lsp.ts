import { pathToFileURL } from 'node:url';
import type { Command } from '../command';
import { nodeFiles } from '../node-files';
import { UsageError } from '../usage-error';

export const lsp: Command = {
  name: 'lsp',
  summary: 'language server for editors',
  operands: '',
  description: [
    'Serves the Language Server Protocol on standard input and output until the editor ends it: diagnostics while typing, hovers, hints, ' +
      'completion, fixes. docs/editors.md says how to set up Neovim, Helix and Emacs.',
  ],
  examples: ['kappa lsp --stdio'],
  options: ['stdio'],

  async run({ operands }, { packageFolder }) {
    if (operands.length > 0) throw new UsageError(`kappa lsp takes no file, so ${operands[0]} is too much.`);
    const { serveStdio } = await import('../../server/main.stdio');
    return serveStdio({
      input: process.stdin,
      output: process.stdout,
      worker: new URL('dist/analysis-worker.js', folderUrl(packageFolder)),
      documentation: new URL('docs/rules/', folderUrl(packageFolder)),
      files: nodeFiles,
    });
  },
};

function folderUrl(folder: string): URL {
  const { href } = pathToFileURL(folder);
  return new URL(href.endsWith('/') ? href : `${href}/`);
}
