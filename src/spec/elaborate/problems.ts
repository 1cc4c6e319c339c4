/** Every problem that elaboration can find, and the one place that collects them. */
import type { Problem, Range } from '../problem';

/** Code to title, for the documentation. */
export const languageProblems = {
  K020: 'Model without layers',
  K021: 'Unknown layer',
  K022: 'Unknown argument',
  K023: 'Argument given twice',
  K024: 'Too many arguments',
  K025: 'Missing argument',
  K026: 'Value of the wrong kind',
  K027: 'Value out of range',
  K028: 'Unknown choice',
  K029: 'Unknown activation, initialiser or data source',
  K030: 'Unknown parameter',
  K031: 'Parameter name taken',
  K032: 'Arithmetic without a result',
  K033: 'Not a whole number',
  K034: 'Override of an unknown parameter',
  K035: 'Override with an unusable value',
  K036: 'Input shape missing',
  K037: 'Directive given twice',
  K038: 'Unknown directive',
  K039: 'Directive with the wrong number of values',
  K040: 'Layer cannot take its input',
  K041: 'Body missing or unexpected',
  K042: 'Empty body',
  K043: 'Unknown layer reference',
  K044: 'Layer reference out of reach',
  K045: 'Layer name used twice',
  K046: 'Malformed layer name',
  K047: 'Model too large',
  K048: 'Layer reaches no output',
  K049: 'Malformed rule code',
  K050: 'Malformed expectation',
  K051: 'Nothing to learn',
  K052: 'Loss does not fit the output',
  K053: 'Weights for an unknown layer',
  K054: 'Layer that cannot be used again',
} as const;

export type LanguageCode = keyof typeof languageProblems;

type Extras = Partial<Pick<Problem, 'severity' | 'hint' | 'fix' | 'related'>>;

/** Collects problems; what a repeat meets in every iteration is reported once. */
export class Problems {
  private readonly found = new Map<string, Problem>();

  report(code: LanguageCode, range: Range, message: string, extras: Extras = {}): void {
    const key = `${code} ${range.start} ${range.end}`;
    if (!this.found.has(key)) this.found.set(key, { code, severity: 'error', message, range, ...extras });
  }

  /** Takes over problems that another reader found. */
  include(problems: readonly Problem[]): void {
    for (const problem of problems)
      this.found.set(`${problem.code} ${problem.range.start} ${problem.range.end}`, problem);
  }

  get size(): number {
    return this.found.size;
  }

  get hasErrors(): boolean {
    return [...this.found.values()].some(({ severity }) => severity === 'error');
  }

  /** By place in the text. */
  sorted(): Problem[] {
    return [...this.found.values()].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  }
}

/** Fix that puts `newText` where something misspelt stands. */
export function replacement(range: Range, newText: string): Problem['fix'] {
  return { title: `Change to ${newText}`, edits: [{ range, newText }] };
}
