/** What the tests inside the extension host print, and the tests outside read: this, and JSON of `InHostResult[]`. */
export const RESULTS = 'IN-HOST-RESULTS ';

/** One test that ran inside the extension host. */
export interface InHostResult {
  readonly suite: string;
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** Message and stack. */
  readonly error?: string;
}
