/** Which documents are specifications, and which of them is meant. */
import { window, workspace, type TextDocument, type TextEditor, type Uri } from 'vscode';
import type { DocumentSelector } from 'vscode-languageclient';

export const languageId = 'kappa-arch';

/** Both spellings, wherever they are stored. */
export const documentSelector: DocumentSelector = [{ language: languageId }, { pattern: '**/*.arch.json' }];

export function isSpecification({ languageId: language, uri }: TextDocument): boolean {
  return language === languageId || /\.arch\.json$/i.test(uri.path);
}

/** File name without folders. */
export function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The specification that has the focus, else one that is visible. */
export function currentSpecification(): TextDocument | undefined {
  return [window.activeTextEditor, ...window.visibleTextEditors]
    .map((editor) => editor?.document)
    .find((document) => document && isSpecification(document));
}

/** An open document. */
export function documentAt(uri: string): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri);
}

/** A visible editor of a document; the active one if it shows it. */
export function editorOf(uri: string): TextEditor | undefined {
  return [window.activeTextEditor, ...window.visibleTextEditors].find(
    (editor) => editor?.document.uri.toString() === uri,
  );
}
