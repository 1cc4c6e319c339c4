import { TextDocumentSaveReason, workspace, type Disposable, type TextDocument } from 'vscode';
import { isSpecification } from './specifications';

/**
 * The texts of open specifications as their user last saved them. With automatic saving the file follows every edit and cannot tell;
 * there it is the text when the file was opened or last saved by hand.
 */
export class SavedTexts implements Disposable {
  private readonly texts = new Map<string, string>();
  private readonly byHand = new Set<string>();
  private readonly listening: readonly Disposable[] = [
    workspace.onDidOpenTextDocument((document) => this.keep(document)),
    workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
    workspace.onWillSaveTextDocument(({ document, reason }) => {
      if (reason === TextDocumentSaveReason.Manual) this.byHand.add(document.uri.toString());
    }),
    workspace.onDidSaveTextDocument((document) => {
      if (this.byHand.delete(document.uri.toString())) this.keep(document);
    }),
  ];

  constructor() {
    workspace.textDocuments.forEach((document) => this.keep(document));
  }

  /** Undefined for a document that was never saved. */
  async of({ uri, isUntitled }: TextDocument): Promise<string | undefined> {
    if (isUntitled) return undefined;
    const kept = this.texts.get(uri.toString());
    if (kept !== undefined && workspace.getConfiguration('files', uri).get('autoSave') !== 'off') return kept;
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  }

  dispose(): void {
    this.listening.forEach((each) => each.dispose());
  }

  private keep(document: TextDocument): void {
    if (isSpecification(document) && !document.isDirty) this.texts.set(document.uri.toString(), document.getText());
  }
}
