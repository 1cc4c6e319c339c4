/** What the panel's page and its host say to each other. Both sides check what they receive (`validate.ts`). */
import type { AnalysisState } from '../report/analysis-state';
import type { Report } from '../report/report';
import type { Range } from '../spec/problem';

export interface PanelDocument {
  readonly uri: string;
  /** File name without folders. */
  readonly name: string;
  readonly version: number;
}

export type ToPanel =
  /** The document that the panel shows and what is known of it; `document` null: no specification is open. */
  | { readonly type: 'state'; readonly document: PanelDocument; readonly state: AnalysisState }
  | { readonly type: 'empty' }
  /** The cursor stands in this interval of the source. */
  | { readonly type: 'cursor'; readonly offset: number }
  /** Something to compare with is drawn beside the current figures; null ends the comparison. */
  | { readonly type: 'baseline'; readonly baseline: Baseline | null };

export interface Baseline {
  /** `last saved`, `deep-linear.arch`. */
  readonly label: string;
  readonly report: Report;
}

export type ReportFormat = 'markdown' | 'json' | 'html';
export type ImageFormat = 'png' | 'svg';

export type FromPanel =
  /** The page is loaded and wants its state. */
  | { readonly type: 'ready' }
  /** Show this interval of the source and give the editor the focus. `hash`: of the text that the interval belongs to. */
  | { readonly type: 'reveal'; readonly range: Range; readonly hash: string }
  | { readonly type: 'applyFix'; readonly hash: string; readonly finding: number; readonly fix: number }
  /** Show a rule's page. */
  | { readonly type: 'explain'; readonly code: string }
  | { readonly type: 'analyse' }
  | { readonly type: 'cancel' }
  | { readonly type: 'endComparison' }
  /** A chart as a file: `data` is SVG text, or a PNG in base64. */
  | { readonly type: 'saveImage'; readonly format: ImageFormat; readonly name: string; readonly data: string }
  /** SVG text to the clipboard (images go there from the page itself). */
  | { readonly type: 'copyText'; readonly text: string }
  | { readonly type: 'saveReport'; readonly format: ReportFormat }
  | { readonly type: 'copyReport'; readonly format: ReportFormat }
  /** Something in the page failed; goes to the log. */
  | { readonly type: 'log'; readonly message: string };
