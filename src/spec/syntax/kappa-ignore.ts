import type { IToken } from 'chevrotain';
import type { Problem } from '../problem';
import { rangeOf, type Lexed } from './lex';
import { syntaxWarning } from './problems';
import { LineComment } from './tokens';
import type { Name } from './tree';

/** Codes of `// kappa-ignore` comments, by the offset of the token that follows them on the next line. */
export class IgnoreComments {
  readonly problems: Problem[] = [];
  private readonly byTarget = new Map<number, { codes: Name[]; comments: IToken[] }>();

  constructor(source: string, { tokens, comments }: Pick<Lexed, 'tokens' | 'comments'>) {
    let next = 0;
    for (const comment of comments) {
      const codes = ignoredCodes(comment);
      if (!codes) continue;
      while (next < tokens.length && tokens[next]!.startOffset < comment.startOffset) next++;
      const target = tokens[next];
      if (codes.length === 0) this.problems.push(namesNoCode(comment));
      else if (target && standsAlone(source, comment) && isNextLine(source, comment, target))
        this.add(target, codes, comment);
      else this.problems.push(silencesNothing(comment));
    }
  }

  /** The codes silenced for the statement whose first token stands at `offset`; each is given once. */
  take(offset: number): readonly Name[] {
    const codes = this.byTarget.get(offset)?.codes ?? [];
    this.byTarget.delete(offset);
    return codes;
  }

  /** Problems of comments that no statement took. */
  leftOver(): readonly Problem[] {
    return [...this.byTarget.values()].flatMap(({ comments }) => comments.map(silencesNothing));
  }

  private add(target: IToken, codes: readonly Name[], comment: IToken): void {
    const entry = this.byTarget.get(target.startOffset) ?? { codes: [], comments: [] };
    entry.codes.push(...codes);
    entry.comments.push(comment);
    this.byTarget.set(target.startOffset, entry);
  }
}

/** The codes after `kappa-ignore`; a reason may follow them. `undefined` for any other comment. */
function ignoredCodes(comment: IToken): Name[] | undefined {
  const opening = comment.tokenType === LineComment && /^\/\/\s*kappa-ignore(?![\w-])/.exec(comment.image);
  if (!opening) return undefined;
  const names: Name[] = [];
  const code = /[\s,:]*\b([A-Za-z]\d+)\b/y;
  code.lastIndex = opening[0].length;
  for (let match = code.exec(comment.image); match; match = code.exec(comment.image)) {
    const text = match[1]!;
    const end = comment.startOffset + code.lastIndex;
    names.push({ text, range: { start: end - text.length, end } });
  }
  return names;
}

function standsAlone(source: string, comment: IToken): boolean {
  return /^\s*$/.test(source.slice(lineStart(source, comment.startOffset), comment.startOffset));
}

function lineStart(source: string, offset: number): number {
  return Math.max(source.lastIndexOf('\n', offset - 1), source.lastIndexOf('\r', offset - 1)) + 1;
}

function isNextLine(source: string, comment: IToken, target: IToken): boolean {
  return !/(?:\r\n?|\n)[^\S\r\n]*(?:\r\n?|\n)/.test(source.slice(comment.endOffset! + 1, target.startOffset));
}

function namesNoCode(comment: IToken): Problem {
  return syntaxWarning('K012', 'This kappa-ignore names no rule.', rangeOf(comment), {
    hint: 'Write the codes to silence: // kappa-ignore K203, K110.',
  });
}

function silencesNothing(comment: IToken): Problem {
  return syntaxWarning('K012', 'This kappa-ignore silences nothing.', rangeOf(comment), {
    hint: 'Put it on the line above a layer or a directive; for the whole model write "allow K203" among its directives.',
  });
}
