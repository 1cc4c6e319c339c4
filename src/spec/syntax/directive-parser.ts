import { EOF, tokenMatcher, type IToken, type ParserMethod } from 'chevrotain';
import { directiveColon, unlabelled } from './arch-problems';
import { ExpressionParser } from './expression-parser';
import type { IgnoreComments } from './kappa-ignore';
import { stringLiteral } from './literals';
import { quoted } from './problems';
import { Allow, Colon, Comma, DirectiveWord, Identifier, LCurly, RCurly, Stray, StringLiteral } from './tokens';
import { nameOf } from './tolerant-parser';
import type { Directive, Expression, Name } from './tree';

type Entry = Directive['entries'][number];

/** The grammar of directives: a word, values without parentheses, for weights a map of prefixes, and `allow`. */
export abstract class DirectiveParser extends ExpressionParser {
  protected ignores: IgnoreComments | undefined;

  protected readonly directive: ParserMethod<[], Directive> = this.RULE('directive', () => {
    const word = this.CONSUME(DirectiveWord);
    const colon = this.OPTION(() => this.CONSUME(Colon));
    const values: Expression[] = [];
    this.OPTION2({
      GATE: () => this.onSameLine() && this.LA(1).tokenType !== Allow,
      DEF: () => {
        const first = this.SUBRULE(this.expression);
        this.ACTION(() => values.push(first));
        this.MANY(() => {
          this.CONSUME(Comma);
          const next = this.OPTION3(() => this.SUBRULE2(this.expression));
          this.ACTION(() => values.push(next ?? this.missing('a value after ","')));
        });
      },
    });
    this.ACTION(() => {
      if (colon) this.report(directiveColon(word, colon));
      if (values.length === 0) {
        this.expected(`a value after ${quoted(word.image)}`, 'The value of a directive starts on the same line.');
      }
    });
    const entries = this.OPTION4({
      GATE: () => word.image === 'weights',
      DEF: () => this.SUBRULE(this.entries),
    });
    const allow = this.OPTION5({ GATE: () => this.onSameLine(), DEF: () => this.SUBRULE(this.allow) });
    return this.ACTION(() => ({
      keyword: nameOf(word),
      values,
      entries: entries ?? [],
      allow: [...this.ignores!.take(word.startOffset), ...(allow ?? [])],
      range: this.rangeFrom(word),
    }));
  });

  /** `{ stem: "net.0" }`. */
  private readonly entries: ParserMethod<[], Entry[]> = this.RULE('entries', () => {
    const entries: Entry[] = [];
    const open = this.CONSUME(LCurly);
    this.MANY(() => {
      const entry = this.SUBRULE(this.entry);
      this.ACTION(() => entries.push(entry));
      this.OPTION(() => this.CONSUME(Comma));
    });
    const broken = this.ACTION(() => {
      if (this.LA(1).tokenType === RCurly || this.LA(1).tokenType === EOF) return false;
      this.unexpected(
        'a layer name or "}"',
        'Write { stem: "net.0" }: the name of a layer and its prefix in the file.',
      );
      return true;
    });
    this.MANY2(() => this.CONSUME(Stray));
    const closed = this.OPTION2(() => this.CONSUME(RCurly));
    this.ACTION(() => {
      if (!closed && !broken) this.report(this.unclosed(open, RCurly));
    });
    return entries;
  });

  private readonly entry: ParserMethod<[], Entry> = this.RULE('entry', () => {
    const key = this.OR([{ ALT: () => this.CONSUME(Identifier) }, { ALT: () => this.CONSUME(StringLiteral) }]);
    const colon = this.OPTION(() => this.CONSUME(Colon));
    const found = this.OPTION2({ GATE: () => colon !== undefined, DEF: () => this.SUBRULE(this.expression) });
    return this.ACTION(() => {
      const name = this.entryName(key);
      const value =
        found ?? this.missing(colon ? `the prefix of ${quoted(name.text)}` : `":" after ${quoted(name.text)}`);
      return { name, value };
    });
  });

  protected readonly allow: ParserMethod<[], Name[]> = this.RULE('allow', () => {
    const codes: Name[] = [];
    this.CONSUME(Allow);
    const first = this.OPTION({ GATE: () => this.onSameLine(), DEF: () => this.CONSUME(Identifier) });
    this.MANY(() => {
      this.CONSUME(Comma);
      const code = this.OPTION2(() => this.CONSUME2(Identifier));
      this.ACTION(() => (code ? codes.push(nameOf(code)) : this.expected('a code after ","')));
    });
    this.ACTION(() =>
      first ? codes.unshift(nameOf(first)) : this.expected('a code after "allow"', 'Write allow K203.'),
    );
    return codes;
  });

  /** Whether a directive comes next, and not a layer whose label is the word of one. */
  protected opensDirective(): boolean {
    const isWord = tokenMatcher(this.LA(1), DirectiveWord);
    return isWord && !(this.LA(2).tokenType === Colon && tokenMatcher(this.LA(3), Identifier));
  }

  private entryName(key: IToken): Name {
    if (key.tokenType !== StringLiteral) return nameOf(key);
    const { value, problem } = stringLiteral(key);
    if (problem) this.report(problem);
    const { start, end } = value.range;
    const text = value.type === 'string' ? value.value : '';
    const name = { text, range: { start: start + 1, end: Math.max(start + 1, end - 1) } };
    if (name.text === '') this.report(unlabelled(key));
    return name;
  }
}
