/** Entry of the server as a Web Worker; the analysis worker is inside, for it has no address of its own. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { webWorker } from '../worker/start-worker.web';
import { startServer } from './start-server';

/** Text of the built analysis worker; the build puts it here. */
declare const KAPPA_ANALYSIS_WORKER: string;

/** The project is not typed with the DOM's library; reader and writer know what they take. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
  startWorker: webWorker(KAPPA_ANALYSIS_WORKER),
  documentation: 'docs/rules/',
});
