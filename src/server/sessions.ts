import type { TextDocument } from 'vscode-languageserver-textdocument';
import { DocumentSession, type SessionHost } from './document-session';
import { readOpenDocument } from './open-document';

/** The open specifications. Nothing is analysed or published before `begin`. */
export class Sessions {
  private readonly sessions = new Map<string, DocumentSession>();
  private begun = false;

  constructor(private readonly host: SessionHost) {}

  get(uri: string): DocumentSession | undefined {
    return this.sessions.get(uri);
  }

  all(): Iterable<DocumentSession> {
    return this.sessions.values();
  }

  begin(): void {
    this.begun = true;
    this.renew();
  }

  /** Settings or files that the figures rest on have changed. */
  renew(isConcerned: (session: DocumentSession) => boolean = () => true): void {
    if (!this.begun) return;
    for (const session of this.sessions.values()) if (isConcerned(session)) session.begin();
  }

  /** A document was opened or edited. */
  changed(text: TextDocument): void {
    const document = readOpenDocument(text);
    const session = this.sessions.get(text.uri);
    if (session) session.update(document);
    else this.sessions.set(text.uri, new DocumentSession(document, this.host));
    if (this.begun && !session) this.get(text.uri)?.begin();
  }

  close(uri: string): DocumentSession | undefined {
    const session = this.sessions.get(uri);
    session?.close();
    this.sessions.delete(uri);
    return session;
  }

  closeAll(): void {
    for (const uri of [...this.sessions.keys()]) this.close(uri);
  }
}
