/** What an editor can fold. */
import type { IToken } from 'chevrotain';
import type { Range } from '../spec/problem';
import { lex, rangeOf } from '../spec/syntax/lex';
import type { SpecificationDocument } from './document';
import { scanJson, type Token } from './json-tokens';
import type { FoldingRange } from './types';

/**
 * Brackets over several lines, from the opening one to the end of the line above the closing one, which stays in sight; comments over
 * several lines and runs of line comments.
 */
export function findFoldingRanges({ text, syntax }: SpecificationDocument): readonly FoldingRange[] {
  const { tokens, comments } = syntax === 'json' ? scanJson(text) : scanArch(text);
  const spansLines = ({ start, end }: Range) => /[\r\n]/.test(text.slice(start, end));
  const blocks = bracketsOf(tokens, text)
    .filter(spansLines)
    .map((range): FoldingRange => ({ range, kind: 'block' }));
  const runs = commentRuns(comments, text)
    .filter(spansLines)
    .map((range): FoldingRange => ({ range, kind: 'comment' }));
  return [...blocks, ...runs].sort((a, b) => a.range.start - b.range.start);
}

function scanArch(text: string): ReturnType<typeof scanJson> {
  const { tokens, comments } = lex(text);
  const plain = (token: IToken) => ({ image: token.image, ...rangeOf(token) });
  return { tokens: tokens.map(plain), comments: comments.map(plain) };
}

const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
const closers: ReadonlySet<string> = new Set(Object.values(closing));

/** Pairs of brackets. What is not closed folds nothing. */
function bracketsOf(tokens: readonly Token[], text: string): Range[] {
  const open: Token[] = [];
  const ranges: Range[] = [];
  for (const token of tokens) {
    if (token.image in closing) open.push(token);
    else if (closers.has(token.image)) {
      const match = open.findLastIndex(({ image }) => closing[image] === token.image);
      if (match < 0) continue;
      const [{ start }] = open.splice(match);
      ranges.push({ start, end: Math.max(start, endOfLineAbove(text, token.start)) });
    }
  }
  return ranges;
}

/** Block comments, and line comments that stand alone on lines one after another. */
function commentRuns(comments: readonly Token[], text: string): Range[] {
  const runs: Range[] = [];
  let run: { start: number; end: number } | undefined;
  for (const { image, start, end } of comments) {
    const isLine =
      image.startsWith('//') && /(?:^|[\r\n])[^\S\r\n]*$/.test(text.slice(Math.max(0, start - 200), start));
    const follows = run && isLine && /^[^\S\r\n]*(?:\r\n?|\n)[^\S\r\n]*$/.test(text.slice(run.end, start));
    if (run && follows) run.end = end;
    else {
      run = isLine ? { start, end } : undefined;
      runs.push(run ?? { start, end });
    }
  }
  return runs;
}

/** Searched step by step: `lastIndexOf` would go back to the start of a text that has no such line break. */
function endOfLineAbove(text: string, offset: number): number {
  let end = offset - 1;
  while (end >= 0 && text[end] !== '\n' && text[end] !== '\r') end--;
  return text[end] === '\n' && text[end - 1] === '\r' ? end - 1 : end;
}
