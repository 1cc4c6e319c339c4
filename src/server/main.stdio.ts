/** The server over standard input and output, for editors that start a program. */
import { createConnection } from 'vscode-languageserver/node';
import type { Files } from '../spec/files';
import { workerThread } from '../worker/start-worker.node';
import { folderOf } from './folder-of.node';
import { startServer } from './start-server';

export interface StdioOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** URL of the built analysis-worker.js. */
  readonly worker: URL;
  /** URL of the folder of rule pages, ending in a slash. */
  readonly documentation: URL;
  /** Files of a folder. */
  readonly files: (folder: string) => Files;
}

/** Never resolves: the protocol's `exit`, or the end of the input, ends the process. */
export function serveStdio({ input, output, worker, documentation, files }: StdioOptions): Promise<never> {
  const connection = createConnection(input, output);
  startServer(connection, {
    startWorker: workerThread(worker),
    documentation: documentation.href,
    folder: folderOf,
    disk(uri) {
      const folder = folderOf(uri);
      return folder === undefined ? noFiles : files(folder);
    },
  });
  return new Promise(() => undefined);
}

const noFiles: Files = {
  read: (path) => Promise.reject(new Error(`${path} cannot be read: the specification is not saved as a file yet.`)),
};
