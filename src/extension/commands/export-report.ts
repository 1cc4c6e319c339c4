import { window, type QuickPickItem } from 'vscode';
import type { RenderParameters } from '../../server/protocol';
import { analyse } from '../analyse';
import { saveReport } from '../save';
import type { Session } from '../session';
import { nameOf } from '../specifications';
import { targetOf } from './target';

const formats: readonly (QuickPickItem & { readonly format: RenderParameters['format'] })[] = [
  { label: 'Markdown', description: 'for reading and for pull requests', format: 'markdown' },
  { label: 'HTML', description: 'one page with charts', format: 'html' },
  { label: 'JSON', description: 'every figure, for programs', format: 'json' },
  { label: 'CSV', description: 'one row a layer', format: 'csv' },
  { label: 'SARIF', description: 'findings, for code scanning', format: 'sarif' },
];

/** Kappa: Export Report. */
export async function exportReport(session: Session, argument: unknown): Promise<void> {
  const document = await targetOf(argument, session);
  const picked =
    document && (await window.showQuickPick(formats, { placeHolder: `Report of ${nameOf(document.uri)}` }));
  if (!picked || !(await analyse(document, session))) return;
  await saveReport(document, picked.format, session);
}
