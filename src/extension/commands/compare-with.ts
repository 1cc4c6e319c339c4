import { window, workspace, type QuickPickItem, type Uri } from 'vscode';
import type { Session } from '../session';
import { nameOf } from '../specifications';
import { compare } from './compare';
import { targetOf } from './target';
import { specificationsOfWorkspace } from './workspace-files';

/** Kappa: Compare With… */
export async function compareWith(session: Session, argument: unknown): Promise<void> {
  const document = await targetOf(argument, session);
  if (!document) return;
  const uri = await pickSpecification(document.uri);
  if (!uri) return;
  const { getText } = await workspace.openTextDocument(uri);
  await compare(document, { uri, label: nameOf(uri), text: getText() }, session);
}

async function pickSpecification(except: Uri): Promise<Uri | undefined> {
  const others = (await specificationsOfWorkspace()).filter((uri) => uri.toString() !== except.toString());
  const items: (QuickPickItem & { readonly uri?: Uri })[] = [
    ...others.map((uri) => ({ label: nameOf(uri), description: folderOf(uri), uri })),
    { label: '$(folder-opened) Another file…' },
  ];
  const picked = await window.showQuickPick(items, {
    placeHolder: `Compare ${nameOf(except)} with`,
    matchOnDescription: true,
  });
  if (!picked) return undefined;
  return picked.uri ?? (await window.showOpenDialog({ filters: { Specifications: ['arch', 'json'] } }))?.[0];
}

/** From the workspace's folder on; empty there. */
function folderOf(uri: Uri): string {
  return workspace.asRelativePath(uri).slice(0, -nameOf(uri).length).replace(/\/$/, '');
}
