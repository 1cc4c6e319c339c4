import { EventEmitter, workspace, type Disposable, type TextDocument } from 'vscode';
import type { AnalysisState } from '../report/analysis-state';
import { fingerprint } from '../report/fingerprint';
import type { StateParameters } from '../server/protocol';

/** What the server last said of each open specification. */
export class States implements Disposable {
  private readonly known = new Map<string, StateParameters>();
  private readonly changed = new EventEmitter<string>();
  private readonly closing = workspace.onDidCloseTextDocument(({ uri }) => this.known.delete(uri.toString()));
  /** Fires with the document's URI. */
  readonly onDidChange = this.changed.event;

  accept(parameters: StateParameters): void {
    this.known.set(parameters.uri, parameters);
    this.changed.fire(parameters.uri);
  }

  /** The server is gone, and with it all that it was doing. */
  endAll(message: string): void {
    for (const [uri, { version, state }] of this.known)
      if (state.status !== 'fresh')
        this.accept({ uri, version, state: { status: 'failed', hash: state.hash, message, problems: [] } });
  }

  /** Undefined while the server has not spoken of this version of the text. */
  of({ uri, version }: TextDocument): AnalysisState | undefined {
    const known = this.known.get(uri.toString());
    return known?.version === version ? known.state : undefined;
  }

  dispose(): void {
    this.closing.dispose();
    this.changed.dispose();
  }
}

/** Whether offsets that belong to the text with this hash mean something in the document as it stands. */
export function matches(document: TextDocument, hash: string): boolean {
  return fingerprint(document.getText()) === hash;
}
