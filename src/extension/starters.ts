import { Uri, window, workspace, WorkspaceEdit, Position, type TextDocument } from 'vscode';
import { documentAt, languageId } from './specifications';

/** Examples of the package that a new specification can start from. */
export type Starter =
  'residual-mlp.arch' | 'unscaled-residual.arch' | 'deep-linear.arch' | 'tiny-classifier.arch' | 'orthogonal.arch.json';

/** Opens the text of an example as a new file that is not saved. */
export async function openStarter(starter: Starter, extensionUri: Uri): Promise<void> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'examples', starter));
  const content = new TextDecoder().decode(bytes);
  const document = starter.endsWith('.json')
    ? await openNamed(freeName('model', '.arch.json'), content)
    : await workspace.openTextDocument({ language: languageId, content });
  await window.showTextDocument(document);
}

/** JSON is a specification by its name, which a file without one cannot have. */
async function openNamed(uri: Uri, content: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(uri);
  const edit = new WorkspaceEdit();
  edit.insert(uri, new Position(0, 0), content);
  await workspace.applyEdit(edit);
  return document;
}

function freeName(name: string, extension: string): Uri {
  for (let number = 1; ; number++) {
    const uri = Uri.from({ scheme: 'untitled', path: `${name}${number === 1 ? '' : `-${number}`}${extension}` });
    if (!documentAt(uri.toString())) return uri;
  }
}
