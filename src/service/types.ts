/** What the language service gives: plain data with UTF-16 offsets, for any editor. */
import type { Range, Severity, TextEdit } from '../spec/problem';

export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** The sentence, and the hint on a line of its own. */
  readonly message: string;
  readonly range: Range;
  /** Path of the code's page in the package, `docs/rules/K110.md`. */
  readonly documentation: string;
  readonly related: readonly { readonly message: string; readonly range: Range }[];
  /** What does nothing is faded by the editor. */
  readonly unnecessary: boolean;
}

export interface Hover {
  /** Markdown. Links to a code's page are written `[K110](docs/rules/K110.md)`; the host makes them absolute. */
  readonly markdown: string;
  readonly range: Range;
}

export type InlayHintKind = 'shape' | 'share' | 'kappa';

export interface InlayHint {
  readonly kind: InlayHintKind;
  readonly offset: number;
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
}

/** `command` is what a click does; null shows a title only. */
export interface CodeLens {
  readonly range: Range;
  readonly title: string;
  /** Whether the title says something; else it only names what a click does. */
  readonly informs: boolean;
  readonly command: 'analyse' | 'openPanel' | 'compareWithSaved' | null;
}

export interface CodeAction {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Codes of the diagnostics that it mends. */
  readonly codes: readonly string[];
  /** The editor's default for its problem (the nearest spelling, a rule's first fix; never a silencing). */
  readonly preferred: boolean;
}

export type CompletionKind = 'layer' | 'directive' | 'parameter' | 'value' | 'reference' | 'code' | 'snippet' | 'file';

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** One line beside the label. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation: string;
  /** Replaces `range`; `${1:placeholder}` when `snippet`. */
  readonly newText: string;
  readonly snippet: boolean;
  readonly range: Range;
}

export interface SignatureHelp {
  readonly label: string;
  /** Markdown. */
  readonly documentation: string;
  /** `label` is an interval of the signature's label. */
  readonly parameters: readonly { readonly label: readonly [number, number]; readonly documentation: string }[];
  /** -1 when the cursor stands at no parameter. */
  readonly activeParameter: number;
}

export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'model' | 'parameter' | 'directive' | 'layer' | 'block';
  readonly range: Range;
  readonly selectionRange: Range;
  readonly children: readonly DocumentSymbol[];
}

export interface FoldingRange {
  readonly range: Range;
  readonly kind: 'block' | 'comment';
}

/** Innermost first; each contains the one before it. */
export type SelectionRanges = readonly Range[];

export const semanticTokenTypes = [
  'keyword',
  'class',
  'parameter',
  'property',
  'variable',
  'function',
  'enumMember',
  'number',
  'string',
  'comment',
  'operator',
] as const;

export interface SemanticToken {
  readonly range: Range;
  readonly type: (typeof semanticTokenTypes)[number];
  readonly declaration: boolean;
}
