import type { TextDocument } from 'vscode-languageserver-textdocument';
import { DocumentSession, type SessionHost } from './document-session';
import { readOpenDocument } from './open-document';

/** Texts longer than this are not read with every key, but when somebody asks or the typing pauses. */
const longText = 20_000;
const pauseForLongTexts = 100;

/** The open specifications. Nothing is analysed or published before `begin`. */
export class Sessions {
  private readonly sessions = new Map<string, DocumentSession>();
  private readonly unread = new Map<string, { readonly text: TextDocument; readonly timer: Timer }>();
  private begun = false;

  constructor(private readonly host: SessionHost) {}

  /** With the present version. */
  get(uri: string): DocumentSession | undefined {
    this.catchUp(uri);
    return this.sessions.get(uri);
  }

  begin(): void {
    this.begun = true;
    this.renew(() => true);
  }

  /** What the figures of some rest on, settings or files, has changed. */
  renew(isConcerned: (session: DocumentSession) => boolean): void {
    if (!this.begun) return;
    for (const session of this.sessions.values()) if (isConcerned(session)) session.begin();
  }

  /** A document was opened or edited. */
  changed(text: TextDocument): void {
    const session = this.sessions.get(text.uri);
    if (!session || text.getText().length <= longText) return this.read(text);
    session.stop();
    clearTimeout(this.unread.get(text.uri)?.timer);
    this.unread.set(text.uri, { text, timer: setTimeout(() => this.catchUp(text.uri), pauseForLongTexts) });
  }

  close(uri: string): DocumentSession | undefined {
    const session = this.sessions.get(uri);
    session?.stop();
    this.sessions.delete(uri);
    this.forgetUnread(uri);
    return session;
  }

  closeAll(): void {
    for (const uri of [...this.sessions.keys()]) this.close(uri);
  }

  private catchUp(uri: string): void {
    const late = this.unread.get(uri);
    if (late) this.read(late.text);
  }

  private read(text: TextDocument): void {
    this.forgetUnread(text.uri);
    const document = readOpenDocument(text);
    const known = this.sessions.get(text.uri);
    known?.update(document);
    const session = known ?? new DocumentSession(document, this.host);
    this.sessions.set(text.uri, session);
    if (this.begun) session.begin();
  }

  private forgetUnread(uri: string): void {
    clearTimeout(this.unread.get(uri)?.timer);
    this.unread.delete(uri);
  }
}

type Timer = ReturnType<typeof setTimeout>;
