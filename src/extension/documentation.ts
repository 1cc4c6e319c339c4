/**
 * The extension's pages as a read-only file system, so that a link to one is the same URI on a desktop, on a remote machine and in a
 * browser, and VS Code shows it in the Markdown preview (`workbench.editorAssociations` in package.json).
 */
import { commands, Disposable, EventEmitter, FileSystemError, Uri, workspace } from 'vscode';
import type { FileChangeEvent, FileSystemProvider } from 'vscode';
import { documentationScheme, rulePages } from './rule-links';

export function provideDocumentation(extensionUri: Uri): Disposable {
  const inPackage = ({ path }: Uri) => Uri.joinPath(extensionUri, 'docs', path);
  const refuse = (uri: Uri): never => {
    throw FileSystemError.NoPermissions(uri);
  };
  const changes = new EventEmitter<FileChangeEvent[]>();
  const provider: FileSystemProvider = {
    onDidChangeFile: changes.event,
    watch: () => new Disposable(() => undefined),
    stat: (uri) => workspace.fs.stat(inPackage(uri)),
    readDirectory: (uri) => workspace.fs.readDirectory(inPackage(uri)),
    readFile: (uri) => workspace.fs.readFile(inPackage(uri)),
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  return Disposable.from(
    changes,
    workspace.registerFileSystemProvider(documentationScheme, provider, { isReadonly: true }),
  );
}

/** Shows a code's page. */
export async function showRulePage(code: string): Promise<void> {
  await commands.executeCommand('vscode.open', Uri.parse(`${rulePages}${code}.md`));
}
