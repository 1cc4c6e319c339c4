/** Entry of the server as a thread of its client's process; both ends of the line are message ports. */
import { parentPort } from 'node:worker_threads';
import { createConnection, PortMessageReader, PortMessageWriter } from 'vscode-languageserver/node';
import { workerThread } from '../worker/start-worker.node';
import { folderOf } from './folder-of.node';
import { startServer } from './start-server';

if (parentPort)
  startServer(createConnection(new PortMessageReader(parentPort), new PortMessageWriter(parentPort)), {
    startWorker: workerThread(new URL('analysis-worker.js', import.meta.url)),
    folder: folderOf,
    documentation: new URL('../docs/rules/', import.meta.url).href,
  });
