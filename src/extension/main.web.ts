/** Entry of the extension in a browser without a machine behind it. */
import type { ExtensionContext } from 'vscode';
import { activateExtension } from './activate';
import { serverWorker } from './server-worker.web';

let stop: (() => Promise<void>) | undefined;

export function activate(context: ExtensionContext): void {
  stop = activateExtension(context, serverWorker());
}

export async function deactivate(): Promise<void> {
  await stop?.();
}
