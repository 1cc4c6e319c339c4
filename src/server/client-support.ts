import type { InitializeParams } from 'vscode-languageserver';
import type { InitializationOptions } from './protocol';

/** What the client at the other end can do, and what it wants. */
export interface ClientSupport {
  readonly options: InitializationOptions;
  /** Settings can be asked for. */
  readonly configuration: boolean;
  readonly configurationRegistration: boolean;
  /** Files can be watched on request. */
  readonly fileWatching: boolean;
  readonly relativePatterns: boolean;
  /** Edits can name the version that they belong to. */
  readonly versionedEdits: boolean;
  readonly snippets: boolean;
  readonly refresh: { readonly inlayHints: boolean; readonly codeLenses: boolean };
}

export function clientSupport({ capabilities, initializationOptions }: InitializeParams): ClientSupport {
  const { workspace, textDocument } = capabilities;
  return {
    options: readOptions(initializationOptions),
    configuration: workspace?.configuration === true,
    configurationRegistration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    fileWatching: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    relativePatterns: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    refresh: {
      inlayHints: workspace?.inlayHint?.refreshSupport === true,
      codeLenses: workspace?.codeLens?.refreshSupport === true,
    },
  };
}

/** Clients are written by many hands: what has the wrong type counts as absent. */
function readOptions(value: unknown): InitializationOptions {
  if (typeof value !== 'object' || value === null) return {};
  const { documentation, files, kappaClient, settings } = value as Partial<
    Record<keyof InitializationOptions, unknown>
  >;
  return {
    ...(typeof documentation === 'string' && { documentation }),
    ...((files === 'client' || files === 'disk') && { files }),
    kappaClient: kappaClient === true,
    ...(typeof settings === 'object' && settings !== null && { settings }),
  };
}
