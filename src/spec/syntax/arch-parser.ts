import { EOF, tokenMatcher, type IToken, type ParserMethod } from 'chevrotain';
import type { Problem } from '../problem';
import {
  directiveColon,
  directiveInBody,
  labelLikeDirective,
  mixedBranches,
  parameterColon,
  unlabelled,
} from './arch-problems';
import { ExpressionParser } from './expression-parser';
import type { IgnoreComments } from './kappa-ignore';
import { stringLiteral } from './literals';
import { quoted } from './problems';
import {
  Allow,
  Colon,
  Comma,
  DirectiveWord,
  Equals,
  Identifier,
  LCurly,
  LParen,
  ModelWord,
  RCurly,
  RParen,
  Stray,
  StringLiteral,
} from './tokens';
import { nameOf } from './tolerant-parser';
import type { Block, Directive, Expression, Model, Name, ParameterDeclaration, Statement } from './tree';

type Entry = Directive['entries'][number];

type Heading = Pick<Statement, 'label' | 'kind'>;

/** Where items are collected. Directives of a body are reported and kept for the model. */
interface Scope {
  readonly place: 'file' | 'model' | 'body' | 'branch';
  readonly directives: Directive[];
  readonly statements: Statement[];
  readonly branches: Block[];
}

export interface ParsedFile {
  readonly models: readonly Model[];
  /** What stands outside a model. */
  readonly outside: Pick<Model, 'directives' | 'statements'>;
  readonly problems: readonly Problem[];
}

/** The grammar of `.arch` files. */
export class ArchParser extends ExpressionParser {
  private ignores: IgnoreComments | undefined;

  constructor() {
    super();
    this.performSelfAnalysis();
  }

  parseFile(tokens: readonly IToken[], ignores: IgnoreComments): ParsedFile {
    this.input = [...tokens];
    this.ignores = ignores;
    this.problems = [];
    const { models, outside } = this.file();
    return { models, outside, problems: this.problems };
  }

  parseExpression(tokens: readonly IToken[]): { value: Expression; problems: readonly Problem[] } {
    this.input = [...tokens];
    this.problems = [];
    const value = this.soleExpression();
    return { value, problems: this.problems };
  }

  private readonly file: ParserMethod<[], { models: Model[]; outside: Scope }> = this.RULE('file', () => {
    const models: Model[] = [];
    const outside: Scope = { place: 'file', directives: [], statements: [], branches: [] };
    this.MANY(() =>
      this.OR([
        {
          GATE: () => this.LA(2).tokenType !== Colon,
          ALT: () => {
            const model = this.SUBRULE(this.model);
            this.ACTION(() => models.push(model));
          },
        },
        { ALT: () => this.SUBRULE(this.item, { ARGS: [outside] }) },
        {
          ALT: () => {
            this.ACTION(() => this.unexpected('a layer or a directive', 'This brace closes nothing: remove it.'));
            this.CONSUME(RCurly);
          },
        },
      ]),
    );
    return { models, outside };
  });

  private readonly model: ParserMethod<[], Model> = this.RULE('model', () => {
    const word = this.CONSUME(ModelWord);
    const name = this.OPTION({ GATE: () => this.onSameLine(), DEF: () => this.CONSUME(Identifier) });
    const parameters = this.OPTION2(() => this.SUBRULE(this.parameters)) ?? [];
    const scope: Scope = { place: 'model', directives: [], statements: [], branches: [] };
    const body = this.OPTION3(() => this.SUBRULE(this.body, { ARGS: [scope] }));
    return this.ACTION(() => {
      if (!body) this.expected('"{" and the layers of the model', 'A model is written: model Name { … }.');
      const { directives, statements, branches } = scope;
      const range = this.rangeFrom(word);
      const model = { parameters, directives, statements: [...statements, ...inside(branches)], range };
      return name ? { name: nameOf(name), ...model } : model;
    });
  });

  private readonly parameters: ParserMethod<[], ParameterDeclaration[]> = this.RULE('parameters', () => {
    const open = this.CONSUME(LParen);
    return this.separated(open, RParen, () => this.SUBRULE(this.parameter));
  });

  private readonly parameter: ParserMethod<[], ParameterDeclaration> = this.RULE('parameter', () => {
    const word = this.CONSUME(Identifier);
    const sign = this.OPTION(() => this.OR([{ ALT: () => this.CONSUME(Equals) }, { ALT: () => this.CONSUME(Colon) }]));
    const found = this.OPTION2({ GATE: () => sign !== undefined, DEF: () => this.SUBRULE(this.expression) });
    return this.ACTION(() => {
      if (sign?.tokenType === Colon) this.report(parameterColon(sign));
      const value = found ?? this.missing(`the value of parameter ${quoted(word.image)}`, 'Write name = value.');
      return { name: nameOf(word), value, range: this.rangeFrom(word) };
    });
  });

  /** `{ … }`. Fills `scope`. */
  private readonly body: ParserMethod<[Scope], true> = this.RULE('body', (scope: Scope): true => {
    const open = this.CONSUME(LCurly);
    this.MANY(() => this.SUBRULE(this.item, { ARGS: [scope] }));
    const closed = this.OPTION(() => this.CONSUME(RCurly));
    this.ACTION(() => {
      if (!closed) this.report(this.unclosed(open, RCurly));
    });
    return true;
  });

  private readonly item: ParserMethod<[Scope], void> = this.RULE('item', (scope: Scope) => {
    const start = this.ACTION(() => this.LA(1));
    this.OR([
      {
        GATE: () => this.opensDirective(),
        ALT: () => {
          const directive = this.SUBRULE(this.directive);
          this.ACTION(() => {
            if (isInLayer(scope)) this.report(directiveInBody(directive));
            scope.directives.push(directive);
          });
        },
      },
      {
        ALT: () => {
          const statement = this.SUBRULE(this.layer, { ARGS: [scope] });
          this.ACTION(() => scope.statements.push(statement));
        },
      },
      {
        ALT: () => {
          this.ACTION(() => {
            if (scope.place !== 'body') this.unexpected(itemIn(scope), 'Braces follow the layer they belong to.');
          });
          const branch: Scope = { place: 'branch', directives: scope?.directives, statements: [], branches: [] };
          this.SUBRULE(this.body, { ARGS: [branch] });
          this.ACTION(() => {
            const statements = [...branch.statements, ...inside(branch.branches)];
            scope.branches.push({ statements, range: this.rangeFrom(start) });
          });
        },
      },
      {
        ALT: () => {
          this.ACTION(() => this.unexpected(itemIn(scope)));
          this.AT_LEAST_ONE(() => this.CONSUME(Stray));
        },
      },
    ]);
  });

  private readonly directive: ParserMethod<[], Directive> = this.RULE('directive', () => {
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

  /** `[name:] kind`; after a label without a kind the kind is an empty name. */
  private readonly heading: ParserMethod<[], Heading> = this.RULE('heading', () =>
    this.OR<Heading>([
      {
        GATE: () => this.LA(2).tokenType === Colon,
        ALT: () => {
          const label = this.CONSUME(Identifier);
          this.CONSUME(Colon);
          const kind = this.OPTION({
            GATE: () => this.LA(2).tokenType !== Colon && !this.opensDirective(),
            DEF: () => this.CONSUME2(Identifier),
          });
          return this.ACTION(() => ({ label: nameOf(label), kind: this.labelledKind(label, kind) }));
        },
      },
      {
        ALT: () => {
          const kind = this.CONSUME3(Identifier);
          return this.ACTION(() => ({ kind: nameOf(kind) }));
        },
      },
    ]),
  );

  private readonly layer: ParserMethod<[Scope], Statement> = this.RULE('layer', (scope: Scope) => {
    const start = this.ACTION(() => this.LA(1));
    const { label, kind } = this.SUBRULE(this.heading);
    const given = this.OPTION3({ GATE: () => kind.text !== '', DEF: () => this.SUBRULE(this.arguments) });
    const inner: Scope = { place: 'body', directives: scope?.directives, statements: [], branches: [] };
    const open = this.ACTION(() => this.LA(1));
    const body = this.OPTION4({
      GATE: () => kind.text !== '',
      DEF: () => this.SUBRULE(this.body, { ARGS: [inner] }),
    });
    const blocks = this.ACTION(() => (body ? this.blocks(inner, open) : []));
    const allow = this.OPTION5({ GATE: () => this.onSameLine(), DEF: () => this.SUBRULE(this.allow) });
    return this.ACTION(() => ({
      ...(label && { label }),
      kind,
      arguments: given ?? [],
      blocks,
      allow: [...this.ignores!.take(start.startOffset), ...(allow ?? [])],
      range: this.rangeFrom(start),
    }));
  });

  private readonly allow: ParserMethod<[], Name[]> = this.RULE('allow', () => {
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
  private opensDirective(): boolean {
    const isWord = tokenMatcher(this.LA(1), DirectiveWord);
    return isWord && !(this.LA(2).tokenType === Colon && tokenMatcher(this.LA(3), Identifier));
  }

  private labelledKind(label: IToken, kind: IToken | undefined): Name {
    if (kind && tokenMatcher(label, DirectiveWord)) this.report(labelLikeDirective(label, kind));
    if (kind) return nameOf(kind);
    this.expected(`a layer after ${quoted(`${label.image}:`)}`, 'Write name: kind(arguments).');
    return { text: '', range: { start: this.lastEnd(), end: this.lastEnd() } };
  }

  /** The bodies of a layer whose braces begin at `open`. */
  private blocks({ statements, branches }: Scope, open: IToken): Block[] {
    if (branches.length === 0) return [{ statements, range: this.rangeFrom(open) }];
    if (statements.length === 0) return branches;
    this.report(mixedBranches(branches, statements));
    const range = { start: statements[0]!.range.start, end: statements.at(-1)!.range.end };
    return [...branches, { statements, range }];
  }

  private entryName(key: IToken): Name {
    if (key.tokenType !== StringLiteral) return nameOf(key);
    const { value, problem } = stringLiteral(key);
    if (problem) this.report(problem);
    const name = { text: value.type === 'string' ? value.value : '', range: value.range };
    if (name.text === '') this.report(unlabelled(key));
    return name;
  }
}

/** Built at first use: a process that reads no specification does not pay for it. */
let sharedParser: ArchParser | undefined;

export function parser(): ArchParser {
  sharedParser ??= new ArchParser();
  return sharedParser;
}

function isInLayer({ place }: Scope): boolean {
  return place === 'body' || place === 'branch';
}

function itemIn(scope: Scope): string {
  return isInLayer(scope) ? 'a layer' : 'a layer or a directive';
}

function inside(blocks: readonly Block[]): Statement[] {
  return blocks.flatMap(({ statements }) => statements);
}
