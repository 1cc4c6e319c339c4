import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './paths';

export interface Workspace {
  readonly folder: string;
  path(file: string): string;
  read(file: string): string;
  write(file: string, text: string): void;
  /** Removes every file but the settings. */
  clear(): void;
  remove(): void;
}

/** A folder of its own with these files; `settings` become its `.vscode/settings.json`. */
export function createWorkspace(
  files: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>> = {},
): Workspace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kappa-workspace-')));
  const path = (file: string) => join(folder, file);
  const write = (file: string, text: string) => {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  write('.vscode/settings.json', JSON.stringify(settings, null, 2));
  return {
    folder,
    path,
    read: (file) => readFileSync(path(file), 'utf8'),
    write,
    clear: () => {
      for (const name of readdirSync(folder)) if (name !== '.vscode') removeAll(path(name));
    },
    remove: () => removeAll(folder),
  };
}

/** A copy of `examples/`. */
export function createExamples(settings: Readonly<Record<string, unknown>> = {}): Workspace {
  const workspace = createWorkspace({}, settings);
  cpSync(join(root, 'examples'), workspace.folder, { recursive: true });
  return workspace;
}

function removeAll(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}
