/** From text to what it means: the one door of the language. */
import type { Architecture } from './architecture';
import { elaborate, type Overrides } from './elaborate/elaborate';
import type { Problem } from './problem';
import { readArch } from './syntax/read-arch';
import { readJson } from './syntax/read-json';
import type { Syntax, SyntaxTree } from './syntax/tree';

export interface SpecificationOptions extends Overrides {
  readonly syntax: Syntax;
}

export interface Specification {
  /** Present when no problem is an error. */
  readonly architecture?: Architecture;
  /** What was understood in spite of the errors: for what an editor shows while somebody types, never for an analysis. */
  readonly draft?: Architecture;
  readonly tree: SyntaxTree;
  /** Sorted by place; one root cause, one problem. */
  readonly problems: readonly Problem[];
}

export function readSpecification(source: string, options: SpecificationOptions): Specification {
  const read = options.syntax === 'json' ? readJson(source) : readArch(source);
  const { value, problems: found } = elaborate(read.value, options);
  const syntaxErrors = read.problems.filter(isError);
  const meant = syntaxErrors.length === 0 ? found : found.filter((problem) => !isConsequence(problem, syntaxErrors));
  const problems = [...read.problems, ...meant].sort(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
  );
  const architecture = problems.some(isError) ? undefined : value;
  return { ...(architecture && { architecture }), ...(value && { draft: value }), tree: read.value, problems };
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

/** What is missing may be what could not be read, and what touches a syntax error was guessed. */
const aboutMissing: ReadonlySet<string> = new Set(['K020', 'K036', 'K043', 'K051']);

function isConsequence({ code, range }: Problem, syntaxErrors: readonly Problem[]): boolean {
  return (
    aboutMissing.has(code) ||
    syntaxErrors.some((error) => range.start <= error.range.end && error.range.start <= range.end)
  );
}
