import { Position, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { documentAt } from './specifications';

/** Examples of the package that a new specification can start from. */
export type Starter =
  'residual-mlp.arch' | 'unscaled-residual.arch' | 'deep-linear.arch' | 'tiny-classifier.arch' | 'orthogonal.arch.json';

/** Opens the text of an example as a new file that is not saved. */
export async function openStarter(starter: Starter, extensionUri: Uri): Promise<void> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'examples', starter));
  const uri = freeName(starter);
  const document = await workspace.openTextDocument(uri);
  const edit = new WorkspaceEdit();
  edit.insert(uri, new Position(0, 0), new TextDecoder().decode(bytes));
  await workspace.applyEdit(edit);
  await window.showTextDocument(document);
}

/** `residual-mlp.arch`, `residual-mlp-2.arch`, …: a name that no open file has. Its ending says what language it is. */
function freeName(starter: Starter): Uri {
  for (let number = 1; ; number++) {
    const path = number === 1 ? starter : starter.replace('.', `-${number}.`);
    const uri = Uri.from({ scheme: 'untitled', path });
    if (!documentAt(uri.toString())) return uri;
  }
}
