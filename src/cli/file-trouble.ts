/** One sentence for what the file system refused. */
export function fileTrouble(error: unknown, path: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, string>> = {
    ENOENT: `${path} does not exist.`,
    ENOTDIR: `${path} does not exist: a part of its path is not a folder.`,
    EISDIR: `${path} is a folder, not a file.`,
    EACCES: `${path} cannot be opened: permission denied.`,
    EPERM: `${path} cannot be opened: permission denied.`,
    EROFS: `${path} cannot be written: the file system is read-only.`,
    ENOSPC: `${path} cannot be written: the disk is full.`,
    EMFILE: `${path} cannot be opened: too many files are open.`,
    ELOOP: `${path} cannot be opened: its links go in a circle.`,
    ENAMETOOLONG: `${path} cannot be opened: the name is too long.`,
    ERR_INVALID_ARG_VALUE: 'A file name cannot contain a null character.',
  };
  return known[code] ?? `${path} cannot be used${code === '' ? '' : ` (${code})`}.`;
}
