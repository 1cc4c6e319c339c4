import { TextDocument } from 'vscode-languageserver-textdocument';
import { openDocument, type SpecificationDocument } from '../service/document';

/** One version of an open file; never changes. */
export interface OpenDocument {
  readonly source: SpecificationDocument;
  /** Offsets to positions and back. */
  readonly positions: TextDocument;
}

export function readOpenDocument(positions: TextDocument): OpenDocument {
  return { source: openDocument(positions.uri, positions.version, positions.getText()), positions };
}

/** Versions of documents as values: what belongs to an older version keeps its text. */
export const snapshots = {
  create: TextDocument.create,
  update(document: TextDocument, changes: Parameters<typeof TextDocument.update>[1], version: number): TextDocument {
    const { uri, languageId } = document;
    return TextDocument.update(TextDocument.create(uri, languageId, version, document.getText()), changes, version);
  },
};

/** Whether a file is one of ours: a client may send every JSON file. */
export function isSpecification({ uri }: TextDocument): boolean {
  return !/\.json$/i.test(uri) || /\.arch\.json$/i.test(uri);
}
