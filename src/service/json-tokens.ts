import { visit } from 'jsonc-parser';
import type { Range } from '../spec/problem';

export interface Token extends Range {
  readonly image: string;
}

/** The brackets and the comments of JSON text. */
export function scanJson(text: string): { tokens: readonly Token[]; comments: readonly Token[] } {
  const tokens: Token[] = [];
  const comments: Token[] = [];
  const to = (list: Token[]) => (start: number, length: number) => {
    list.push({ image: text.slice(start, start + length), start, end: start + length });
  };
  const [bracket, comment] = [to(tokens), to(comments)];
  visit(text, {
    onObjectBegin: bracket,
    onObjectEnd: bracket,
    onArrayBegin: bracket,
    onArrayEnd: bracket,
    onComment: comment,
  });
  return { tokens, comments };
}
