import type { Uri } from 'vscode';
import type { Documentation } from './documentation';
import type { Log } from './log';
import type { ConditioningPanel } from './panel/panel';
import type { SavedTexts } from './saved-texts';
import type { Server } from './server';
import type { States } from './states';

/** What commands work with. */
export interface Session {
  readonly extensionUri: Uri;
  readonly log: Log;
  readonly documentation: Documentation;
  readonly server: Server;
  readonly states: States;
  readonly savedTexts: SavedTexts;
  readonly panel: ConditioningPanel;
}
