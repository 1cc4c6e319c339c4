import { TextDocuments, type Connection } from 'vscode-languageserver';
import { isSpecification, snapshots } from '../open-document';
import { cancelNotification, type CancelParameters } from '../protocol';
import type { Publisher } from '../publisher';
import type { Sessions } from '../sessions';

/** Opening, editing, saving and closing, and stopping the analysis of what is open. */
export function listenToDocuments(connection: Connection, sessions: Sessions, publisher: Publisher): void {
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
  connection.onNotification(cancelNotification, ({ uri }: CancelParameters) => sessions.get(uri)?.cancel());
}
