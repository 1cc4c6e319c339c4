/** The part of the extension that knows the protocol's library, which is large: load it when the server is wanted (server.ts). */
import { MarkdownString, workspace } from 'vscode';
import {
  LanguageClient,
  RevealOutputChannelOn,
  State,
  type LanguageClientOptions,
  type MessageTransports,
} from 'vscode-languageclient';
import {
  readFileRequest,
  stateNotification,
  workerCrashedNotification,
  type InitializationOptions,
  type ReadFileParameters,
  type ReadFileResult,
  type StateParameters,
  type WorkerCrashedParameters,
} from '../server/protocol';
import type { Log } from './log';
import { explainCommand, rulePages, withCommandLinks } from './rule-links';
import { documentSelector } from './specifications';

/** What is done with what the server says. */
export interface ClientHandlers {
  readonly onState: (parameters: StateParameters) => void;
  readonly onWorkerCrash: (parameters: WorkerCrashedParameters) => void;
  readonly readFile: (parameters: ReadFileParameters) => Promise<ReadFileResult>;
  /** The server is gone for good: it was stopped, or it failed too often. */
  readonly onEnd: () => void;
}

/** A client that is not started yet. Each start, by hand or after a crash, connects to a new server. */
export function createClient(
  connect: () => Promise<MessageTransports>,
  handlers: ClientHandlers,
  log: Log,
): LanguageClient {
  const client = new LanguageClient('kappa', 'Kappa Lens', connect, clientOptions(log));
  client.onNotification(stateNotification, handlers.onState);
  client.onNotification(workerCrashedNotification, handlers.onWorkerCrash);
  client.onRequest(readFileRequest, handlers.readFile);
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Stopped || newState === State.StartFailed) handlers.onEnd();
  });
  return client;
}

const initializationOptions: InitializationOptions = { documentation: rulePages, files: 'client', kappaClient: true };

function clientOptions(log: Log): LanguageClientOptions {
  return {
    documentSelector,
    initializationOptions,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    markdown: { isTrusted: { enabledCommands: [explainCommand] } },
    middleware: {
      workspace: {
        async configuration(parameters, token, next) {
          const sections = await next(parameters, token);
          // The engine is a package, perhaps the workspace's own, that would run here.
          if (workspace.isTrusted || !Array.isArray(sections)) return sections;
          return sections.map((section) => ({ ...section, engine: 'builtin' }));
        },
      },
      async provideHover(document, position, token, next) {
        const hover = await next(document, position, token);
        for (const content of hover?.contents ?? [])
          if (content instanceof MarkdownString) content.value = withCommandLinks(content.value);
        return hover;
      },
    },
  };
}
