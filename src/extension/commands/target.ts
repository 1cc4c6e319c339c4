import { Uri, workspace, type TextDocument } from 'vscode';
import { notice } from '../notices';
import { currentSpecification, documentAt } from '../specifications';
import type { Session } from '../session';

/**
 * The document that a command is about: the one it was given, else the specification in view, else the one in the panel. Says so where
 * there is none.
 */
export async function targetOf(argument: unknown, { panel }: Session): Promise<TextDocument | undefined> {
  const given = typeof argument === 'string' ? Uri.parse(argument) : argument;
  if (given instanceof Uri) return workspace.openTextDocument(given);
  const document = currentSpecification() ?? (panel.subject === undefined ? undefined : documentAt(panel.subject));
  if (!document) notice('information', 'Open a specification first, an .arch or .arch.json file.');
  return document;
}
