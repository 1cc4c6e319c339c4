import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostPaths } from './paths';

export interface VsCodeServer {
  /** `http://127.0.0.1:40123`, whose authority remote URIs carry too. */
  readonly origin: string;
  /** User settings, installed extensions and logs; removed when the server stops. */
  readonly profile: string;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** A package to install first, as a user would. */
  readonly vsix?: string;
  /** The profile of another server, whose extensions are to be there too: a copy takes less time than their installation. */
  readonly extensionsOf?: string;
  /** On top of `quietSettings`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** On top of VS Code's own. */
  readonly keybindings?: readonly object[];
  /** Ask whether folders are trusted, and restrict them until somebody says so; default: all are. */
  readonly workspaceTrust?: boolean;
  /** Obey the test parameters of a workbench's address. VS Code then shows neither toasts nor dialogs. */
  readonly testDriver?: boolean;
  /** Changes the profile, with what is installed there, before the first start. */
  readonly prepare?: (profile: string) => void;
}

/** VS Code as a server on a free port of 127.0.0.1, with a profile of its own. */
export async function startServer(options: ServerOptions = {}): Promise<VsCodeServer> {
  const profile = mkdtempSync(join(tmpdir(), 'kappa-vscode-'));
  const settings = { ...quietSettings, ...(options.workspaceTrust ? restrictedMode : {}), ...options.settings };
  mkdirSync(join(profile, 'data/User'), { recursive: true });
  writeFileSync(join(profile, 'data/User/settings.json'), JSON.stringify(settings, null, 2));
  writeFileSync(join(profile, 'data/User/keybindings.json'), JSON.stringify(options.keybindings ?? []));
  if (options.vsix) run(profile, '--install-extension', options.vsix);
  if (options.extensionsOf) copyExtensions(options.extensionsOf, profile);
  options.prepare?.(profile);
  const server = spawn(hostPaths.node, [hostPaths.serverMain, ...serverArguments(profile, options)], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(profile),
  });
  const stop = async () => {
    await end(server);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return { origin: `http://127.0.0.1:${await listeningPort(server)}`, profile, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Everything in the logs whose file name matches: `/Kappa Lens/` for our output channel. */
export function readLogs({ profile }: Pick<VsCodeServer, 'profile'>, name: RegExp): string {
  return readdirSync(join(profile, 'data/logs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('');
}

/** Folder of our extension in a profile that it was installed into. */
export function installedExtension(profile: string): string {
  const name = readdirSync(join(profile, 'extensions')).find((folder) => folder.startsWith('kappa-lens'));
  if (name === undefined) throw new Error(`The extension is not installed in ${profile}.`);
  return join(profile, 'extensions', name);
}

/** Nothing asks, advertises, updates or phones. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  // Its default in a browser is `afterDelay`.
  'files.autoSave': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'editor.accessibilitySupport': 'off',
  // An editor that opens a file again is a new one.
  'workbench.editor.restoreViewState': false,
  'files.restoreUndoRedo': false,
};

const restrictedMode = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

function serverArguments(profile: string, { workspaceTrust, testDriver }: ServerOptions): string[] {
  return [
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
    ...['--telemetry-level', 'off', '--server-data-dir', profile],
    ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
    // A built VS Code ignores extensionDevelopmentPath and extensionTestsPath without it.
    ...(testDriver ? ['--enable-smoke-test-driver'] : []),
  ];
}

/** The list of extensions says where they are with absolute paths. */
function copyExtensions(from: string, to: string): void {
  cpSync(join(from, 'extensions'), join(to, 'extensions'), { recursive: true });
  const list = join(to, 'extensions/extensions.json');
  writeFileSync(list, readFileSync(list, 'utf8').replaceAll(from, to));
}

function run(profile: string, ...args: string[]): void {
  const common = ['--accept-server-license-terms', '--server-data-dir', profile];
  execFileSync(hostPaths.node, [hostPaths.serverMain, ...common, ...args], {
    env: environment(profile),
    stdio: 'pipe',
  });
}

/** No gallery; sockets go, and are removed, with the profile. */
function environment(profile: string): NodeJS.ProcessEnv {
  return { ...process.env, EXTENSIONS_GALLERY: '{}', XDG_RUNTIME_DIR: profile };
}

function listeningPort(server: ChildProcess): Promise<number> {
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const port = /agent listening on (\d+)/.exec(output)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('exit', (code) => reject(new Error(`VS Code's server ended with code ${code}:\n${output}`)));
  });
}

/** Ends the server with its extension hosts: they are of its process group. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  signal(server, 'SIGTERM');
  const patience = setTimeout(() => signal(server, 'SIGKILL'), 3000);
  await ended;
  clearTimeout(patience);
}

function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch {
    // Gone already.
  }
}
