import { DidChangeWatchedFilesNotification, type Connection, type GlobPattern } from 'vscode-languageserver';
import type { ClientSupport } from './client-support';

/** Has the client watch the files that specifications read, each as soon as it is read. */
export class WatchedFiles {
  private readonly watched = new Set<string>();

  constructor(
    private readonly connection: Connection,
    private readonly client: ClientSupport,
  ) {}

  /** `path`: as the specification at `uri` writes it. */
  watch(uri: string, path: string): void {
    const { folder, name } = locate(uri, path);
    if (!this.client.fileWatching || this.watched.has(folder + name)) return;
    this.watched.add(folder + name);
    const pattern = literal(name);
    const globPattern: GlobPattern = this.client.relativePatterns ? { baseUri: folder, pattern } : `**/${pattern}`;
    void this.connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern }] })
      .catch(() => this.watched.delete(folder + name));
  }
}

/** Folder, as a URI without a slash at its end, and name of a file beside a specification. */
export function locate(uri: string, path: string): { readonly folder: string; readonly name: string } {
  const steps = path.replace(/\\/g, '/').split('/');
  const name = steps.pop() ?? '';
  const root = /^[^:]+:\/\/[^/]*/.exec(uri)?.[0] ?? '';
  const isAbsolute = /^([a-z]:)?\//i.test(path.replace(/\\/g, '/'));
  const folders = isAbsolute ? [] : uri.slice(root.length).split('/').slice(1, -1);
  for (const step of steps) {
    if (step === '..') folders.pop();
    else if (step !== '' && step !== '.') folders.push(encodeURIComponent(step));
  }
  return { folder: [root, ...folders].join('/'), name };
}

/** A glob that fits this name; characters that mean something in globs become "any one". */
function literal(name: string): string {
  return name.replace(/[*?[\]{}]/g, '?');
}
