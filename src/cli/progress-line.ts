import { clip, visible } from '../report/text/text-width';
import type { Progress } from '../analysis/stages';
import type { Output } from './host';

const millisecondsBetweenUpdates = 80;

/** One line on standard error that says what is being computed and disappears; silent unless that is a terminal. */
export class ProgressLine {
  private shownAt = -Infinity;
  private known: string | undefined;

  constructor(
    private readonly output: Output,
    private readonly quiet: boolean,
  ) {}

  /** Words before what is being computed, from the next update on and until the line is cleared. */
  know(words: string | undefined): void {
    this.known = words;
  }

  show(file: string, { stage, fraction }: Progress): void {
    if (!this.isShown) return;
    const now = performance.now();
    if (now - this.shownAt < millisecondsBetweenUpdates) return;
    this.shownAt = now;
    const share = fraction === null ? '' : ` ${Math.round(100 * fraction)} %`;
    const known = this.known === undefined ? '' : `${this.known}; `;
    this.output.write(`\r\x1b[K${clip(visible(`${file}: ${known}${stage}${share}`), (this.output.columns ?? 80) - 1)}`);
  }

  clear(): void {
    this.known = undefined;
    if (this.isShown && this.shownAt > 0) this.output.write('\r\x1b[K');
  }

  get isShown(): boolean {
    return this.output.isTTY === true && !this.quiet;
  }
}
