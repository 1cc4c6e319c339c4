import { escapeMarkdown, markdownTable } from './markdown-text';
import type { Sweep } from './sweep';
import { sweepColumns, sweepNotes, sweepTitle } from './sweep-table';

/** A sweep as GitHub-flavoured Markdown. Ends with a line feed. */
export function renderSweepMarkdown(sweep: Sweep): string {
  const columns = sweepColumns(sweep);
  const blocks = [
    `## ${escapeMarkdown(sweepTitle(sweep))}`,
    markdownTable(
      columns.map(({ title }) => title),
      sweep.rows.map((row) => columns.map(({ cell }) => cell(row))),
    ),
    sweepNotes(sweep)
      .map((note) => `- ${escapeMarkdown(note)}`)
      .join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
