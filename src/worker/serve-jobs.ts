import { AnalysisCache } from '../analysis/analysis-cache';
import type { Files } from '../spec/files';
import { isOutOfMemory } from './analysis-failure';
import type { FromWorker, ToWorker } from './messages';
import { runJob } from './run-job';

/** The worker's end of the line to its client. */
export interface JobPort {
  post(message: FromWorker): void;
  onMessage(listener: (message: ToWorker) => void): void;
}

type AnalyseMessage = Extract<ToWorker, { type: 'analyse' }>;
type FileContent = Extract<ToWorker, { type: 'file' }>['content'];

/** Answers what comes in, for the life of the worker: jobs one at a time in the order they came, files asked back from the client. */
export function serveJobs(port: JobPort): void {
  const controllers = new Map<number, AbortController>();
  const files = new AskedFiles(port);
  const cache = new AnalysisCache();
  let last: Promise<void> = Promise.resolve();
  port.onMessage((message) => {
    switch (message.type) {
      case 'analyse': {
        const controller = new AbortController();
        controllers.set(message.id, controller);
        last = last.then(async () => {
          port.post(await answer(message, { port, files: files.of(message.id), signal: controller.signal, cache }));
          controllers.delete(message.id);
        });
        break;
      }
      case 'cancel':
        controllers.get(message.id)?.abort();
        break;
      case 'file':
        files.receive(message.request, message.content);
    }
  });
}

interface Running {
  readonly port: JobPort;
  readonly files: Files;
  readonly signal: AbortSignal;
  readonly cache: AnalysisCache;
}

/** The message that ends a job. */
async function answer(
  { id, job, quiet }: AnalyseMessage,
  { port, files, signal, cache }: Running,
): Promise<FromWorker> {
  try {
    signal.throwIfAborted();
    const result = await runJob(job, {
      files,
      signal,
      cache,
      ...(!quiet && {
        onProgress: (progress) => port.post({ type: 'progress', id, progress }),
        onReport: (report) => port.post({ type: 'partial', id, report }),
      }),
    });
    return { type: 'result', id, result };
  } catch (error) {
    if (signal.aborted) return { type: 'cancelled', id };
    const message = error instanceof Error ? error.message : String(error);
    return { type: 'failed', id, cause: isOutOfMemory(error) ? 'memory' : 'defect', message };
  }
}

/** Files that the client reads. */
class AskedFiles {
  private readonly waiting = new Map<number, (content: FileContent) => void>();
  private lastRequest = 0;

  constructor(private readonly port: JobPort) {}

  of(id: number): Files {
    return {
      read: async (path) => {
        const request = ++this.lastRequest;
        const content = await new Promise<FileContent>((resolve) => {
          this.waiting.set(request, resolve);
          this.port.post({ type: 'read', id, request, path });
        });
        if ('trouble' in content) throw new Error(content.trouble);
        return content.bytes;
      },
    };
  }

  receive(request: number, content: FileContent): void {
    this.waiting.get(request)?.(content);
    this.waiting.delete(request);
  }
}
