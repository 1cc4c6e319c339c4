import { expectationState } from '../diagnostic';
import type { Report } from '../report';
import type { Canvas, Colour } from './canvas';
import { table } from './table';
import { visible } from './text-width';

const signs = { holds: '✓', failed: '✗', 'cannot tell': '?' } as const;
const colours: Readonly<Record<keyof typeof signs, Colour>> = {
  holds: 'green',
  failed: 'red',
  'cannot tell': 'yellow',
};

/** Each `expect` with whether it holds and the figure it was held against. */
export function expectations({ expectations: all }: Report, { paint, width }: Canvas): readonly string[] {
  if (all.length === 0) return [];
  const [, ...rows] = table(
    all,
    [
      {
        title: '',
        cell: (each) => signs[expectationState(each)],
        paint: (text, each) => paint(colours[expectationState(each)], text),
      },
      { title: '', cell: ({ text }) => visible(text), shrinkTo: 20 },
      { title: '', cell: expectationState, paint: (text, each) => paint(colours[expectationState(each)], text) },
      { title: '', cell: ({ actual }) => visible(actual), shrinkTo: 12 },
    ],
    width,
  );
  return rows;
}
