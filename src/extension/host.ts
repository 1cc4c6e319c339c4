import type { Uri } from 'vscode';
import type { MessageTransports } from 'vscode-languageclient';
import type { Log } from './log';

/** What a desktop and a browser do differently. */
export interface Host {
  /** Starts a server in the background and ends the one before it. */
  connect(extensionUri: Uri, log: Log): Promise<MessageTransports>;
  /** Ends the server that runs, if one does. */
  disconnect(): void;
}
