import {
  CompletionItemKind,
  InsertTextFormat,
  type CompletionContext,
  type CompletionItem,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { doComplete } from '../../service/completion';
import { filledIn } from '../../service/completion/snippet';
import type { Completion, CompletionKind } from '../../service/types';
import type { Documentation } from '../documentation';
import { toRange } from '../positions';
import { atOffset, type Feature } from './feature';

export const completion: Feature = {
  capabilities: { completionProvider: { triggerCharacters: ['(', '"', ' '] } },
  listen(connection, context) {
    const { client, documentation } = context;
    connection.onCompletion(
      atOffset(context, (source, offset, { positions }, { context: asked }) => {
        if (isIdleSpace(source.text, offset, asked)) return [];
        return doComplete(source, offset)
          .map((item) => (client.snippets ? item : withoutPlaceholders(item)))
          .map((item, index) => toItem(item, index, positions, documentation));
      }),
    );
  },
};

/** A space asks for completions between arguments, not after every word. */
function isIdleSpace(text: string, offset: number, asked: CompletionContext | undefined): boolean {
  return asked?.triggerCharacter === ' ' && !/[,:]\s$/.test(text.slice(Math.max(0, offset - 2), offset));
}

/** `dense(${1:units})` as `dense(units)`. */
function withoutPlaceholders(item: Completion): Completion {
  return item.snippet ? { ...item, newText: filledIn(item.newText), snippet: false } : item;
}

const kinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  layer: CompletionItemKind.Function,
  directive: CompletionItemKind.Keyword,
  parameter: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  reference: CompletionItemKind.Reference,
  code: CompletionItemKind.Constant,
  snippet: CompletionItemKind.Snippet,
  file: CompletionItemKind.File,
};

function toItem(
  { label, kind, detail, documentation: markdown, newText, snippet, range }: Completion,
  index: number,
  positions: TextDocument,
  documentation: Documentation,
): CompletionItem {
  return {
    label,
    kind: kinds[kind],
    detail,
    documentation: { kind: 'markdown', value: documentation.inMarkdown(markdown) },
    // In the order that the service chose; editors sort by this text.
    sortText: String(index).padStart(4, '0'),
    insertTextFormat: snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: toRange(positions, range), newText },
  };
}
