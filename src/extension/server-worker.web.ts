import { Uri } from 'vscode';
import type { Host } from './host';

/** Of the browser's globals, what is used here: the project is not typed with the DOM's library. */
interface WebWorker {
  onerror: ((event: { readonly message?: string }) => void) | null;
  terminate(): void;
}
declare const Worker: new (url: string) => WebWorker;

/** The server as a Web Worker of the extension host. */
export function serverWorker(): Host {
  let worker: WebWorker | undefined;
  const disconnect = () => worker?.terminate();
  return {
    disconnect,
    async connect(extensionUri, log) {
      disconnect();
      const { BrowserMessageReader, BrowserMessageWriter } = await import('vscode-languageserver-protocol/browser');
      worker = new Worker(Uri.joinPath(extensionUri, 'dist', 'web', 'server.js').toString(true));
      const reader = new BrowserMessageReader(worker);
      const writer = new BrowserMessageWriter(worker);
      worker.onerror = ({ message }) => log.error(`The server came to grief: ${message ?? 'it could not be loaded.'}`);
      return { reader, writer };
    },
  };
}
