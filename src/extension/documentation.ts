/**
 * The extension's pages as a read-only file system, so that a link to one is the same URI on a desktop, on a remote machine and in a
 * browser, and VS Code shows it in the Markdown preview (`workbench.editorAssociations` in package.json).
 */
import {
  commands,
  Disposable,
  EventEmitter,
  FileChangeType,
  FileSystemError,
  FileType,
  Uri,
  workspace,
  type FileChangeEvent,
  type FileSystemProvider,
} from 'vscode';
import { documentationScheme, rulePages } from './rule-links';

export class Documentation implements Disposable {
  /** Pages that were written while the extension runs, by path, beside those of the package. */
  private readonly written = new Map<string, { readonly bytes: Uint8Array; readonly time: number }>();
  private readonly changed = new EventEmitter<FileChangeEvent[]>();
  private readonly registration: Disposable;

  constructor(extensionUri: Uri) {
    const inPackage = ({ path }: Uri) => Uri.joinPath(extensionUri, 'docs', path);
    const refuse = (uri: Uri): never => {
      throw FileSystemError.NoPermissions(uri);
    };
    const provider: FileSystemProvider = {
      onDidChangeFile: this.changed.event,
      watch: () => new Disposable(() => undefined),
      stat: (uri) => {
        const page = this.written.get(uri.path);
        if (!page) return workspace.fs.stat(inPackage(uri));
        return { type: FileType.File, ctime: page.time, mtime: page.time, size: page.bytes.length };
      },
      readDirectory: (uri) => workspace.fs.readDirectory(inPackage(uri)),
      readFile: (uri) => this.written.get(uri.path)?.bytes ?? workspace.fs.readFile(inPackage(uri)),
      createDirectory: refuse,
      writeFile: refuse,
      delete: refuse,
      rename: refuse,
    };
    this.registration = workspace.registerFileSystemProvider(documentationScheme, provider, { isReadonly: true });
  }

  /** Writes a page, anew if it is there, and shows it. */
  async show(name: string, markdown: string): Promise<void> {
    const uri = Uri.parse(`${documentationScheme}:/${name}`);
    this.written.set(uri.path, { bytes: new TextEncoder().encode(markdown), time: Date.now() });
    this.changed.fire([{ type: FileChangeType.Changed, uri }]);
    await commands.executeCommand('vscode.open', uri);
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

/** Shows a code's page. */
export async function showRulePage(code: string): Promise<void> {
  await commands.executeCommand('vscode.open', Uri.parse(`${rulePages}${code}.md`));
}
