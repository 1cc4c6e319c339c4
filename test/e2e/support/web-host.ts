import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { unzipSync } from 'fflate';
import { hostPaths, vsix } from './paths';

export interface WebHost {
  readonly origin: string;
  stop(): Promise<void>;
}

/** VS Code that runs in the browser alone, with the packaged extension and this folder; edits stay in the page's memory. */
export async function startWebHost(folder: string): Promise<WebHost> {
  const extensions = mkdtempSync(join(tmpdir(), 'kappa-web-host-'));
  unpackExtension(join(extensions, 'kappa-lens'));
  const config = {
    build: { type: 'static', location: hostPaths.webWorkbench },
    extensionPaths: [extensions],
    folderMountPath: folder,
    printServerLog: false,
  };
  const workerData = { module: hostPaths.webServer, config };
  const worker = new Worker(SERVE, { eval: true, workerData, stdout: true, stderr: true });
  const port = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  const stop = async () => {
    await worker.terminate();
    rmSync(extensions, { recursive: true, force: true });
  };
  return { origin: `http://localhost:${String(port)}`, stop };
}

// In a thread, because the server talks to the console of whoever runs it.
const SERVE = `
const { parentPort, workerData } = require('node:worker_threads');
const { runServer } = require(workerData.module);
runServer('127.0.0.1', 0, workerData.config).then((server) => {
  const tell = () => parentPort.postMessage(server.address().port);
  if (server.listening) tell();
  else server.once('listening', tell);
});
`;

function unpackExtension(target: string): void {
  for (const [name, content] of Object.entries(unzipSync(readFileSync(vsix)))) {
    if (!name.startsWith('extension/') || name.endsWith('/')) continue;
    const file = join(target, name.slice('extension/'.length));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
