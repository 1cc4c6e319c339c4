import { window } from 'vscode';
import type { Session } from '../session';

/** Kappa: Restart Server. */
export async function restartServer({ server }: Session): Promise<void> {
  await server.restart();
  window.setStatusBarMessage('Kappa Lens: server restarted', 5000);
}
