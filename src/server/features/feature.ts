import type { Connection, Position, ServerCapabilities } from 'vscode-languageserver';
import type { AnalysisState } from '../../report/analysis-state';
import type { SpecificationDocument } from '../../service/document';
import type { ClientSupport } from '../client-support';
import type { Documentation } from '../documentation';
import type { OpenDocument } from '../open-document';
import type { Settings } from '../protocol';

/** An open document as features see it. */
export interface Opened extends OpenDocument {
  readonly state: AnalysisState;
}

export interface FeatureContext {
  readonly client: ClientSupport;
  readonly documentation: Documentation;
  readonly settings: () => Settings;
  /** The present version of an open specification. */
  readonly find: (uri: string) => Opened | undefined;
}

/** One ability of the server: what it tells the client, and the handlers behind it. */
export interface Feature {
  readonly capabilities: Partial<ServerCapabilities>;
  listen(connection: Connection, context: FeatureContext): void;
}

interface AtPosition {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

/** Handler of a request about a place: null where the document is not one of ours. */
export function atOffset<Parameters extends AtPosition, Answer>(
  { find }: FeatureContext,
  answer: (source: SpecificationDocument, offset: number, opened: Opened, parameters: Parameters) => Answer,
): (parameters: Parameters) => Answer | null {
  return (parameters) => {
    const opened = find(parameters.textDocument.uri);
    return opened ? answer(opened.source, opened.positions.offsetAt(parameters.position), opened, parameters) : null;
  };
}

/** Handler of a request about a whole document. */
export function inDocument<Parameters extends Pick<AtPosition, 'textDocument'>, Answer>(
  { find }: FeatureContext,
  answer: (opened: Opened, parameters: Parameters) => Answer,
): (parameters: Parameters) => Answer | null {
  return (parameters) => {
    const opened = find(parameters.textDocument.uri);
    return opened ? answer(opened, parameters) : null;
  };
}
