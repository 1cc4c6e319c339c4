import type { Command } from 'vscode-languageserver';
import { doCodeLens } from '../../service/code-lens';
import type { CodeLens } from '../../service/types';
import { toRange } from '../positions';
import { analyseCommand } from './analyse-command';
import { inDocument, type Feature } from './feature';

export const codeLenses: Feature = {
  capabilities: { codeLensProvider: {} },
  listen(connection, context) {
    const commands = context.client.options.kappaClient ? clientCommands : serverCommands;
    connection.onCodeLens(
      inDocument(context, ({ source, positions, state }) => {
        if (!context.settings().codeLens) return [];
        return doCodeLens(source, state).map(({ range, title, command }) => ({
          range: toRange(positions, range),
          command: commandOf(title, command && commands[command], source.uri),
        }));
      }),
    );
  },
};

type Commands = Readonly<Record<NonNullable<CodeLens['command']>, string | null>>;

const clientCommands: Commands = {
  analyse: 'kappa.analyze',
  openPanel: 'kappa.openPanel',
  compareWithSaved: 'kappa.compareWithSaved',
};
const serverCommands: Commands = { analyse: analyseCommand, openPanel: null, compareWithSaved: null };

/** An empty command shows its title and does nothing. */
function commandOf(title: string, command: string | null, uri: string): Command {
  return command === null ? { title, command: '' } : { title, command, arguments: [uri] };
}
