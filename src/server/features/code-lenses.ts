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
        return doCodeLens(source, state).flatMap(({ range, title, informs, command }) => {
          const known = (command && commands[command]) ?? null;
          if (known === null && !informs) return [];
          return { range: toRange(positions, range), command: commandOf(title, known, source.uri) };
        });
      }),
    );
  },
};

/** What the client cannot do is not offered. */
type Commands = Readonly<Partial<Record<NonNullable<CodeLens['command']>, string>>>;

const clientCommands: Commands = {
  analyse: 'kappa.analyze',
  openPanel: 'kappa.openPanel',
  compareWithSaved: 'kappa.compareWithSaved',
};
const serverCommands: Commands = { analyse: analyseCommand };

/** An empty command shows its title and does nothing. */
function commandOf(title: string, command: string | null, uri: string): Command {
  return command === null ? { title, command: '' } : { title, command, arguments: [uri] };
}
