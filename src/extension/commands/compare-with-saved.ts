import { window, workspace } from 'vscode';
import type { Session } from '../session';
import { nameOf } from '../specifications';
import { compare } from './compare';
import { targetOf } from './target';

/** Kappa: Compare With Last Saved. */
export async function compareWithSaved(session: Session, argument: unknown): Promise<void> {
  const document = await targetOf(argument, session);
  if (!document) return;
  const { uri } = document;
  if (document.isUntitled) return say(`${nameOf(uri)} has never been saved.`);
  if (!document.isDirty) return say(`${nameOf(uri)} has no unsaved changes to compare.`);
  const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
  await compare(document, { uri, label: 'last saved', text }, session);
}

function say(sentence: string): void {
  void window.showInformationMessage(sentence);
}
