import { SymbolKind, type DocumentSymbol as LspSymbol } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { findSymbols } from '../../service/symbols';
import type { DocumentSymbol } from '../../service/types';
import { toRange } from '../positions';
import { inDocument, type Feature } from './feature';

export const symbols: Feature = {
  capabilities: { documentSymbolProvider: true },
  listen(connection, context) {
    connection.onDocumentSymbol(
      inDocument(context, ({ source, positions }) => findSymbols(source).map((symbol) => toSymbol(positions, symbol))),
    );
  },
};

const kinds: Readonly<Record<DocumentSymbol['kind'], SymbolKind>> = {
  model: SymbolKind.Class,
  parameter: SymbolKind.Variable,
  directive: SymbolKind.Property,
  layer: SymbolKind.Function,
  block: SymbolKind.Namespace,
};

function toSymbol(positions: TextDocument, symbol: DocumentSymbol): LspSymbol {
  const { name, detail, kind, range, selectionRange, children } = symbol;
  return {
    name,
    detail,
    kind: kinds[kind],
    range: toRange(positions, range),
    selectionRange: toRange(positions, selectionRange),
    children: children.map((child) => toSymbol(positions, child)),
  };
}
