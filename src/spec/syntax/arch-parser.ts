import { tokenMatcher, type IOrAlt, type IToken, type ParserMethod } from 'chevrotain';
import type { Problem } from '../problem';
import { directiveInBody, labelLikeDirective, mixedBranches, parameterColon } from './arch-problems';
import { DirectiveParser } from './directive-parser';
import type { IgnoreComments } from './kappa-ignore';
import { quoted } from './problems';
import { Colon, DirectiveWord, Equals, Identifier, LCurly, LParen, ModelWord, RCurly, RParen, Stray } from './tokens';
import { nameOf } from './tolerant-parser';
import type { Block, Directive, Expression, Model, Name, ParameterDeclaration, Statement } from './tree';

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
export class ArchParser extends DirectiveParser {
  constructor() {
    super();
    this.performSelfAnalysis();
  }

  parseFile(tokens: readonly IToken[], ignores: IgnoreComments): ParsedFile {
    this.input = [...tokens];
    this.ignores = ignores;
    this.start = 0;
    this.problems = [];
    const { models, outside } = this.file();
    return { models, outside, problems: this.problems };
  }

  parseExpression(tokens: readonly IToken[], start: number): { value: Expression; problems: readonly Problem[] } {
    this.input = [...tokens];
    this.start = start;
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

  /** `[name:] kind`; after a label without a kind the kind is an empty name. */
  private readonly heading: ParserMethod<[], Heading> = this.RULE('heading', () => this.OR<Heading>(this.headings));

  private readonly headings: IOrAlt<Heading>[] = [
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
  ];

  private readonly layer: ParserMethod<[Scope], Statement> = this.RULE('layer', (scope: Scope) => {
    const start = this.ACTION(() => this.LA(1));
    const { label, kind } = this.SUBRULE(this.heading);
    const inParentheses = this.OPTION3({ GATE: () => kind.text !== '', DEF: () => this.SUBRULE(this.arguments) });
    const bareArguments = this.OPTION6({
      GATE: () => !inParentheses && kind.text !== '' && this.opensBareArguments(),
      DEF: () => this.SUBRULE(this.bareArguments, { ARGS: [kind] }),
    });
    const given = inParentheses ?? bareArguments;
    const inner: Scope = { place: 'body', directives: scope?.directives, statements: [], branches: [] };
    const open = this.ACTION(() => this.LA(1));
    const body = this.OPTION4({
      GATE: () => kind.text !== '',
      DEF: () => this.SUBRULE(this.body, { ARGS: [inner] }),
    });
    const blocks = this.ACTION(() => (body ? this.blocks(inner, open) : []));
    const allow = this.OPTION5({ GATE: () => this.onSameLine(), DEF: () => this.SUBRULE(this.allow) });
    return this.ACTION(() => ({
      ...(given || body ? { ...(label && { label }), kind, arguments: given ?? [] } : bare({ label, kind })),
      blocks,
      allow: [...this.ignores!.take(start.startOffset), ...(allow ?? [])],
      range: this.rangeFrom(start),
    }));
  });

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
}

/** A layer without arguments. `use: stem` is another spelling of `use(stem)`. */
function bare({ label, kind }: Heading): Heading & Pick<Statement, 'arguments'> {
  if (label?.text !== 'use' || kind.text === '') return { ...(label && { label }), kind, arguments: [] };
  const range = { start: label.range.start, end: kind.range.end };
  // The range of the argument is the whole heading, so that nothing takes it for the place of a positional one.
  return {
    kind: label,
    arguments: [{ value: { type: 'name', text: kind.text, range, wordRange: kind.range }, range }],
  };
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
