import type { SelectionRange } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { findSelectionRanges } from '../../service/selection';
import type { SelectionRanges } from '../../service/types';
import { toRange } from '../positions';
import { inDocument, type Feature } from './feature';

export const selection: Feature = {
  capabilities: { selectionRangeProvider: true },
  listen(connection, context) {
    connection.onSelectionRanges(
      inDocument(context, ({ source, positions }, { positions: asked }) =>
        asked.map((position) => nested(positions, findSelectionRanges(source, positions.offsetAt(position)), position)),
      ),
    );
  },
};

/** The protocol wants one for every place: where nothing stands, the place itself. */
function nested(
  positions: TextDocument,
  innermostFirst: SelectionRanges,
  place: SelectionRange['range']['start'],
): SelectionRange {
  return (
    innermostFirst.reduceRight<SelectionRange | undefined>(
      (parent, range) => ({ range: toRange(positions, range), ...(parent && { parent }) }),
      undefined,
    ) ?? { range: { start: place, end: place } }
  );
}
