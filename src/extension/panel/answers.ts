import { env, Range as EditorRange, ViewColumn, window, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import type { FromPanel } from '../../panel/messages';
import type { Range, TextEdit } from '../../spec/problem';
import { cancelNotification, type CancelParameters } from '../../server/protocol';
import { analyse } from '../analyse';
import { showRulePage } from '../documentation';
import type { Log } from '../log';
import { notice } from '../notices';
import { copyReport, save, saveReport } from '../save';
import type { Server } from '../server';
import { editorOf } from '../specifications';
import { matches, type States } from '../states';
import type { Answer } from './panel';

/** What the buttons and rows of the panel do. */
export function panelAnswers(server: Server, states: States, log: Log): Answer {
  return async (message, document) => {
    try {
      await answer(message, document);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.error(`panel, ${message.type}: ${reason}`);
      notice('error', `Kappa Lens: ${reason}`);
    }
  };

  async function answer(message: FromPanel, document: TextDocument): Promise<unknown> {
    switch (message.type) {
      case 'ready':
      case 'endComparison':
        return;
      case 'reveal':
        return matches(document, message.hash) && reveal(document, message.range);
      case 'applyFix':
        return applyFix(document, message);
      case 'explain':
        return showRulePage(message.code);
      case 'analyse':
        return analyse(document, { server, states });
      case 'cancel': {
        const parameters: CancelParameters = { uri: document.uri.toString() };
        return server.notify(cancelNotification, parameters);
      }
      case 'saveImage':
        return save(document, message.name, bytesOf(message));
      case 'copyText':
        return env.clipboard.writeText(message.text);
      case 'saveReport':
        return saveReport(document, message.format, { server });
      case 'copyReport':
        return copyReport(document, message.format, { server });
      case 'log':
        return log.error(`panel: ${message.message}`);
    }
  }

  async function applyFix(document: TextDocument, at: Extract<FromPanel, { readonly type: 'applyFix' }>) {
    const state = states.of(document);
    const fix = state?.status === 'fresh' ? state.report.findings[at.finding]?.fixes[at.fix] : undefined;
    if (fix && state?.hash === at.hash && matches(document, at.hash)) return apply(document, fix.edits);
    notice('information', 'The text has changed since; the panel follows in a moment.');
  }
}

async function reveal(document: TextDocument, range: Range): Promise<void> {
  const selection = editorRange(document, range);
  const viewColumn = editorOf(document.uri.toString())?.viewColumn ?? ViewColumn.One;
  await window.showTextDocument(document, { selection, viewColumn });
}

async function apply(document: TextDocument, edits: readonly TextEdit[]): Promise<void> {
  const edit = new WorkspaceEdit();
  for (const { range, newText } of edits) edit.replace(document.uri, editorRange(document, range), newText);
  await workspace.applyEdit(edit);
}

function editorRange(document: TextDocument, { start, end }: Range): EditorRange {
  return new EditorRange(document.positionAt(start), document.positionAt(end));
}

function bytesOf({ format, data }: Extract<FromPanel, { readonly type: 'saveImage' }>): Uint8Array {
  if (format === 'svg') return new TextEncoder().encode(data);
  return Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
}
