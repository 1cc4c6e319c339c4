import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bar } from '../../../src/report/text/bar';
import { canvas } from '../../../src/report/text/canvas';
import { logAxis } from '../../../src/report/text/log-axis';
import { table } from '../../../src/report/text/table';
import { clip, padEnd, padStart, textWidth, visible, wrap } from '../../../src/report/text/text-width';

describe('canvas', () => {
  it.each([
    [20, 80],
    [100, 100],
    [400, 140],
  ])('%i columns are drawn on %i', (width, expected) => expect(canvas({ width, colour: false }).width).toBe(expected));

  it('paints only when asked, and never nothing', () => {
    expect(canvas({ width: 80, colour: false }).paint('red', 'x')).toBe('x');
    expect(canvas({ width: 80, colour: true }).paint('red', 'x')).toBe('\x1b[31mx\x1b[39m');
    expect(canvas({ width: 80, colour: true }).paint('red', '')).toBe('');
  });
});

describe('text width', () => {
  it.each([
    ['abc', 3],
    ['\x1b[31mabc\x1b[39m', 3],
    ['漢字', 4],
    ['e\u0301', 1],
    ['😀', 2],
    ['κ → ∞', 5],
  ])('%j takes %i columns', (text, expected) => expect(textWidth(text)).toBe(expected));

  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['漢字漢', 4, '漢…'],
    ['abc', 1, '…'],
  ])('%j clipped to %i is %j', (text, width, expected) => expect(clip(text, width)).toBe(expected));

  it('pads what it can see', () => {
    expect(padEnd('漢', 4)).toBe('漢  ');
    expect(padStart('\x1b[1mx\x1b[22m', 3)).toBe('  \x1b[1mx\x1b[22m');
    expect(padEnd('abc', 2)).toBe('abc');
  });

  it('wraps at words', () => {
    expect(wrap('one two  three', 7)).toEqual(['one two', 'three']);
    expect(wrap('overlong word', 4)).toEqual(['overlong', 'word']);
    expect(wrap('', 10)).toEqual([]);
  });

  it('shows no character that steers a terminal', () => {
    expect(visible('a\x1b[2Jb\u202ec\td\x07')).toBe('a\ufffd[2Jb\ufffdc\td\ufffd');
  });
});

describe('table', () => {
  const rows = [
    { name: 'stem', count: 7 },
    { name: 'classifier', count: 1200 },
  ];

  it('aligns its columns', () => {
    const lines = table(
      rows,
      [
        { title: 'layer', cell: ({ name }) => name },
        { title: 'count', align: 'right', cell: ({ count }) => String(count) },
      ],
      80,
    );
    expect(lines).toEqual([
      'layer       count', //
      'stem            7',
      'classifier   1200',
    ]);
  });

  it('shortens the widest column that may shrink, down to its least width', () => {
    const columns = [
      { title: 'layer', cell: ({ name }: { name: string }) => name, shrinkTo: 6 },
      { title: 'n', align: 'right' as const, cell: ({ count }: { count: number }) => String(count) },
    ];
    expect(table(rows, columns, 13)).toEqual([
      'layer       n', //
      'stem        7',
      'classi…  1200',
    ]);
    expect(table(rows, columns, 5)[2]).toBe('class…  1200');
  });

  it('paints after it has aligned', () => {
    const lines = table(
      [{ name: 'a' }],
      [{ title: 'wide', cell: ({ name }) => name, paint: (text) => `<${text}>` }],
      80,
    );
    expect(lines).toEqual(['wide', '<a   >']);
  });
});

describe('bar', () => {
  it.each([
    [null, ''],
    [0, ''],
    [NaN, ''],
    [1e-9, '▏'],
    [0.5, '██'],
    [0.53, '██▏'],
    [1, '████'],
    [3, '████'],
  ])('the share %s of four columns is %j', (share, expected) => expect(bar(share, 4)).toBe(expected));
});

describe('logAxis', () => {
  it('has no axis without a positive finite value', () => {
    expect(logAxis([], 30)).toBeUndefined();
    expect(logAxis([0, -1, Infinity, NaN], 30)).toBeUndefined();
  });

  it.each<[string, number[], number, string, string]>([
    ['1-2-5 steps', [650, 1893], 29, '500           1000          2000', '├─────────────┼─────────────┤'],
    ['powers of ten', [2, 300], 28, '1        10       100      1000', '├────────┼────────┼────────┤'],
    [
      'every second power',
      [2, 3e6],
      43,
      '1          100       1e4        1e6       1e8',
      '├──────────┼─────────┼──────────┼─────────┤',
    ],
    ['one value', [10], 15, '10            20', '├─────────────┤'],
    [
      'a value at the top of its decade',
      [10, 100],
      30,
      '10       20         50       100',
      '├────────┼──────────┼────────┤',
    ],
  ])('%s', (_, values, width, labels, line) => expect(logAxis(values, width)?.lines).toEqual([labels, line]));

  it('keeps the order of values and stays on the axis', () => {
    const positive = fc.double({ min: 1e-200, max: 1e200, noNaN: true });
    fc.assert(
      fc.property(positive, positive, fc.integer({ min: 14, max: 100 }), (a, b, width) => {
        const axis = logAxis([a, b], width);
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((value) => axis?.column(value) ?? -1);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeGreaterThanOrEqual(low);
        expect(high).toBeLessThan(width);
        expect(axis?.lines[1].length).toBe(width);
      }),
    );
  });
});
