import { window, type LogOutputChannel } from 'vscode';

export type Log = LogOutputChannel;

/** `Kappa: Show Log`. The server writes there too; the level is VS Code's (Developer: Set Log Level). */
export function createLog(): Log {
  return window.createOutputChannel('Kappa Lens', { log: true });
}
