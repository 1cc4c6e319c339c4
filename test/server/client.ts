/** A language client for tests, over any pair of streams; it keeps what it is told and waits for what it wants to hear. */
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { createConnection } from 'vscode-languageserver/node';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type InitializeResult,
  type Position,
  type MessageConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol/node';
import type { AnalysisState } from '../../src/report/analysis-state';
import type { ServerHost } from '../../src/server/host';
import type { InitializationOptions, Settings, StateParameters } from '../../src/server/protocol';
import { startServer } from '../../src/server/start-server';
import { InProcessWorkers } from './in-process-worker';

export const uri = 'file:///project/model.arch';

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  readonly options?: InitializationOptions;
  /** Answers `workspace/configuration`; a client without it does not offer the request. */
  readonly settings?: PartialSettings;
  readonly answers?: Readonly<Record<string, (parameters: never) => unknown>>;
}

export type PartialSettings = { readonly [Key in keyof Settings]?: Partial<Settings[Key]> | Settings[Key] };

interface Heard {
  readonly method: string;
  readonly parameters: unknown;
}

export class TestClient {
  /** Notifications and requests of the server, in order. */
  readonly heard: Heard[] = [];
  settings: PartialSettings | undefined;
  private sleepers: (() => void)[] = [];
  private version = 0;

  private constructor(
    readonly connection: MessageConnection,
    readonly initialized: InitializeResult,
  ) {}

  static async connect(input: Readable, output: Writable, given: ClientOptions = {}): Promise<TestClient> {
    const connection = createMessageConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
    const { settings, capabilities = {}, options = {}, answers = {} } = given;
    const early: Heard[] = [];
    let hear = (heard: Heard) => void early.push(heard);
    let client: TestClient | undefined = undefined as TestClient | undefined;
    connection.onNotification((method, parameters) => hear({ method, parameters }));
    connection.onUnhandledProgress((parameters) => hear({ method: '$/progress', parameters }));
    connection.onRequest((method, parameters) => {
      hear({ method, parameters });
      if (method === 'workspace/configuration') return [client?.settings ?? settings ?? null];
      return answers[method]?.(parameters as never) ?? null;
    });
    connection.listen();
    const result = await connection.sendRequest<InitializeResult>('initialize', {
      processId: null,
      rootUri: null,
      capabilities: {
        ...capabilities,
        workspace: { ...capabilities.workspace, configuration: settings !== undefined },
      },
      initializationOptions: { kappaClient: true, ...options },
    });
    client = new TestClient(connection, result);
    client.settings = settings;
    client.heard.push(...early);
    const { heard } = client;
    const self = client;
    hear = (each) => {
      heard.push(each);
      self.sleepers.splice(0).forEach((wake) => wake());
    };
    await connection.sendNotification('initialized', {});
    return client;
  }

  open(text: string, at = uri): void {
    this.version = 1;
    this.notify('textDocument/didOpen', { textDocument: { uri: at, languageId: 'arch', version: 1, text } });
  }

  /** Replaces the whole text, or what `range` says. */
  edit(text: string, { at = uri, range }: { at?: string; range?: { start: Position; end: Position } } = {}): void {
    this.version++;
    const change = range ? { range, text } : { text };
    this.notify('textDocument/didChange', {
      textDocument: { uri: at, version: this.version },
      contentChanges: [change],
    });
  }

  save(at = uri): void {
    this.notify('textDocument/didSave', { textDocument: { uri: at } });
  }

  close(at = uri): void {
    this.notify('textDocument/didClose', { textDocument: { uri: at } });
  }

  notify(method: string, ...parameters: unknown[]): void {
    void this.connection.sendNotification(method, ...parameters);
  }

  request<Result>(method: string, parameters: unknown): Promise<Result> {
    return this.connection.sendRequest(method, parameters);
  }

  /** A request about the open document, `line` and `character` from 0. */
  at<Result>(method: string, line: number, character: number, more: object = {}): Promise<Result> {
    return this.request(`textDocument/${method}`, {
      textDocument: { uri },
      position: { line, character },
      ...more,
    });
  }

  of<Result>(method: string, more: object = {}): Promise<Result> {
    return this.request(`textDocument/${method}`, { textDocument: { uri }, ...more });
  }

  /** The first message of a method that fits, whether it came already or is still to come. */
  async next<Parameters>(method: string, fits: (parameters: Parameters) => boolean = () => true): Promise<Parameters> {
    for (let seen = 0; ;) {
      for (; seen < this.heard.length; seen++) {
        const { method: each, parameters } = this.heard[seen];
        if (each === method && fits(parameters as Parameters)) return parameters as Parameters;
      }
      await new Promise<void>((resolve) => this.sleepers.push(resolve));
    }
  }

  all<Parameters>(method: string): readonly Parameters[] {
    return this.heard.flatMap((each) => (each.method === method ? [each.parameters as Parameters] : []));
  }

  /** The state of a version that has this status. */
  async state<Status extends AnalysisState['status']>(status: Status, version = this.version, at = uri) {
    const found = await this.next<StateParameters>(
      'kappa/state',
      (each) => each.uri === at && each.version === version && each.state.status === status,
    );
    return found.state as Extract<AnalysisState, { status: Status }>;
  }

  states(at = uri): readonly StateParameters[] {
    return this.all<StateParameters>('kappa/state').filter((each) => each.uri === at);
  }

  diagnostics(version = this.version, at = uri): Promise<PublishDiagnosticsParams> {
    return this.next('textDocument/publishDiagnostics', (each) => each.uri === at && each.version === version);
  }

  /** Everything sent before has been answered or has had its effect: the server works through its messages in order. */
  async settled(): Promise<void> {
    await this.request('kappa/render', { uri: 'file:///none', format: 'json' });
  }
}

export interface Pair {
  readonly client: TestClient;
  readonly workers: InProcessWorkers;
}

/** Client and server in this process; workers are real jobs without threads. */
export async function startPair(options: ClientOptions = {}, host: Partial<ServerHost> = {}): Promise<Pair> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const workers = new InProcessWorkers();
  startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
    startWorker: workers.start,
    documentation: 'docs:/',
    ...host,
  });
  return { client: await TestClient.connect(toClient, toServer, options), workers };
}
