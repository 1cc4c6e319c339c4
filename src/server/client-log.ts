import { MessageType, ShowMessageNotification, type Connection } from 'vscode-languageserver';
import { formatDuration } from '../report/numbers';
import type { SpecificationDocument } from '../service/document';
import type { Conclusion } from './analysis-runner';
import { fileName } from './file-name';
import { workerCrashedNotification, type WorkerCrashedParameters } from './protocol';

/** Leaves in the client's log how long each stage took. */
export function logConclusion(connection: Connection, { uri }: SpecificationDocument, conclusion: Conclusion): void {
  connection.console.debug(`${fileName(uri)}: ${describe(conclusion)}`);
}

export function logDefect(connection: Connection, error: unknown): void {
  connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** Tells the user, once, that the worker went down; `kappaClient` has a notice of its own for it. */
export function reportCrash(
  connection: Connection,
  kappaClient: boolean,
  { uri }: SpecificationDocument,
  reason: string,
): void {
  const message = `${fileName(uri)}: ${reason}`;
  const parameters: WorkerCrashedParameters = { message };
  connection.console.warn(`${message} The analysis worker was restarted.`);
  if (kappaClient) void connection.sendNotification(workerCrashedNotification, parameters);
  else void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
}

function describe(conclusion: Conclusion): string {
  if (conclusion.status === 'failed') return conclusion.message;
  const { timings } = conclusion.report;
  return timings.map(({ stage, milliseconds }) => `${stage} ${formatDuration(milliseconds)}`).join(', ');
}
