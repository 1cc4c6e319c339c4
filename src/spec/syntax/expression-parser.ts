import { EOF, tokenMatcher, type IOrAlt, type IToken, type ParserMethod } from 'chevrotain';
import type { Problem, TextEdit } from '../problem';
import { missingParentheses } from './arch-problems';
import { rangeOf } from './lex';
import { numberLiteral, stringLiteral } from './literals';
import { foldOperators, type InfixOperator, type Part, type PrefixOperator } from './operators';
import { quoted, replacement, syntaxError } from './problems';
import {
  BooleanLiteral,
  Colon,
  Comma,
  Equals,
  Identifier,
  LParen,
  LSquare,
  NumberLiteral,
  Operator,
  RParen,
  RSquare,
  Sign,
  Stray,
  StringLiteral,
  Times,
} from './tokens';
import { nameOf, TolerantParser } from './tolerant-parser';
import type { Argument, Expression, Name } from './tree';

const startsOfValues = [NumberLiteral, StringLiteral, BooleanLiteral, Identifier, Sign, LParen, LSquare];

/** The grammar of values: literals, names, calls, lists, shapes and arithmetic. */
export abstract class ExpressionParser extends TolerantParser {
  /**
   * One rule for all operators: a rule takes about ten frames of the stack, so a rule for each precedence would make nested brackets
   * too dear. What binds tighter is found out afterwards.
   */
  protected readonly expression: ParserMethod<[], Expression> = this.RULE('expression', () => {
    const parts: Part[] = [];
    this.OR([
      {
        ALT: () => {
          this.AT_LEAST_ONE(() => this.sign(parts, this.CONSUME(Sign)));
          const value = this.OPTION(() => this.SUBRULE(this.primary));
          this.operand(parts, value);
        },
      },
      { ALT: () => this.operand(parts, this.SUBRULE2(this.primary)) },
    ]);
    this.MANY(() =>
      this.OR2([
        {
          ALT: () => {
            const operator = this.CONSUME(Operator);
            this.ACTION(() => parts.push({ type: 'infix', operator: operator.image as InfixOperator }));
            this.MANY2(() => this.sign(parts, this.CONSUME2(Sign)));
            const value = this.OPTION2(() => this.SUBRULE3(this.primary));
            this.operand(parts, value);
          },
        },
        {
          ALT: () => {
            this.CONSUME(Times);
            const size = this.OPTION3(() => this.SUBRULE4(this.primary));
            this.ACTION(() => parts.push({ type: 'size', value: size ?? this.missing('a size after "x"') }));
          },
        },
      ]),
    );
    return this.ACTION(() => foldOperators(parts));
  });

  private readonly primary: ParserMethod<[], Expression> = this.RULE('primary', () =>
    this.OR<Expression>(this.primaries),
  );

  /** Made once and not anew for every value, as Chevrotain would have it. */
  private readonly primaries: IOrAlt<Expression>[] = [
    {
      ALT: () => {
        const token = this.CONSUME(NumberLiteral);
        return this.ACTION(() => this.literal(numberLiteral(token)));
      },
    },
    {
      ALT: () => {
        const token = this.CONSUME(StringLiteral);
        return this.ACTION(() => this.literal(stringLiteral(token)));
      },
    },
    {
      ALT: () => {
        const token = this.CONSUME(BooleanLiteral);
        return this.ACTION(() => ({ type: 'boolean', value: token.image === 'true', range: rangeOf(token) }));
      },
    },
    {
      ALT: () => {
        const word = this.CONSUME(Identifier);
        const given = this.OPTION(() => this.SUBRULE(this.arguments));
        return this.ACTION((): Expression => {
          const name = nameOf(word);
          if (!given) return { type: 'name', ...name };
          return { type: 'call', callee: name, arguments: given, range: this.rangeFrom(word) };
        });
      },
    },
    { ALT: () => this.SUBRULE(this.parenthesised) },
    { ALT: () => this.SUBRULE(this.list) },
  ];

  /** The value in parentheses, with a range that includes them. */
  private readonly parenthesised: ParserMethod<[], Expression> = this.RULE('parenthesised', () => {
    const open = this.CONSUME(LParen);
    const items = this.separated(open, RParen, () => this.SUBRULE(this.expression));
    return this.ACTION((): Expression => {
      const range = this.rangeFrom(open);
      const [only, ...others] = items;
      if (only?.type === 'name' && others.length === 0)
        return { ...only, range, wordRange: only.wordRange ?? only.range };
      if (only && others.length === 0) return { ...only, range };
      const hint = 'A list is written [1, 2] and a shape 28x28x1.';
      const count = only ? `${items.length} values` : 'none';
      this.report(syntaxError('K007', `Expected one value in these parentheses, found ${count}.`, range, { hint }));
      return only ? { type: 'list', items, range } : { type: 'missing', range };
    });
  });

  private readonly list: ParserMethod<[], Expression> = this.RULE('list', () => {
    const open = this.CONSUME(LSquare);
    const items = this.separated(open, RSquare, () => this.SUBRULE(this.expression));
    return this.ACTION((): Expression => ({ type: 'list', items, range: this.rangeFrom(open) }));
  });

  protected readonly arguments: ParserMethod<[], Argument[]> = this.RULE('arguments', () => {
    const open = this.CONSUME(LParen);
    const given = this.separated(open, RParen, () => this.argument());
    this.ACTION(() => this.checkOrder(given));
    return given;
  });

  /** Arguments without their parentheses, up to the end of the line: reported, and read all the same. */
  protected readonly bareArguments: ParserMethod<[Name], Argument[]> = this.RULE('bareArguments', (callee: Name) => {
    const given: Argument[] = [];
    const gaps: TextEdit[] = [];
    this.MANY({
      GATE: () => given.length === 0 || (this.onSameLine() && this.continuesBareArguments()),
      DEF: () => {
        const comma = this.OPTION5(() => this.CONSUME5(Comma));
        const end = this.ACTION(() => this.lastEnd());
        const value = this.argument();
        this.ACTION(() => {
          given.push(value);
          if (given.length > 1 && !comma) gaps.push({ range: { start: end, end }, newText: ',' });
        });
      },
    });
    this.ACTION(() => this.report(missingParentheses(callee, given, gaps)));
    return given;
  });

  /** Whether what follows the name of a layer, on its line, can only be meant as arguments. */
  protected opensBareArguments(): boolean {
    if (!this.onSameLine()) return false;
    if (this.LA(1).tokenType === NumberLiteral) return true;
    const value = this.LA(3).tokenType;
    return this.namesArgument() && (value === NumberLiteral || value === BooleanLiteral || value === StringLiteral);
  }

  private continuesBareArguments(): boolean {
    const next = this.LA(1);
    if (next.tokenType !== Comma) return next.tokenType === NumberLiteral || this.namesArgument();
    const value = this.LA(2);
    return value.startLine === next.endLine && startsOfValues.some((type) => tokenMatcher(value, type));
  }

  private namesArgument(): boolean {
    return tokenMatcher(this.LA(1), Identifier) && this.LA(2).tokenType === Colon;
  }

  private argument(): Argument {
    return this.OR<Argument>(this.argumentForms);
  }

  private readonly argumentForms: IOrAlt<Argument>[] = [
    {
      GATE: () => this.LA(2).tokenType === Colon || this.LA(2).tokenType === Equals,
      ALT: () => {
        const word = this.CONSUME(Identifier);
        this.OR2([{ ALT: () => this.CONSUME(Colon) }, { ALT: () => this.checkColon(word, this.CONSUME(Equals)) }]);
        const found = this.OPTION(() => this.SUBRULE(this.expression));
        return this.ACTION(() => {
          const value = found ?? this.missing(`a value after ${quoted(`${word.image}:`)}`);
          return { name: nameOf(word), value, range: this.rangeFrom(word) };
        });
      },
    },
    {
      ALT: () => {
        const value = this.SUBRULE2(this.expression);
        return this.ACTION(() => ({ value, range: value.range }));
      },
    },
  ];

  /** Nothing but one expression. */
  protected readonly soleExpression: ParserMethod<[], Expression> = this.RULE('soleExpression', () => {
    const found = this.OPTION(() => this.SUBRULE(this.expression));
    const value = this.ACTION(() => found ?? this.missing('a value'));
    this.ACTION(() => {
      if (found && this.LA(1).tokenType !== EOF) this.unexpected('an operator or the end');
    });
    this.MANY(() => this.OR([{ ALT: () => this.CONSUME(Stray) }, { ALT: () => this.CONSUME(Identifier) }]));
    return value;
  });

  private sign(parts: Part[], sign: IToken): void {
    this.ACTION(() => parts.push({ type: 'sign', operator: sign.image as PrefixOperator, start: sign.startOffset }));
  }

  private operand(parts: Part[], value: Expression | undefined): void {
    this.ACTION(() => {
      const operand = value ?? this.missing(`a value after ${quoted(this.LA(0).image)}`);
      parts.push({ type: 'operand', value: operand });
    });
  }

  private literal({ value, problem }: { value: Expression; problem?: Problem }): Expression {
    if (problem) this.report(problem);
    return value;
  }

  private checkColon(name: IToken, equals: IToken): void {
    this.ACTION(() => {
      const range = { start: name.endOffset! + 1, end: equals.endOffset! + 1 };
      this.report(
        syntaxError('K007', 'An argument is named with ":", found "=".', rangeOf(equals), {
          hint: `Write ${name.image}: value.`,
          fix: replacement('Replace "=" by ":"', range, ':'),
        }),
      );
    });
  }

  private checkOrder(given: readonly Argument[]): void {
    const firstNamed = given.find(({ name }) => name);
    if (!firstNamed) return;
    for (const { name, range } of given.slice(given.indexOf(firstNamed))) {
      if (name) continue;
      this.report(
        syntaxError('K010', 'Positional arguments come before named ones.', range, {
          hint: 'Give this argument its name, or move it to the front.',
          related: [{ message: 'The first named argument.', range: firstNamed.range }],
        }),
      );
    }
  }
}
