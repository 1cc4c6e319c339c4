import type { AnalysisState } from '../report/analysis-state';
import type { SpecificationDocument } from '../service/document';
import type { Files } from '../spec/files';
import type { JobOptions } from '../worker/analysis-client';
import { AnalysisFailure } from '../worker/analysis-failure';
import type { AnalysisJob, AnalysisResult } from '../worker/messages';
import type { AnalysisQueue, Urgency } from './analysis-queue';
import { fileName } from './file-name';
import type { Settings } from './protocol';
import { ResultCache } from './result-cache';

export interface RunnerHost {
  readonly queue: AnalysisQueue;
  readonly settings: () => Settings;
  readonly files: (uri: string) => Files;
  /** Folder of a specification on this machine's disk. */
  readonly folder?: (uri: string) => string | undefined;
  /** A specification has read a file. */
  readonly onFileRead: (uri: string, path: string) => void;
  /** Whether a change of a file that was read will be told; what has read files is not kept otherwise. */
  readonly filesAreWatched: boolean;
  /** An analysis has ended in the worker. */
  readonly onConclusion: (document: SpecificationDocument, conclusion: Conclusion) => void;
  /** The worker went down with this specification; a new one takes its place. */
  readonly onCrash: (document: SpecificationDocument, message: string) => void;
}

export interface RunOptions extends Pick<JobOptions, 'onProgress' | 'onReport'> {
  readonly urgency: Urgency;
  readonly signal: AbortSignal;
  /** The specification asks for a file. */
  readonly onFileRead?: () => void;
}

/** What an analysis ends in. */
export type Conclusion = Extract<AnalysisState, { status: 'fresh' | 'failed' }>;

interface Known {
  readonly conclusion: Conclusion;
  readonly readsFiles: boolean;
  /** Times that the worker went down with it. */
  readonly crashes: number;
}

const capacity = 50;
/** A crash may have been bad luck once. */
const crashesAllowed = 2;

/** Analyses texts: at once what is known already, in the worker what is not. */
export class AnalysisRunner {
  private readonly cache = new ResultCache<Known>(capacity);

  constructor(private readonly host: RunnerHost) {}

  /** The conclusion of this text under the present settings if there is no reason to ask again. */
  known(document: SpecificationDocument): Conclusion | undefined {
    const known = this.cache.get(this.key(document));
    return known === undefined || (known.crashes > 0 && known.crashes < crashesAllowed) ? undefined : known.conclusion;
  }

  readsFiles(document: SpecificationDocument): boolean {
    return this.cache.get(this.key(document))?.readsFiles === true;
  }

  /** Keeps what was found out about a text after its analysis. */
  remember(document: SpecificationDocument, conclusion: Conclusion): void {
    const key = this.key(document);
    const known = this.cache.get(key);
    if (known) this.cache.set(key, { ...known, conclusion });
  }

  /** Forgets every conclusion that rests on files. */
  forgetFiles(): void {
    this.cache.drop(({ readsFiles }) => readsFiles);
  }

  /** Precondition: the document has an architecture. Rejects with the signal's reason and with nothing else. */
  async run(document: SpecificationDocument, options: RunOptions): Promise<Conclusion> {
    const key = this.key(document);
    let readsFiles = false;
    const files: Files = {
      read: (path) => {
        readsFiles = true;
        options.onFileRead?.();
        this.host.onFileRead(document.uri, path);
        return this.host.files(document.uri).read(path);
      },
    };
    try {
      const result = await this.host.queue.analyse(this.job(document), { ...options, files });
      const conclusion = conclude(document, result);
      this.host.onConclusion(document, conclusion);
      if (!readsFiles || this.host.filesAreWatched) this.cache.set(key, { conclusion, readsFiles, crashes: 0 });
      return conclusion;
    } catch (error) {
      if (options.signal.aborted) throw error;
      const conclusion = this.fail(document, asFailure(error));
      const crashes = (this.cache.get(key)?.crashes ?? 0) + 1;
      this.cache.set(key, { conclusion, readsFiles, crashes });
      return conclusion;
    }
  }

  private fail(document: SpecificationDocument, { cause, message: details }: AnalysisFailure): Conclusion {
    const message = sentences[cause];
    if (cause !== 'defect') this.host.onCrash(document, message);
    return {
      status: 'failed',
      hash: document.hash,
      message: cause === 'memory' ? message : `${message} (${details})`,
      problems: [],
    };
  }

  private job({ uri, text, syntax, specification }: SpecificationDocument): AnalysisJob {
    const { architecture, problems } = specification;
    const { budgetSeconds, thresholds, engine } = this.host.settings();
    const folder = this.host.folder?.(uri);
    return {
      text,
      read: { ...(architecture && { architecture }), problems },
      syntax,
      path: fileName(uri),
      parameters: {},
      seed: undefined,
      samples: undefined,
      budgetSeconds,
      ...(engine !== 'builtin' && { engine: { name: engine, folders: folder === undefined ? [] : [folder] } }),
      thresholds: Object.fromEntries(
        Object.entries(thresholds).map(([name, value]) => [`kappa.thresholds.${name}`, value]),
      ),
    };
  }

  /** Where the text stands decides what its files are. */
  private key({ uri, hash }: SpecificationDocument): string {
    const { budgetSeconds, thresholds, engine } = this.host.settings();
    return JSON.stringify([uri, hash, budgetSeconds, thresholds, engine]);
  }
}

function asFailure(error: unknown): AnalysisFailure {
  if (error instanceof AnalysisFailure) return error;
  return new AnalysisFailure('defect', error instanceof Error ? error.message : String(error));
}

const sentences: Readonly<Record<AnalysisFailure['cause'], string>> = {
  memory: 'The memory does not suffice to analyse this: use fewer samples or narrower layers.',
  crash: 'The analysis ended unexpectedly and starts anew with the next edit.',
  defect: 'The analysis met a defect of Kappa Lens, please report it with the specification.',
};

function conclude({ hash, specification }: SpecificationDocument, { report, problems }: AnalysisResult): Conclusion {
  const met = problems.slice(specification.problems.length);
  if (report) return { status: 'fresh', hash, report, problems: met };
  const reason = met.find(({ severity }) => severity === 'error') ?? met[0];
  return { status: 'failed', hash, message: reason?.message ?? 'Nothing could be analysed.', problems: met };
}
