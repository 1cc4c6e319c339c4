import type { Connection } from 'vscode-languageserver';
import { filesChangedNotification } from '../protocol';
import type { RequestContext } from './request-context';

/** Changes of files that specifications read. */
export function listenToFiles(connection: Connection, { sessions, runner }: RequestContext): void {
  const changed = () => {
    runner.forgetFiles();
    sessions.renew((session) => session.readsFiles);
  };
  connection.onNotification(filesChangedNotification, changed);
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some(({ uri }) => !/\.arch(\.json)?$/i.test(uri))) changed();
  });
}
