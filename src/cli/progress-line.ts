import { clip, visible } from '../report/text/text-width';
import type { Progress } from '../analysis/stages';
import type { Output } from './host';

const millisecondsBetweenUpdates = 80;

/** One line on standard error that says what is being computed and disappears; silent unless that is a terminal. */
export class ProgressLine {
  private shownAt = -Infinity;

  constructor(
    private readonly output: Output,
    private readonly quiet: boolean,
  ) {}

  show(file: string, { stage, fraction }: Progress): void {
    const now = performance.now();
    if (!this.active || now - this.shownAt < millisecondsBetweenUpdates) return;
    this.shownAt = now;
    const share = fraction === null ? '' : ` ${Math.round(100 * fraction)} %`;
    this.output.write(`\r\x1b[K${clip(visible(`${file}: ${stage}${share}`), (this.output.columns ?? 80) - 1)}`);
  }

  clear(): void {
    if (this.active && this.shownAt > 0) this.output.write('\r\x1b[K');
  }

  private get active(): boolean {
    return this.output.isTTY === true && !this.quiet;
  }
}
