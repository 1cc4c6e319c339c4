/** Null is an empty cell, as is a number without a spelling. */
export type CsvCell = string | number | boolean | null;

/** Comma-separated values (RFC 4180, line feeds) under a line of titles. */
export function csvTable(titles: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [titles, ...rows].map((cells) => `${cells.map(spelt).join(',')}\n`).join('');
}

function spelt(value: CsvCell): string {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
