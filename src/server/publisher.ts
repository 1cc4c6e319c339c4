import type { Connection } from 'vscode-languageserver';
import { reportOf, type AnalysisState } from '../report/analysis-state';
import type { ClientSupport } from './client-support';
import { diagnosticsOf } from './diagnostics';
import type { Documentation } from './documentation';
import type { OpenDocument } from './open-document';
import { stateNotification, type StateParameters } from './protocol';
import { Refresher } from './refresher';

/** Least time between two reports of progress within one stage. */
const progressPause = 100;

/** Tells the client what is known of a document, as often as it changes and no more. */
export class Publisher {
  private readonly hints: Refresher;
  private readonly lenses: Refresher;
  private progressSent = -Infinity;

  constructor(
    private readonly connection: Connection,
    private readonly client: ClientSupport,
    private readonly documentation: Documentation,
  ) {
    this.hints = new Refresher(() => connection.languages.inlayHint.refresh());
    this.lenses = new Refresher(() => connection.sendRequest('workspace/codeLens/refresh'));
  }

  publish(document: OpenDocument, state: AnalysisState, before: AnalysisState | undefined): void {
    const figures = figuresChange(state, before);
    if (!figures && !this.isProgressDue(state, before)) return;
    this.sendState(document, state);
    if (figures) this.sendDiagnostics(document, state);
    if (figures) this.refreshHints();
    this.refreshLenses();
  }

  clear({ source: { uri } }: OpenDocument): void {
    void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** After a change of the settings that they depend on. */
  refreshHints(): void {
    if (this.client.refresh.inlayHints) void this.hints.refresh();
  }

  refreshLenses(): void {
    if (this.client.refresh.codeLenses) void this.lenses.refresh();
  }

  private sendState({ source: { uri, version } }: OpenDocument, state: AnalysisState): void {
    const parameters: StateParameters = { uri, version, state };
    if (this.client.options.kappaClient) void this.connection.sendNotification(stateNotification, parameters);
  }

  private sendDiagnostics(document: OpenDocument, state: AnalysisState): void {
    const { uri, version } = document.source;
    const diagnostics = diagnosticsOf(document, state, this.documentation);
    void this.connection.sendDiagnostics({ uri, version, diagnostics });
  }

  private isProgressDue(state: AnalysisState, before: AnalysisState | undefined): boolean {
    const now = Date.now();
    const isNewStage = stageOf(state) !== stageOf(before);
    if (!isNewStage && now - this.progressSent < progressPause) return false;
    this.progressSent = now;
    return true;
  }
}

function figuresChange(state: AnalysisState, before: AnalysisState | undefined): boolean {
  if (state.hash !== before?.hash || state.status !== before.status) return true;
  return reportOf(state, state.hash) !== reportOf(before, before.hash);
}

function stageOf(state: AnalysisState | undefined): string | undefined {
  return state?.status === 'analysing' ? state.progress?.stage : undefined;
}
