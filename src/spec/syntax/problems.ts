import type { Problem, Range } from '../problem';

/** Every problem the readers report, with a one-line title for the documentation. */
export const syntaxProblems = {
  K001: 'A character that the language does not use',
  K002: 'A malformed number',
  K003: 'A malformed string',
  K004: 'A comment that is not closed',
  K005: 'Nesting deeper than a specification can need',
  K006: 'A statement outside the model',
  K007: 'Something else was expected here',
  K008: 'A bracket that is not closed',
  K009: 'A missing or surplus comma',
  K010: 'A positional argument after a named one',
  K011: 'A directive in the wrong place or form',
  K012: 'A kappa-ignore comment that silences nothing',
  K013: 'Text that is not JSON',
  K014: 'An unknown key',
  K015: 'A key given twice',
  K016: 'A JSON value of the wrong type',
  K017: 'A name that cannot be written',
  K018: 'More than one model in a file',
  K019: 'A file without a model',
} as const satisfies Record<string, string>;

export type SyntaxProblemCode = keyof typeof syntaxProblems;

type Details = Pick<Problem, 'hint' | 'fix' | 'related'>;

export function syntaxError(code: SyntaxProblemCode, message: string, range: Range, details: Details = {}): Problem {
  return { code, severity: 'error', message, range, ...details };
}

export function syntaxWarning(code: SyntaxProblemCode, message: string, range: Range, details: Details = {}): Problem {
  return { code, severity: 'warning', message, range, ...details };
}

/** A fix that replaces `range` by `newText`. */
export function replacement(title: string, range: Range, newText: string): NonNullable<Problem['fix']> {
  return { title, edits: [{ range, newText }] };
}

/** What stands in the text, quoted and cut short for a message. */
export function quoted(text: string): string {
  return text.length > 24 ? `"${text.slice(0, 24)}…"` : `"${text}"`;
}

/** By position; of several errors at one place only the first met is kept, since the others follow from it. */
export function inReadingOrder(problems: readonly Problem[]): readonly Problem[] {
  const taken = new Set<number>();
  const first = problems.filter(({ severity, range }) => {
    if (severity !== 'error') return true;
    if (taken.has(range.start)) return false;
    taken.add(range.start);
    return true;
  });
  return first.sort((a, b) => a.range.start - b.range.start);
}
