/** Entry of the analysis worker as a Web Worker. */
import type { FromWorker, ToWorker } from './messages';
import { serveJobs } from './serve-jobs';

/** Of the worker's globals, what is used here: the project is not typed with the DOM's library. */
declare const self: {
  onmessage: ((event: { readonly data: ToWorker }) => void) | null;
  postMessage(message: FromWorker): void;
};

serveJobs({
  post: (message) => self.postMessage(message),
  onMessage: (listener) => void (self.onmessage = ({ data }) => listener(data)),
});
