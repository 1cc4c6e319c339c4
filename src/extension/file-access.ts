/** What the server may read for a specification: the decision, apart from the editor. Paths are those of URIs, with `/`. */

export interface Place {
  /** Path of the specification. */
  readonly specification: string;
  /** Paths of the workspace's folders that are stored where the specification is. */
  readonly folders: readonly string[];
  readonly trusted: boolean;
}

/** Larger than any that an analysis could use; the whole file passes through memory twice. */
export const sizeLimit = 512 * 2 ** 20;

/** Where the file stands, or one plain sentence why it is not read. `path` is as the specification writes it. */
export function resolveFile(path: string, place: Place): { readonly path: string } | { readonly trouble: string } {
  if (!place.trusted)
    return {
      trouble: `${path} is not read in Restricted Mode; run "Workspaces: Manage Workspace Trust" and trust this folder.`,
    };
  const written = path.replace(/\\/g, '/');
  const folder = parentOf(place.specification);
  const full = normalized(isAbsolute(written) ? written : `${folder}/${written}`);
  if (![folder, ...place.folders].some((root) => contains(root, full)))
    return { trouble: `${path} stands outside the workspace and the specification's folder, and is not read.` };
  return { path: full };
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|[A-Za-z]:\/)/.test(path);
}

/** Without `.` and `..`; a drive letter is small, as in URIs. */
function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/'))
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  return `/${parts.join('/')}`.replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase());
}

function contains(folder: string, path: string): boolean {
  const root = normalized(folder);
  return root === '/' || path.startsWith(`${root}/`);
}
