import { findReferences } from '../../service/references';
import { toRange } from '../positions';
import { atOffset, type Feature } from './feature';

export const references: Feature = {
  capabilities: { referencesProvider: true, documentHighlightProvider: true },
  listen(connection, context) {
    connection.onReferences(
      atOffset(context, (source, offset, { positions }, { context: { includeDeclaration } }) =>
        findReferences(source, offset, includeDeclaration).map((range) => ({
          uri: source.uri,
          range: toRange(positions, range),
        })),
      ),
    );
    connection.onDocumentHighlight(
      atOffset(context, (source, offset, { positions }) =>
        findReferences(source, offset, true).map((range) => ({ range: toRange(positions, range) })),
      ),
    );
  },
};
