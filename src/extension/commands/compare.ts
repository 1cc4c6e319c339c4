import type { TextDocument, Uri } from 'vscode';
import { compareRequest, type CompareParameters, type CompareResult } from '../../server/protocol';
import { notice } from '../notices';
import { withPatience } from '../progress';
import type { Session } from '../session';
import { nameOf } from '../specifications';

/** Shows a document in the panel beside another specification. */
export async function compare(
  document: TextDocument,
  other: { readonly uri: Uri; readonly label: string; readonly text: string },
  { server, panel, log }: Session,
): Promise<void> {
  const name = nameOf(document.uri);
  const parameters: CompareParameters = {
    before: { uri: other.uri.toString(), label: other.label, text: other.text },
    after: { uri: document.uri.toString(), label: name, text: document.getText() },
  };
  const result = await withPatience(`Comparing ${name} with ${other.label}`, (token) =>
    server.request<CompareResult>(compareRequest, parameters, token),
  );
  if (!result) return;
  result.messages.forEach((message) => log.warn(message));
  if (result.before) return panel.show(document, { label: other.label, report: result.before });
  const reason = result.messages[0] ?? 'It cannot be analysed.';
  notice('warning', `${other.label} cannot be compared with. ${reason}`, { title: 'Show Log', run: () => log.show() });
}
