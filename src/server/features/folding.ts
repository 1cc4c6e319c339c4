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
          return {
            startLine: start.line,
            endLine: end.line,
            ...(kind === 'comment' && { kind: FoldingRangeKind.Comment }),
          };
        }),
      ),
    );
  },
};
