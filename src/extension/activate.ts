import { workspace, type ExtensionContext } from 'vscode';
import { filesChangedNotification } from '../server/protocol';
import type { ClientHandlers } from './client';
import { registerCommands } from './commands/commands';
import { Documentation } from './documentation';
import { readFile } from './files';
import type { Host } from './host';
import { createLog, type Log } from './log';
import { notice } from './notices';
import { panelAnswers } from './panel/answers';
import { ConditioningPanel } from './panel/panel';
import { SavedTexts } from './saved-texts';
import { Server } from './server';
import { States } from './states';
import { createStatusItem } from './status-item';

/** Registers everything and returns how to stop the server, which starts in the background. */
export function activateExtension({ extensionUri, subscriptions }: ExtensionContext, host: Host): () => Promise<void> {
  const begun = performance.now();
  const log = createLog();
  const documentation = new Documentation(extensionUri);
  const states = new States();
  const savedTexts = new SavedTexts();
  const server = new Server(() => host.connect(extensionUri, log), clientHandlers(states, log), log);
  const panel = new ConditioningPanel(extensionUri, states, log, panelAnswers(server, states, log));
  subscriptions.push(
    log,
    documentation,
    states,
    savedTexts,
    panel,
    createStatusItem(states),
    registerCommands({ extensionUri, log, documentation, server, states, savedTexts, panel }),
    workspace.onDidGrantWorkspaceTrust(() => {
      void server.notify(filesChangedNotification);
      // Some settings are held back until then.
      void server.notify('workspace/didChangeConfiguration', { settings: null });
    }),
  );
  log.info(`Activated in ${(performance.now() - begun).toFixed(1)} ms.`);
  return async () => {
    await server.stop();
    host.disconnect();
  };
}

function clientHandlers(states: States, log: Log): ClientHandlers {
  return {
    onState: (parameters) => states.accept(parameters),
    onWorkerCrash({ message }) {
      log.warn(`The analysis was restarted: ${message}`);
      notice('warning', `Kappa Lens restarted its analysis. ${message}`, { title: 'Show Log', run: () => log.show() });
    },
    readFile,
    onEnd: () => states.endAll('The server has stopped. Kappa: Restart Server starts it again.'),
  };
}
