/** Pieces of GitHub-flavoured Markdown. */

/** A table with its cells as they are, Markdown included; titles stand at the left. Empty without rows. */
export function richTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return tableOf(titles, rows, ':--');
}

/** A table of plain text; empty without rows. */
export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return tableOf(
    titles.map(escapeMarkdown),
    rows.map((cells) => cells.map(escapeMarkdown)),
    '---',
  );
}

/** Text that Markdown shows as it is, on one line. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, '\\$&').replace(/\s*[\r\n]+\s*/g, ' ');
}

function tableOf(titles: readonly string[], rows: readonly (readonly string[])[], rule: string): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(titles), line(titles.map(() => rule)), ...rows.map(line)].join('\n');
}
