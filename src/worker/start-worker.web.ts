import { AnalysisFailure } from './analysis-failure';
import type { FromWorker, ToWorker } from './messages';
import type { StartWorker } from './port';

/** Of the browser's globals, what is used here: the project is not typed with the DOM's library. */
interface WebWorker {
  onmessage: ((event: { readonly data: FromWorker }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
  postMessage(message: ToWorker): void;
  terminate(): void;
}

declare const Worker: new (url: string) => WebWorker;

/** Web Workers that run `source`, the text of the built analysis-worker.js: no address has to be reachable from where the caller runs. */
export function webWorker(source: string): StartWorker {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  return () => {
    const worker = new Worker(url);
    return {
      post: (message) => worker.postMessage(message),
      onMessage: (listener) => void (worker.onmessage = ({ data }) => listener(data)),
      onDeath: (listener) =>
        void (worker.onerror = ({ message }) =>
          listener(new AnalysisFailure('crash', message ?? 'The analysis worker could not run.'))),
      terminate: () => {
        worker.onmessage = worker.onerror = null;
        worker.terminate();
      },
    };
  };
}
