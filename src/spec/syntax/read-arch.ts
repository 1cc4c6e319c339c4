import type { Problem } from '../problem';
import { parser } from './arch-parser';
import { noModel, outsideModel, secondModel } from './arch-problems';
import { IgnoreComments } from './kappa-ignore';
import { lex } from './lex';
import { cutAtNestingLimit } from './nesting';
import { inReadingOrder } from './problems';
import type { Model, SyntaxTree } from './tree';

export interface ReadSpecification {
  readonly value: SyntaxTree;
  readonly problems: readonly Problem[];
}

/** Reads `.arch` text. Never throws: the tree holds what could be read, the problems (K001-K019) all that could not. */
export function readArch(source: string): ReadSpecification {
  const lexed = lex(source);
  const { tokens, problem: tooDeep } = cutAtNestingLimit(lexed.tokens);
  const ignores = new IgnoreComments(source, { tokens, comments: lexed.comments });
  const { models, outside, problems } = parser().parseFile(tokens, ignores);
  const [first, ...others] = models;
  const model = withOutside(first, outside, source);
  const tree: SyntaxTree = { syntax: 'arch', source, ...(model && { model }) };

  // Behind the limit nothing was read: what is missing there, such as closing brackets, is not the user's fault.
  if (tooDeep) {
    const before = [...lexed.problems, ...problems].filter(
      ({ code, range }) => code !== 'K008' && range.end < tooDeep.range.start,
    );
    return { value: tree, problems: inReadingOrder([...before, tooDeep]) };
  }
  const structure = [...others.map((other) => secondModel(other, first!)), ...outsideProblems(first, outside, source)];
  if (!model) structure.push(noModel(source, 'model Name { input 8  dense(1) }'));
  const ignoreProblems = [...ignores.problems, ...ignores.leftOver()];
  return { value: tree, problems: inReadingOrder([...lexed.problems, ...problems, ...structure, ...ignoreProblems]) };
}

type Outside = Pick<Model, 'directives' | 'statements'>;

function outsideProblems(model: Model | undefined, outside: Outside, source: string): Problem[] {
  const ranges = [...outside.directives, ...outside.statements]
    .map(({ range }) => range)
    .sort((a, b) => a.start - b.start);
  return ranges.length > 0 ? [outsideModel(ranges, model, source)] : [];
}

/** What stands outside the model is read as if it stood inside. */
function withOutside(model: Model | undefined, { directives, statements }: Outside, source: string): Model | undefined {
  if (directives.length + statements.length === 0) return model;
  if (!model) return { parameters: [], directives, statements, range: { start: 0, end: source.length } };
  return {
    ...model,
    directives: [...model.directives, ...directives],
    statements: [...model.statements, ...statements],
  };
}
