import { TextDocumentSyncKind, type Connection, type InitializeParams } from 'vscode-languageserver';
import { AnalysisClient } from '../worker/analysis-client';
import { AnalysisQueue } from './analysis-queue';
import { AnalysisRunner } from './analysis-runner';
import { logConclusion, logDefect, reportCrash } from './client-log';
import { clientSupport, type ClientSupport } from './client-support';
import { Configuration } from './configuration';
import { Documentation } from './documentation';
import { analyseCommand } from './features/analyse-command';
import { featureCapabilities, features } from './features/features';
import type { ServerHost } from './host';
import { namedFiles } from './named-files';
import type { Settings } from './protocol';
import { Publisher } from './publisher';
import { listenToAnalyse } from './requests/analyse';
import { listenToCompare } from './requests/compare';
import { listenToDocuments } from './requests/documents';
import { listenToFiles } from './requests/files';
import { listenToRender } from './requests/render';
import { Sessions } from './sessions';
import { version } from './version';
import { WatchedFiles } from './watched-files';

/** Serves one client until it ends the connection. */
export function startServer(connection: Connection, host: ServerHost): void {
  connection.onInitialize((parameters: InitializeParams) => {
    const client = clientSupport(parameters);
    serve(connection, host, client);
    return {
      serverInfo: { name: 'kappa', version },
      capabilities: {
        ...featureCapabilities(),
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        ...(!client.options.kappaClient && { executeCommandProvider: { commands: [analyseCommand] } }),
      },
    };
  });
  connection.listen();
}

function serve(connection: Connection, host: ServerHost, client: ClientSupport): void {
  const configuration = new Configuration(connection, client);
  const settings = () => configuration.current;
  const documentation = new Documentation(client.options.documentation ?? host.documentation);
  const publisher = new Publisher(connection, client, documentation);
  const worker = new AnalysisClient(host.startWorker);
  const runner = runnerFor(connection, { host, client, worker, settings });
  const sessions = new Sessions({
    runner,
    settings,
    publish: (document, state, before) => publisher.publish(document, state, before),
    onDefect: (error) => logDefect(connection, error),
  });
  const find = (uri: string) => {
    const session = sessions.get(uri);
    return session && { ...session.document, state: session.state };
  };

  listenToDocuments(connection, sessions, publisher);
  for (const feature of features) feature.listen(connection, { client, documentation, settings, find });
  for (const listen of [listenToFiles, listenToAnalyse, listenToCompare, listenToRender])
    listen(connection, { sessions, runner });
  connection.onInitialized(async () => {
    await configuration.start((before, after) => {
      if (figuresDiffer(before, after)) sessions.renew(() => true);
      publisher.refreshHints();
      publisher.refreshLenses();
    });
    sessions.begin();
  });
  connection.onShutdown(async () => {
    sessions.closeAll();
    await worker.close();
  });
}

interface RunnerParts {
  readonly host: ServerHost;
  readonly client: ClientSupport;
  readonly worker: AnalysisClient;
  readonly settings: () => Settings;
}

function runnerFor(connection: Connection, { host, client, worker, settings }: RunnerParts): AnalysisRunner {
  const watched = new WatchedFiles(connection, client);
  const kappaClient = client.options.kappaClient === true;
  return new AnalysisRunner({
    queue: new AnalysisQueue(worker),
    settings,
    files: namedFiles(connection, host, client.options),
    folder: host.folder,
    onFileRead: (uri, path) => watched.watch(uri, path),
    filesAreWatched: client.fileWatching,
    onConclusion: (document, conclusion) => logConclusion(connection, document, conclusion),
    onCrash: (document, reason) => reportCrash(connection, kappaClient, document, reason),
  });
}

/** Whether other figures, or figures at another time, follow from the new settings. */
function figuresDiffer(before: Settings, after: Settings): boolean {
  const relevant = ({ run, delay, budgetSeconds, engine, thresholds }: Settings) =>
    JSON.stringify([run, delay, budgetSeconds, engine, thresholds]);
  return relevant(before) !== relevant(after);
}
