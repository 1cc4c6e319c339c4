import { Uri, ViewColumn, window, workspace, type Disposable, type TextDocument, type WebviewPanel } from 'vscode';
import { fingerprint } from '../../report/fingerprint';
import type { Baseline, FromPanel, ToPanel } from '../../panel/messages';
import { readFromPanel } from '../../panel/validate';
import type { Log } from '../log';
import { currentSpecification, documentAt, editorOf, isSpecification, nameOf } from '../specifications';
import type { States } from '../states';
import { loadPage } from './webview';

export const viewType = 'kappa.panel';

/** Answers what the page asks for about the document that it shows. */
export type Answer = (message: FromPanel, document: TextDocument) => void | Promise<void>;

/** The one panel. It shows the specification that last had the focus, and keeps to it while other files have it. */
export class ConditioningPanel implements Disposable {
  private view: WebviewPanel | undefined;
  private shown: string | undefined;
  private baseline: { readonly of: string; readonly baseline: Baseline } | undefined;
  private readonly listening: readonly Disposable[];

  constructor(
    private readonly extensionUri: Uri,
    private readonly states: States,
    private readonly log: Log,
    private readonly answer: Answer,
  ) {
    this.listening = [
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (view, state: unknown) => this.restore(view, state),
      }),
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor && isSpecification(editor.document)) this.follow(editor.document);
      }),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor.document.uri.toString() === this.shown) this.sendCursor();
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.toString() === this.shown) this.follow(currentSpecification());
      }),
      states.onDidChange((uri) => {
        if (uri === this.shown) this.sendState();
      }),
    ];
  }

  /** URI of the document that the panel shows; undefined while it is closed or empty. */
  get subject(): string | undefined {
    return this.view && this.shown;
  }

  /** Opens or reveals the panel beside the document's editor; with a baseline the two are compared. */
  async show(document: TextDocument, baseline?: Baseline): Promise<void> {
    const uri = document.uri.toString();
    if (baseline) this.baseline = { of: uri, baseline };
    // VS Code closes documents that nobody looks at.
    if (!editorOf(uri))
      await window.showTextDocument(document, { viewColumn: this.view?.active ? ViewColumn.One : ViewColumn.Active });
    if (this.view) this.view.reveal(undefined, true);
    else
      this.adopt(
        window.createWebviewPanel(viewType, 'Kappa Lens', { viewColumn: ViewColumn.Beside, preserveFocus: true }),
      );
    this.follow(document);
  }

  /** The page itself stays: it comes back with the next session. */
  dispose(): void {
    this.listening.forEach((each) => each.dispose());
  }

  private async restore(view: WebviewPanel, state: unknown): Promise<void> {
    this.adopt(view);
    const uri = typeof state === 'object' && state !== null && 'uri' in state ? state.uri : undefined;
    this.follow(currentSpecification() ?? (typeof uri === 'string' ? await reopened(uri) : undefined));
  }

  private adopt(view: WebviewPanel): void {
    this.view?.dispose();
    this.view = view;
    view.webview.onDidReceiveMessage((message: unknown) => this.receive(message));
    view.onDidDispose(() => {
      if (this.view === view) this.view = undefined;
    });
    loadPage(view, this.extensionUri);
  }

  private follow(document: TextDocument | undefined): void {
    const uri = document?.uri.toString();
    const changed = uri !== this.shown;
    this.shown = uri;
    if (!this.view) return;
    this.view.title = document ? `κ ${nameOf(document.uri)}` : 'Kappa Lens';
    this.sendState();
    if (changed || this.baseline?.of === uri) this.sendBaseline();
    this.sendCursor();
  }

  private receive(value: unknown): void {
    const message = readFromPanel(value);
    if (!message) return this.log.warn('The panel sent a message that cannot be read.');
    if (message.type === 'ready') {
      this.sendState();
      this.sendBaseline();
      return this.sendCursor();
    }
    if (message.type === 'endComparison') {
      this.baseline = undefined;
      return this.sendBaseline();
    }
    const document = this.shown === undefined ? undefined : documentAt(this.shown);
    if (document) void this.answer(message, document);
  }

  private sendState(): void {
    const document = this.shown === undefined ? undefined : documentAt(this.shown);
    if (!document) return this.post({ type: 'empty' });
    const { uri, version } = document;
    this.post({
      type: 'state',
      document: { uri: uri.toString(), name: nameOf(uri), version },
      state: this.states.of(document) ?? {
        status: 'analysing',
        hash: fingerprint(document.getText()),
        progress: null,
        report: null,
      },
    });
  }

  private sendBaseline(): void {
    this.post({
      type: 'baseline',
      baseline: this.baseline?.of === this.shown ? (this.baseline?.baseline ?? null) : null,
    });
  }

  private sendCursor(): void {
    const editor = this.shown === undefined ? undefined : editorOf(this.shown);
    if (editor) this.post({ type: 'cursor', offset: editor.document.offsetAt(editor.selection.active) });
  }

  private post(message: ToPanel): void {
    void this.view?.webview.postMessage(message);
  }
}

/** The document that the panel showed before the window was reloaded, if it is still there. */
async function reopened(uri: string): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(Uri.parse(uri));
  } catch {
    return undefined;
  }
}
