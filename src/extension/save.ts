import { commands, env, Uri, window, workspace, type TextDocument } from 'vscode';
import { renderRequest, type RenderParameters, type RenderResult } from '../server/protocol';
import { notice } from './notices';
import type { Server } from './server';
import { nameOf } from './specifications';

type Format = RenderParameters['format'];
type Renderer = { readonly server: Server };

/** Asks where to, and writes the report of a document there. */
export async function saveReport(document: TextDocument, format: Format, renderer: Renderer): Promise<void> {
  const rendered = await render(document, format, renderer);
  if (rendered) await save(document, rendered.fileName, new TextEncoder().encode(rendered.text));
}

export async function copyReport(document: TextDocument, format: Format, renderer: Renderer): Promise<void> {
  const rendered = await render(document, format, renderer);
  if (rendered) await env.clipboard.writeText(rendered.text);
}

/** Asks where to, and writes a file that belongs to a document; its folder is offered first. */
export async function save(document: TextDocument, fileName: string, content: Uint8Array): Promise<void> {
  const folder = document.isUntitled ? workspace.workspaceFolders?.[0]?.uri : Uri.joinPath(document.uri, '..');
  const target = await window.showSaveDialog({ ...(folder && { defaultUri: Uri.joinPath(folder, fileName) }) });
  if (!target) return;
  await workspace.fs.writeFile(target, content);
  notice('information', `Saved ${nameOf(target)}.`, {
    title: 'Open',
    run: () => commands.executeCommand('vscode.open', target),
  });
}

async function render({ uri }: TextDocument, format: Format, { server }: Renderer): Promise<RenderResult | null> {
  const parameters: RenderParameters = { uri: uri.toString(), format };
  const rendered = await server.request<RenderResult | null>(renderRequest, parameters);
  if (!rendered) notice('warning', `${nameOf(uri)} has no report: it has errors, or is being analysed.`);
  return rendered;
}
