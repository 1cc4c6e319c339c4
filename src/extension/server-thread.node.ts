import { Worker } from 'node:worker_threads';
import { Uri } from 'vscode';
import type { Host } from './host';

/** The server as a thread of the extension host. */
export function serverThread(): Host {
  let thread: Worker | undefined;
  const disconnect = () => void thread?.terminate();
  return {
    disconnect,
    async connect(extensionUri, log) {
      disconnect();
      const { PortMessageReader, PortMessageWriter } = await import('vscode-languageserver-protocol/node');
      const started = new Worker(Uri.joinPath(extensionUri, 'dist', 'server-thread.js').fsPath, {
        name: 'kappa',
        stdout: true,
        stderr: true,
        // Reading allocates much that dies at once; a larger nursery halves the time on long specifications.
        resourceLimits: { maxYoungGenerationSizeMb: 64 },
      });
      thread = started;
      started.stdout.on('data', (text) => log.info(String(text).trimEnd()));
      started.stderr.on('data', (text) => log.error(String(text).trimEnd()));
      started.on('error', (error) => log.error(`The server came to grief: ${error.stack ?? error.message}`));
      // A port says `close`, which reader and writer listen for; a thread says `exit`.
      started.on('exit', () => started.emit('close'));
      return { reader: new PortMessageReader(started), writer: new PortMessageWriter(started) };
    },
  };
}
