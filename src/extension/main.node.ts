/** Entry of the extension on a desktop or a remote machine. */
import type { ExtensionContext } from 'vscode';
import { activateExtension } from './activate';
import { serverThread } from './server-thread.node';

let stop: (() => Promise<void>) | undefined;

export function activate(context: ExtensionContext): void {
  stop = activateExtension(context, serverThread());
}

export async function deactivate(): Promise<void> {
  await stop?.();
}
