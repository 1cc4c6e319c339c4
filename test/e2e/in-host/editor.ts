/** What the tests inside the extension host do over and over. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Opens a file of the workspace in an editor. */
export async function open(name: string): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** An untitled specification with this text, in an editor. */
export async function openText(content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'kappa-arch', content });
  await vscode.window.showTextDocument(document);
  return document;
}

/** The value of `read` once it satisfies `holds`; the test's own time limit is the only one. */
export async function eventually<T>(read: () => T | Thenable<T>, holds: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export async function diagnosticsWith(document: vscode.TextDocument, code: string): Promise<vscode.Diagnostic[]> {
  const found = () => vscode.languages.getDiagnostics(document.uri).filter((each) => codeOf(each) === code);
  return eventually(found, (diagnostics) => diagnostics.length > 0);
}

/** Our codes carry a link to their page. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

export function position(document: vscode.TextDocument, snippet: string): vscode.Position {
  const offset = document.getText().indexOf(snippet);
  assert.notEqual(offset, -1, `${snippet} in ${document.uri.path}`);
  return document.positionAt(offset);
}

export function wholeText(document: vscode.TextDocument): vscode.Range {
  return new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
}

/** Of a document's lenses, resolved. */
export async function lensTitles(document: vscode.TextDocument): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    100,
  );
  return lenses.map(({ command }) => command?.title ?? '');
}

/** Waits for the complete figures of a document: its lens then has them. */
export function analysed(document: vscode.TextDocument): Promise<string[]> {
  return eventually(
    () => lensTitles(document),
    (titles) => titles.some((title) => /^kappa [^(]*$/.test(title)),
  );
}
