import {
  Alternation,
  Alternative,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  Terminal,
  type ILookaheadStrategy,
  type IOrAlt,
  type IProduction,
  type IToken,
  type Rule,
  type TokenType,
} from 'chevrotain';

/** Tokens a production may begin with, by the index Chevrotain gives each type, and whether it may be empty. */
interface First {
  readonly types: ReadonlySet<number>;
  readonly empty: boolean;
}

type Looking = { LA(howMuch: number): IToken };
type OptionalQuery = Parameters<ILookaheadStrategy['buildLookaheadForOptional']>[0];
type AlternationQuery = Parameters<ILookaheadStrategy['buildLookaheadForAlternation']>[0];

/**
 * Decides by the next token alone, and by gates. Chevrotain's own strategy gives the same decisions for one token of lookahead, but
 * also searches what may follow every optional part, which is most of the time it takes to build a parser.
 */
export class FirstTokenLookahead implements ILookaheadStrategy {
  private readonly ofRule = new Map<Rule, First>();

  validate(): [] {
    return [];
  }

  buildLookaheadForOptional({ rule, prodType, prodOccurrence }: OptionalQuery): () => boolean {
    const { types } = this.ofSequence(definitionOf(find(rule, optionals[prodType], prodOccurrence)));
    const begins = byType([types]);
    return function (this: Looking): boolean {
      return begins[this.LA(1).tokenTypeIdx] !== undefined;
    } as () => boolean;
  }

  buildLookaheadForAlternation({ rule, prodOccurrence }: AlternationQuery): () => number | undefined {
    const alternatives = definitionOf(find(rule, Alternation, prodOccurrence)).map((one) => this.of(one).types);
    const candidates = byType(alternatives);
    // Runs for every token, several times: it allocates nothing.
    return function (this: Looking, choices?: IOrAlt<unknown>[]): number | undefined {
      const open = candidates[this.LA(1).tokenTypeIdx];
      if (open) for (const i of open) if (choices?.[i]?.GATE?.call(this) !== false) return i;
      return undefined;
    } as () => number | undefined;
  }

  private ofSequence(productions: readonly IProduction[]): First {
    const types = new Set<number>();
    for (const production of productions) {
      const first = this.of(production);
      for (const type of first.types) types.add(type);
      if (!first.empty) return { types, empty: false };
    }
    return { types, empty: true };
  }

  private of(production: IProduction): First {
    if (production instanceof Terminal) return { types: matching(production.terminalType), empty: false };
    if (production instanceof NonTerminal) return this.ofReferenced(production.referencedRule);
    if (production instanceof Alternation) {
      const alternatives = production.definition.map((one) => this.of(one));
      return {
        types: new Set(alternatives.flatMap(({ types }) => [...types])),
        empty: alternatives.some(({ empty }) => empty),
      };
    }
    const { types, empty } = this.ofSequence(definitionOf(production));
    const mandatory = production instanceof RepetitionMandatory || production instanceof Alternative;
    return { types, empty: empty || !mandatory };
  }

  private ofReferenced(rule: Rule): First {
    const known = this.ofRule.get(rule);
    if (known) return known;
    const first = this.ofSequence(rule.definition);
    this.ofRule.set(rule, first);
    return first;
  }
}

/** For each type of token the alternatives that may begin with it, in order. */
function byType(alternatives: readonly ReadonlySet<number>[]): readonly (readonly number[] | undefined)[] {
  const table: number[][] = [];
  alternatives.forEach((types, i) => types.forEach((type) => (table[type] ??= []).push(i)));
  return table;
}

function definitionOf(production: IProduction | undefined): readonly IProduction[] {
  return production && 'definition' in production ? (production.definition as IProduction[]) : [];
}

type ProductionClass = typeof Alternation | typeof Option | typeof Repetition | typeof RepetitionMandatory;

/** The optional productions that this grammar uses. */
const optionals: Readonly<Record<string, ProductionClass>> = { Option, Repetition, RepetitionMandatory };

/** The production of a class and occurrence inside a rule. */
function find(within: IProduction, wanted: ProductionClass | undefined, occurrence: number): IProduction | undefined {
  for (const child of definitionOf(within)) {
    if (wanted && child instanceof wanted && child.idx === occurrence) return child;
    const found = child instanceof NonTerminal ? undefined : find(child, wanted, occurrence);
    if (found) return found;
  }
  return undefined;
}

/** A category of tokens matches each of its members. */
function matching(type: TokenType): ReadonlySet<number> {
  return new Set([type.tokenTypeIdx!, ...(type.categoryMatches ?? [])]);
}
