import { workspace, type CancellationToken } from 'vscode';
import type { LanguageClient, MessageTransports } from 'vscode-languageclient';
import type { ClientHandlers } from './client';
import type { Log } from './log';
import { isSpecification } from './specifications';

/** The language server, which starts with the first specification that is opened or the first request. */
export class Server {
  private client: Promise<LanguageClient> | undefined;
  private readonly opening = workspace.onDidOpenTextDocument((document) => {
    if (isSpecification(document)) void this.start();
  });

  constructor(
    private readonly connect: () => Promise<MessageTransports>,
    private readonly handlers: ClientHandlers,
    private readonly log: Log,
  ) {
    if (workspace.textDocuments.some(isSpecification)) void this.start();
  }

  /** Rejects when the server cannot be started, when the request fails there, and when it is cancelled. */
  async request<Result>(method: string, parameters: object, token?: CancellationToken): Promise<Result> {
    const client = await this.load();
    await client.start();
    return client.sendRequest<Result>(method, parameters, token);
  }

  /** Lost when no server runs: there is nobody who had to know. */
  async notify(method: string, parameters?: object): Promise<void> {
    const client = await this.client;
    if (client?.isRunning()) await client.sendNotification(method, parameters);
  }

  async restart(): Promise<void> {
    await this.end();
    await (await this.load()).start();
    this.log.info('The server was restarted.');
  }

  /** Never rejects, and starts no more. */
  async stop(): Promise<void> {
    this.opening.dispose();
    await this.end();
  }

  /** A server that hangs does not answer; its successor ends it all the same. */
  private async end(): Promise<void> {
    const client = await this.client;
    if (client?.isRunning()) await client.stop().catch((error: unknown) => this.log.warn(String(error)));
  }

  private async start(): Promise<void> {
    try {
      await (await this.load()).start();
    } catch (error) {
      this.log.error(`The server could not be started: ${String(error)}`);
    }
  }

  /** The protocol's library takes longer to load than all the rest of the activation. */
  private load(): Promise<LanguageClient> {
    return (this.client ??= import('./client').then(({ createClient }) =>
      createClient(this.connect, this.handlers, this.log),
    ));
  }
}
