import { clip, padEnd, padStart, textWidth } from './text-width';

export interface Column<Row> {
  readonly title: string;
  readonly align?: 'left' | 'right';
  readonly cell: (row: Row) => string;
  /** Narrowest the column may become when the table does not fit; without it the column keeps its width. Its cells must be unpainted. */
  readonly shrinkTo?: number;
  /** Applied to the padded cell, so colours never change the layout. */
  readonly paint?: (text: string, row: Row) => string;
}

/** Rows under a line of titles, two columns of space between; the widest shrinkable column gives way until the table fits. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width: number): readonly string[] {
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const widths = columns.map((column, index) =>
    cells.reduce((widest, row) => Math.max(widest, textWidth(row[index])), textWidth(column.title)),
  );
  shrink(widths, columns, width);
  const place = (text: string, index: number) => {
    const fitted = columns[index].shrinkTo === undefined ? text : clip(text, widths[index]);
    return columns[index].align === 'right' ? padStart(fitted, widths[index]) : padEnd(fitted, widths[index]);
  };
  const line = (texts: readonly string[]) => texts.join('  ').trimEnd();
  const body = cells.map((row, at) =>
    line(row.map((text, index) => columns[index].paint?.(place(text, index), rows[at]) ?? place(text, index))),
  );
  return [line(columns.map((column, index) => place(column.title, index))), ...body];
}

function shrink<Row>(widths: number[], columns: readonly Column<Row>[], width: number): void {
  let excess = widths.reduce((sum, each) => sum + each, 2 * (widths.length - 1)) - width;
  while (excess > 0) {
    let widest = -1;
    columns.forEach(({ shrinkTo }, index) => {
      if (shrinkTo === undefined || widths[index] <= shrinkTo) return;
      if (widest < 0 || widths[index] > widths[widest]) widest = index;
    });
    if (widest < 0) return;
    widths[widest]--;
    excess--;
  }
}
