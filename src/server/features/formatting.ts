import { doFormat } from '../../service/formatting';
import { toEdits } from '../positions';
import { inDocument, type Feature } from './feature';

export const formatting: Feature = {
  capabilities: { documentFormattingProvider: true },
  listen(connection, context) {
    connection.onDocumentFormatting(
      inDocument(context, ({ source, positions }) => toEdits(positions, doFormat(source))),
    );
  },
};
