import { type Child, h } from './h';

export interface Column<Row> {
  readonly title: string;
  /** Numbers stand to the right. */
  readonly numeric?: boolean;
  cell(row: Row): Child;
}

/** Rows under titled columns; the first column heads its row. Scrolls sideways by itself where it is too wide. */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): HTMLElement {
  return h(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h(
      'table',
      {},
      h('caption', { class: 'visually-hidden' }, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          columns.map(({ title, numeric }) => h('th', { scope: 'col', class: numeric && 'numeric' }, title)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((row) =>
          h(
            'tr',
            {},
            columns.map(({ numeric, cell }, at) =>
              h(at === 0 ? 'th' : 'td', { scope: at === 0 && 'row', class: numeric && 'numeric' }, cell(row)),
            ),
          ),
        ),
      ),
    ),
  );
}
