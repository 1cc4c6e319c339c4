/** The host's files, seen from the specification. The core never opens a file itself. */
export interface Files {
  /**
   * Bytes of a file named in a specification; `path` is relative to the specification's folder.
   * Rejects with an Error whose message is one plain sentence (missing, a directory, outside the workspace, untrusted).
   */
  read(path: string): Promise<Uint8Array>;
}
