import { FoldingRangeKind } from 'vscode-languageserver';
import { findFoldingRanges } from '../../service/folding';
import { toRange } from '../positions';
import { inDocument, type Feature } from './feature';

export const folding: Feature = {
  capabilities: { foldingRangeProvider: true },
  listen(connection, context) {
    connection.onFoldingRanges(
      inDocument(context, ({ source, positions }) =>
        findFoldingRanges(source).map(({ range, kind }) => {
          const { start, end } = toRange(positions, range);
          // The closing bracket's line stays visible.
          const endLine = kind === 'block' ? Math.max(start.line, end.line - 1) : end.line;
          return { startLine: start.line, endLine, ...(kind === 'comment' && { kind: FoldingRangeKind.Comment }) };
        }),
      ),
    );
  },
};
