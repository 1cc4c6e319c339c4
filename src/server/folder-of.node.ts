import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of a document on this machine's disk; undefined for one that is not saved there. */
export function folderOf(uri: string): string | undefined {
  return uri.startsWith('file:') ? dirname(fileURLToPath(uri)) : undefined;
}
