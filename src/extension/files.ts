import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { ReadFileParameters, ReadFileResult } from '../server/protocol';
import { resolveFile, sizeLimit } from './file-access';

/** Reads a file that a specification names, or says in one sentence why not. */
export async function readFile({ uri, path }: ReadFileParameters): Promise<ReadFileResult> {
  const specification = Uri.parse(uri);
  if (specification.scheme === 'untitled')
    return { trouble: `${path} cannot be found before the specification is saved.` };
  const resolved = resolveFile(path, {
    specification: specification.path,
    folders: foldersBeside(specification),
    trusted: workspace.isTrusted,
  });
  if ('trouble' in resolved) return resolved;
  const file = specification.with({ path: resolved.path, query: '', fragment: '' });
  try {
    const { type, size } = await workspace.fs.stat(file);
    if (type & FileType.Directory) return { trouble: `${path} is a folder, not a file.` };
    if (size > sizeLimit) return { trouble: `${path} is larger than ${sizeLimit / 2 ** 20} MB, more than is read.` };
    return { base64: base64Of(await workspace.fs.readFile(file)) };
  } catch (error) {
    return { trouble: sentenceOf(error, path) };
  }
}

function foldersBeside({ scheme, authority }: Uri): readonly string[] {
  return (workspace.workspaceFolders ?? [])
    .map((folder) => folder.uri)
    .filter((uri) => uri.scheme === scheme && uri.authority === authority)
    .map((uri) => uri.path);
}

function sentenceOf(error: unknown, path: string): string {
  const code = error instanceof FileSystemError ? error.code : '';
  if (code === 'FileNotFound' || code === 'FileNotADirectory') return `${path} does not exist.`;
  if (code === 'FileIsADirectory') return `${path} is a folder, not a file.`;
  if (code === 'NoPermissions') return `${path} cannot be opened: permission denied.`;
  return `${path} cannot be read${code === '' ? '' : ` (${code})`}.`;
}

/** `Buffer` is missing in browsers, and `btoa` takes a text that grows by a piece at a time. */
function base64Of(bytes: Uint8Array): string {
  if (typeof Buffer === 'function') return Buffer.from(bytes).toString('base64');
  const piece = 0x8000;
  let binary = '';
  for (let start = 0; start < bytes.length; start += piece)
    binary += String.fromCharCode(...bytes.subarray(start, start + piece));
  return btoa(binary);
}
