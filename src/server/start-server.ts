import {
  MessageType,
  ShowMessageNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
} from 'vscode-languageserver';
import { formatDuration } from '../report/numbers';
import { AnalysisClient } from '../worker/analysis-client';
import { AnalysisQueue } from './analysis-queue';
import { AnalysisRunner, fileName, type Conclusion } from './analysis-runner';
import { clientSupport, type ClientSupport } from './client-support';
import { Configuration } from './configuration';
import { Documentation } from './documentation';
import { analyseCommand } from './features/analyse-command';
import { featureCapabilities, features } from './features/features';
import type { ServerHost } from './host';
import { namedFiles } from './named-files';
import { isSpecification, snapshots } from './open-document';
import {
  cancelNotification,
  filesChangedNotification,
  workerCrashedNotification,
  type CancelParameters,
  type Settings,
  type WorkerCrashedParameters,
} from './protocol';
import { Publisher } from './publisher';
import { listenToAnalyse } from './requests/analyse';
import { listenToCompare } from './requests/compare';
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
  const worker = new AnalysisClient(host.startWorker);
  const configuration = new Configuration(connection, client);
  const settings = () => configuration.current;
  const documentation = new Documentation(client.options.documentation ?? host.documentation);
  const publisher = new Publisher(connection, client, documentation);
  const watched = new WatchedFiles(connection, client);
  const runner = new AnalysisRunner({
    queue: new AnalysisQueue(worker),
    settings,
    files: namedFiles(connection, host, client.options),
    onFileRead: (uri, path) => watched.watch(uri, path),
    filesAreWatched: client.fileWatching,
    onConclusion: ({ uri }, conclusion) => connection.console.debug(`${fileName(uri)}: ${describe(conclusion)}`),
    onCrash: ({ uri }, message) => reportCrash(connection, client, `${fileName(uri)}: ${message}`),
  });
  const sessions = new Sessions({
    runner,
    settings,
    publish: (document, state, before) => publisher.publish(document, state, before),
    onDefect: (error) =>
      connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });

  const documents = new TextDocuments(snapshots);
  documents.onDidChangeContent(({ document }) => {
    if (isSpecification(document)) sessions.changed(document);
  });
  documents.onDidSave(({ document: { uri } }) => sessions.get(uri)?.saved());
  documents.onDidClose(({ document: { uri } }) => {
    const session = sessions.close(uri);
    if (session) publisher.clear(session.document);
  });
  documents.listen(connection);

  const filesChanged = () => {
    runner.forgetFiles();
    sessions.renew((session) => session.readsFiles);
  };
  connection.onNotification(filesChangedNotification, filesChanged);
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some(({ uri }) => !/\.arch(\.json)?$/i.test(uri))) filesChanged();
  });
  connection.onNotification(cancelNotification, ({ uri }: CancelParameters) => sessions.get(uri)?.cancel());

  const find = (uri: string) => {
    const session = sessions.get(uri);
    return session && { ...session.document, state: session.state };
  };
  for (const feature of features) feature.listen(connection, { client, documentation, settings, find });
  for (const listen of [listenToAnalyse, listenToCompare, listenToRender]) listen(connection, { sessions, runner });

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

function describe(conclusion: Conclusion): string {
  if (conclusion.status === 'failed') return conclusion.message;
  const { timings } = conclusion.report;
  return timings.map(({ stage, milliseconds }) => `${stage} ${formatDuration(milliseconds)}`).join(', ');
}

/** Whether other figures, or figures at another time, follow from the new settings. */
function figuresDiffer(before: Settings, after: Settings): boolean {
  const relevant = ({ run, delay, budgetSeconds, thresholds }: Settings) =>
    JSON.stringify([run, delay, budgetSeconds, thresholds]);
  return relevant(before) !== relevant(after);
}

function reportCrash(connection: Connection, { options }: ClientSupport, message: string): void {
  const parameters: WorkerCrashedParameters = { message };
  connection.console.warn(`${message} The analysis worker was restarted.`);
  if (options.kappaClient) void connection.sendNotification(workerCrashedNotification, parameters);
  else void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
}
