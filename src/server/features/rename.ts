import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { doRename, prepareRename } from '../../service/rename';
import { toEdits, toRange } from '../positions';
import { workspaceEdit } from '../workspace-edit';
import { atOffset, type Feature } from './feature';

export const rename: Feature = {
  capabilities: { renameProvider: { prepareProvider: true } },
  listen(connection, context) {
    connection.onPrepareRename(
      atOffset(context, (source, offset, { positions }) => {
        const target = prepareRename(source, offset);
        if ('problem' in target) return refused(target.problem);
        return { range: toRange(positions, target.range), placeholder: target.placeholder };
      }),
    );
    connection.onRenameRequest(
      atOffset(context, (source, offset, opened, { newName }) => {
        const edits = doRename(source, offset, newName);
        if ('problem' in edits) return refused(edits.problem);
        return workspaceEdit(opened, toEdits(opened.positions, edits), context.client);
      }),
    );
  },
};

function refused(problem: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidRequest, problem);
}
