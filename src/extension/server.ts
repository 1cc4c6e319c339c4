import { workspace, type CancellationToken, type Disposable } from 'vscode';
import { LanguageClient, State, type LanguageClientOptions, type MessageTransports } from 'vscode-languageclient';
import type { Log } from './log';
import { isSpecification } from './specifications';

/** The language server, which starts with the first specification that is opened or the first request. */
export class Server {
  private readonly client: LanguageClient;
  private readonly opening: Disposable;

  constructor(
    connect: () => Promise<MessageTransports>,
    options: LanguageClientOptions,
    private readonly log: Log,
  ) {
    this.client = new LanguageClient('kappa', 'Kappa Lens', connect, options);
    this.opening = workspace.onDidOpenTextDocument((document) => {
      if (isSpecification(document)) void this.start();
    });
    if (workspace.textDocuments.some(isSpecification)) void this.start();
  }

  /** Runs `listener` when the server is gone for good. */
  onDidEnd(listener: () => void): Disposable {
    return this.client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped || newState === State.StartFailed) listener();
    });
  }

  onNotification<Parameters>(method: string, listener: (parameters: Parameters) => void): void {
    this.client.onNotification(method, listener);
  }

  onRequest<Parameters, Result>(method: string, answer: (parameters: Parameters) => Promise<Result>): void {
    this.client.onRequest(method, answer);
  }

  /** Rejects when the server cannot be started, when the request fails there, and when it is cancelled. */
  async request<Result>(method: string, parameters: object, token?: CancellationToken): Promise<Result> {
    await this.client.start();
    return this.client.sendRequest<Result>(method, parameters, token);
  }

  /** Lost when no server runs: there is nobody who had to know. */
  async notify(method: string, parameters?: object): Promise<void> {
    if (this.client.isRunning()) await this.client.sendNotification(method, parameters);
  }

  async restart(): Promise<void> {
    await this.end();
    await this.client.start();
  }

  /** Never rejects: a server that hangs does not answer either. */
  async stop(): Promise<void> {
    this.opening.dispose();
    await this.end();
  }

  private async end(): Promise<void> {
    if (this.client.isRunning()) await this.client.stop().catch((error: unknown) => this.log.warn(String(error)));
  }

  private async start(): Promise<void> {
    try {
      await this.client.start();
    } catch (error) {
      this.log.error(`The server could not be started: ${String(error)}`);
    }
  }
}
