/** Half-open interval of UTF-16 offsets in the source text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Replace the text in `range` by `newText`. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** Something wrong with what the user wrote, as data. Codes are K0xx (docs/rules). */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  /** A plain sentence that names what was written and what was expected. */
  readonly message: string;
  readonly range: Range;
  /** What to do about it, one sentence. */
  readonly hint?: string;
  /** The nearest valid spelling or another certain repair. */
  readonly fix?: { readonly title: string; readonly edits: readonly TextEdit[] };
  readonly related?: readonly { readonly message: string; readonly range: Range }[];
}

/** What every reader and analysis returns: a value as far as one could be made, and every problem met. */
export interface Result<T> {
  readonly value: T | undefined;
  readonly problems: readonly Problem[];
}
