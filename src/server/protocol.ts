/**
 * What this server and its clients say to each other beyond the Language Server Protocol. Types and method names only: clients import
 * this file and nothing else of the server.
 */
import type { AnalysisState } from '../report/analysis-state';
import type { Report } from '../report/report';

export interface InitializationOptions {
  /** Prefix of the links to rule pages, ending in a slash: `file:///…/docs/rules/`. */
  readonly documentation?: string;
  /** `client`: files named in specifications are asked from the client (`kappa/readFile`); `disk`: read here. Default `disk`. */
  readonly files?: 'client' | 'disk';
  /** The client understands `kappa/state` and has the commands of `kappa.*` lenses. Default false. */
  readonly kappaClient?: boolean;
  /** For clients without `workspace/configuration`; the keys of `Settings`. */
  readonly settings?: Partial<Settings>;
}

/** Section `kappa` of the client's configuration. */
export interface Settings {
  readonly run: 'onType' | 'onSave' | 'manual';
  /** Milliseconds without an edit before an analysis starts. */
  readonly delay: number;
  readonly budgetSeconds: number;
  /** What large networks are computed with. */
  readonly engine: 'builtin' | 'tensorflow';
  readonly inlayHints: { readonly shapes: boolean; readonly shares: boolean; readonly kappa: boolean };
  readonly codeLens: boolean;
  /** By name without prefix: `{ kappa: 1e4 }` for `kappa.thresholds.kappa`. */
  readonly thresholds: Readonly<Record<string, number>>;
}

/** Server to client, on every change of state of an open document. */
export const stateNotification = 'kappa/state';
export interface StateParameters {
  readonly uri: string;
  readonly version: number;
  readonly state: AnalysisState;
}

/**
 * Client to server: analyse now, whatever `kappa.run` says. With `text` any specification, open or not, without touching what is shown of
 * the open document. Cancelling the request cancels the analysis.
 */
export const analyseRequest = 'kappa/analyse';
export interface AnalyseParameters {
  readonly uri: string;
  readonly text?: string;
}
/** Ends in `fresh`, `failed` or `invalid`. Problems of the text itself stand in `messages`. */
export interface AnalyseResult {
  readonly state: AnalysisState;
  /** One line a problem or finding of severity error or warning: `12:5 error K020 …`. */
  readonly messages: readonly string[];
}

/** Client to server: stop the analysis of a document; it stays `idle` until the next edit or request. */
export const cancelNotification = 'kappa/cancel';
export interface CancelParameters {
  readonly uri: string;
}

/** Client to server: a report as a document. */
export const renderRequest = 'kappa/render';
export interface RenderParameters {
  readonly uri: string;
  readonly format: 'markdown' | 'json' | 'html' | 'csv' | 'sarif';
}
/** Null when there is no report of the current text. */
export interface RenderResult {
  readonly text: string;
  /** Suggested: `residual-mlp.report.md`. */
  readonly fileName: string;
}

/** Client to server: two specifications side by side. */
export const compareRequest = 'kappa/compare';
export interface CompareParameters {
  readonly before: { readonly uri: string; readonly label: string; readonly text: string };
  readonly after: { readonly uri: string; readonly label: string; readonly text: string };
}
export interface CompareResult {
  /** Null where one cannot be analysed; `messages` say why. */
  readonly before: Report | null;
  readonly after: Report | null;
  readonly messages: readonly string[];
}

/** Client to server: files may have changed or may now be read (trust granted); results that read files are void. */
export const filesChangedNotification = 'kappa/filesChanged';

/** Server to client. `path` is as the specification writes it, relative to the folder of `uri`. */
export const readFileRequest = 'kappa/readFile';
export interface ReadFileParameters {
  readonly uri: string;
  readonly path: string;
}
/** `trouble` is one plain sentence. */
export type ReadFileResult = { readonly base64: string } | { readonly trouble: string };

/** Server to client, once a crash of the analysis worker: the server has restarted it already. */
export const workerCrashedNotification = 'kappa/workerCrashed';
export interface WorkerCrashedParameters {
  readonly message: string;
}
