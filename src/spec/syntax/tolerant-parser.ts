import { EmbeddedActionsParser, EOF, type IToken, type ParserMethod, type TokenType } from 'chevrotain';
import type { Problem, Range } from '../problem';
import { FirstTokenLookahead } from './first-token-lookahead';
import { rangeOf } from './lex';
import { isUnclosedString } from './literals';
import { quoted, replacement, syntaxError } from './problems';
import { Comma, Filler, LCurly, LParen, LSquare, RCurly, RParen, RSquare, tokenTypes } from './tokens';
import type { Expression, Name } from './tree';

/**
 * A parser whose grammar accepts every sequence of tokens: where something is missing or surplus it says so itself and goes on, so
 * that Chevrotain's own error handling never runs, no part of a tree is lost, and every problem is worded in this folder.
 */
export abstract class TolerantParser extends EmbeddedActionsParser {
  protected problems: Problem[] = [];
  /** Where the text begins that is being read. */
  protected start = 0;

  constructor() {
    super(tokenTypes, { lookaheadStrategy: new FirstTokenLookahead(), skipValidations: true });
  }

  /** What is left of a broken list on its line, up to the bracket that may close it. */
  private readonly junk: ParserMethod<[], void> = this.RULE('junk', () => {
    this.MANY({
      GATE: () => this.onSameLine(),
      DEF: () =>
        this.OR([
          { ALT: () => this.CONSUME(Filler) },
          {
            ALT: () => {
              this.CONSUME(LParen);
              this.SUBRULE(this.junk);
              this.OPTION(() => this.CONSUME(RParen));
            },
          },
          {
            ALT: () => {
              this.CONSUME(LSquare);
              this.SUBRULE2(this.junk);
              this.OPTION2(() => this.CONSUME(RSquare));
            },
          },
        ]),
    });
  });

  /**
   * Items separated by commas up to `close`; a comma may follow the last. Without a comma the list ends with its line, so that an
   * unclosed bracket costs one statement and not the rest of the file. For use once a rule; `item` must read at least one token.
   */
  protected separated<T extends { readonly range: Range }>(open: IToken, close: TokenType, item: () => T): T[] {
    const items: T[] = [];
    let comma: IToken | undefined = open;
    this.MANY9({
      GATE: () => comma !== undefined || this.LA(1).tokenType === Comma || this.onSameLine(),
      DEF: () =>
        this.OR9([
          {
            ALT: () => {
              const token = this.CONSUME9(Comma);
              this.ACTION(() => {
                if (comma) this.report(surplusComma(token));
                comma = token;
              });
            },
          },
          {
            ALT: () => {
              const end = this.ACTION(() => this.lastEnd());
              const value = item();
              this.ACTION(() => {
                if (!comma) this.report(missingComma(end, value.range));
                items.push(value);
                comma = undefined;
              });
            },
          },
        ]),
    });
    this.closeList(open, close);
    return items;
  }

  private closeList(open: IToken, close: TokenType): void {
    const broken = this.ACTION(() => {
      const next = this.LA(1).tokenType;
      if (next === close || next === LCurly || next === RCurly || next === EOF || !this.onSameLine()) return false;
      this.expected(`"," or "${close.LABEL}"`);
      return true;
    });
    this.OPTION8({ GATE: () => broken, DEF: () => this.SUBRULE9(this.junk) });
    const closed = this.OPTION9(() => this.CONSUME9(close));
    this.ACTION(() => {
      if (!closed && !broken && !isUnclosedString(this.LA(0))) this.report(this.unclosed(open, close));
    });
  }

  protected report(problem: Problem): void {
    this.problems.push(problem);
  }

  /** Reports that `what` was expected after the last token; what stands on another line is not blamed. */
  protected expected(what: string, hint?: string): void {
    const atEnd = this.LA(1).tokenType === EOF;
    const atStart = this.LA(0).tokenType === EOF;
    if (!atEnd && (atStart || this.onSameLine())) return this.unexpected(what, hint);
    const end = this.lastEnd();
    const found = atEnd ? 'the end' : 'the end of the line';
    this.report(syntaxError('K007', `Expected ${what}, found ${found}.`, { start: end, end }, hint ? { hint } : {}));
  }

  /** Reports that `what` was expected in place of the next token. */
  protected unexpected(what: string, hint?: string): void {
    const next = this.LA(1);
    const message = `Expected ${what}, found ${quoted(next.image)}.`;
    this.report(syntaxError('K007', message, rangeOf(next), hint ? { hint } : {}));
  }

  /** Stands for a value that should have followed the last token. */
  protected missing(what: string, hint?: string): Expression {
    this.expected(what, hint);
    return { type: 'missing', range: { start: this.lastEnd(), end: this.lastEnd() } };
  }

  protected unclosed(open: IToken, close: TokenType): Problem {
    const end = this.lastEnd();
    return syntaxError('K008', `This "${open.image}" is not closed.`, rangeOf(open), {
      hint: `Add the closing "${close.LABEL}".`,
      fix: replacement(`Add "${close.LABEL}"`, { start: end, end }, close.LABEL!),
    });
  }

  protected onSameLine(): boolean {
    return this.LA(0).endLine === this.LA(1).startLine;
  }

  /** End of the last token read; the start of the text before the first. */
  protected lastEnd(): number {
    const last = this.LA(0);
    return last.tokenType === EOF ? this.start : last.endOffset! + 1;
  }

  protected rangeFrom(token: IToken): Range {
    return { start: token.startOffset, end: this.lastEnd() };
  }
}

export function nameOf(token: IToken): Name {
  return { text: token.image, range: rangeOf(token) };
}

function surplusComma(comma: IToken): Problem {
  return syntaxError('K009', 'Expected a value, found ",".', rangeOf(comma), {
    hint: 'Remove the comma or put a value before it.',
    fix: replacement('Remove the comma', rangeOf(comma), ''),
  });
}

function missingComma(end: number, range: Range): Problem {
  return syntaxError('K009', 'A comma is missing before this value.', range, {
    hint: 'Values in brackets are separated by commas.',
    fix: replacement('Insert a comma', { start: end, end }, ','),
  });
}
