import type { AnalysisProgress, AnalysisState } from '../report/analysis-state';
import type { Report } from '../report/report';
import type { AnalysisRunner, Conclusion } from './analysis-runner';
import { measureFixes } from './measure-fixes';
import type { OpenDocument } from './open-document';
import type { Settings } from './protocol';

export interface SessionHost {
  readonly runner: AnalysisRunner;
  readonly settings: () => Settings;
  readonly publish: (document: OpenDocument, state: AnalysisState, before: AnalysisState | undefined) => void;
  /** Something of ours went wrong where nobody waits for an answer. */
  readonly onDefect: (error: unknown) => void;
}

interface Work {
  readonly controller: AbortController;
  readonly conclusion: Promise<Conclusion>;
}

/** One open document: its present version, what is known of it, and the analysis that runs for it, if any. */
export class DocumentSession {
  private known: AnalysisState | undefined;
  private work: Work | undefined;
  private measuring: AbortController | undefined;
  private hasReadFiles = false;
  private readonly watchers = new Set<(progress: AnalysisProgress) => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private current: OpenDocument,
    private readonly host: SessionHost,
  ) {}

  get document(): OpenDocument {
    return this.current;
  }

  /** Of the present version. */
  get state(): AnalysisState {
    return this.known ?? this.resting();
  }

  /** Whether what is known of the present version rests on files. */
  get readsFiles(): boolean {
    return this.hasReadFiles;
  }

  /** Publishes what is known of the present version, and analyses it when the settings say so. */
  begin(): void {
    this.stop();
    this.known = undefined;
    const { runner, settings } = this.host;
    const { source } = this.current;
    const conclusion = source.specification.architecture && runner.known(source);
    this.hasReadFiles = conclusion !== undefined && runner.readsFiles(source);
    if (conclusion) return this.conclude(conclusion);
    if (!source.specification.architecture || settings().run !== 'onType') return this.set(this.resting());
    this.set({ status: 'analysing', hash: source.hash, progress: null, report: null });
    this.timer = setTimeout(() => this.start(), settings().delay);
  }

  /** A new version, of which nothing is known before `begin`. */
  update(document: OpenDocument): void {
    this.stop();
    this.current = document;
    this.known = undefined;
  }

  saved(): void {
    const isDue = this.timer !== undefined || (this.host.settings().run === 'onSave' && this.state.status === 'idle');
    if (isDue) this.start();
  }

  /** Rejects with the reason when an edit, a cancellation or the end comes first. */
  async analyse(onProgress: (progress: AnalysisProgress) => void): Promise<AnalysisState> {
    const { source } = this.current;
    if (!source.specification.architecture) return this.state;
    if (this.state.status === 'fresh' && this.host.runner.known(source)) return this.state;
    // A job that has not begun stands in the queue, perhaps behind others: asked for again it goes first.
    const begun = this.state.status === 'analysing' && this.state.progress !== null;
    this.watchers.add(onProgress);
    try {
      return await (begun && this.work ? this.work : this.start()).conclusion;
    } finally {
      this.watchers.delete(onProgress);
    }
  }

  cancel(): void {
    if (this.state.status !== 'analysing') return;
    this.stop();
    this.set(this.resting());
  }

  private start(): Work {
    this.stop();
    const document = this.current;
    const controller = new AbortController();
    const { signal } = controller;
    const { hash } = document.source;
    const isAnnounced = this.state.status === 'analysing' && this.state.progress === null && this.state.report === null;
    if (!isAnnounced) this.set({ status: 'analysing', hash, progress: null, report: null });
    const conclusion = this.host.runner.run(document.source, {
      urgency: 'document',
      signal,
      onFileRead: () => (this.hasReadFiles = true),
      onProgress: (progress) => {
        this.advance({ progress });
        for (const watcher of this.watchers) watcher(progress);
      },
      onReport: (report) => this.advance({ report }),
    });
    const work = { controller, conclusion };
    this.work = work;
    conclusion.then(
      (state) => signal.aborted || this.conclude(state),
      () => undefined,
    );
    return work;
  }

  /** Ends what runs for the present version; nothing more is published of it. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.work?.controller.abort();
    this.work = undefined;
    this.measuring?.abort();
    this.measuring = undefined;
  }

  private advance(step: { readonly progress: AnalysisProgress } | { readonly report: Report }): void {
    if (this.state.status === 'analysing') this.set({ ...this.state, ...step });
  }

  private conclude(conclusion: Conclusion): void {
    this.work = undefined;
    this.set(conclusion);
    if (conclusion.status === 'fresh') void this.measure(conclusion);
  }

  private async measure(fresh: Extract<Conclusion, { status: 'fresh' }>): Promise<void> {
    const { runner } = this.host;
    const { source } = this.current;
    const { signal } = (this.measuring = new AbortController());
    const analyse = async (changed: typeof source) => {
      const conclusion = runner.known(changed) ?? (await runner.run(changed, { urgency: 'background', signal }));
      return conclusion.status === 'fresh' ? conclusion.report : undefined;
    };
    try {
      for await (const report of measureFixes(source, fresh.report, analyse)) {
        if (signal.aborted) return;
        const state = { ...fresh, report };
        runner.remember(source, state);
        this.set(state);
      }
    } catch (error) {
      if (!signal.aborted) this.host.onDefect(error);
    }
  }

  private set(state: AnalysisState): void {
    const before = this.known;
    this.known = state;
    try {
      this.host.publish(this.current, state, before);
    } catch (error) {
      this.host.onDefect(error);
    }
  }

  private resting(): AnalysisState {
    const { hash, specification } = this.current.source;
    return { status: specification.architecture ? 'idle' : 'invalid', hash };
  }
}
