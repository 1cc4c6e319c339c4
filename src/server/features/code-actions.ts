import { CodeActionKind, type CodeAction } from 'vscode-languageserver';
import { doCodeActions } from '../../service/code-actions';
import { toEdits, toOffsets } from '../positions';
import { workspaceEdit } from '../workspace-edit';
import { inDocument, type Feature } from './feature';

export const codeActions: Feature = {
  capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } },
  listen(connection, context) {
    connection.onCodeAction(
      inDocument(context, (opened, { range, context: { diagnostics, only } }) => {
        if (only && !only.includes(CodeActionKind.QuickFix) && !only.includes(CodeActionKind.Empty)) return [];
        const { source, positions, state } = opened;
        return doCodeActions(source, toOffsets(positions, range), state).map(
          ({ title, edits, codes, preferred }): CodeAction => ({
            title,
            kind: CodeActionKind.QuickFix,
            diagnostics: diagnostics.filter(({ code }) => codes.includes(String(code))),
            isPreferred: preferred,
            edit: workspaceEdit(opened, toEdits(positions, edits), context.client),
          }),
        );
      }),
    );
  },
};
