import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { ClientSupport } from './client-support';
import type { OpenDocument } from './open-document';

/** Edits of one document, bound to the version they were made for where the client can check it. */
export function workspaceEdit(
  { source: { uri, version } }: OpenDocument,
  edits: TextEdit[],
  { versionedEdits }: ClientSupport,
): WorkspaceEdit {
  return versionedEdits
    ? { documentChanges: [{ textDocument: { uri, version }, edits }] }
    : { changes: { [uri]: edits } };
}
