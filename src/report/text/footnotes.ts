import { formatDuration } from '../numbers';
import type { Report } from '../report';
import type { Canvas } from './canvas';
import { visible, wrap } from './text-width';

/** Stages that were not started: why, at what cost, and what is shown instead. */
export function skipped({ skipped: all }: Report, { width }: Canvas): readonly string[] {
  return all.flatMap(({ stage, reason, estimate, instead }) => {
    const lines = wrap(visible(`${stage}: ${reason} (would take ${estimate}). Shown instead: ${instead}`), width - 2);
    return lines.map((line, index) => (index === 0 ? line : `  ${line}`));
  });
}

/** One dim line: `shapes 2 ms · gram 120 ms`. */
export function timings({ timings: all }: Report, { paint, width }: Canvas): readonly string[] {
  const text = all.map(({ stage, milliseconds }) => `${stage} ${formatDuration(milliseconds)}`).join(' · ');
  return wrap(visible(text), width).map((line) => paint('dim', line));
}
