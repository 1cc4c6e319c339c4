import { describe, expect, it } from 'vitest';
import { curveSentence, drawable, renderCurve } from '../../../src/report/svg/curve';
import type { Palette } from '../../../src/report/svg/palette';
import { elementsOf, textOf } from '../../support/read-markup';
import { sampleCurve } from '../../support/sample-reports/theory';

const roles = [
  'background',
  'foreground',
  'muted',
  'grid',
  'top',
  'bottom',
  'baseline',
  'certified',
  'doubt',
  'font',
] as const;
const palette = Object.fromEntries(roles.map((role) => [role, role])) as unknown as Palette;
const svg = renderCurve(sampleCurve, { palette, width: 480 });
const lines = elementsOf(svg).filter(({ name }) => name === 'polyline');

describe('a curve', () => {
  it('has a line a series, through its points', () => {
    // Depth 0 to 10 over 64 to 464, kappa 1 to 100 over 190 to 12.
    expect(lines.map(({ attributes }) => attributes.points)).toEqual(['64,12 264,101 464,190', '264,12 464,101']);
  });

  it('tells series apart by colour and by dash', () => {
    expect(lines.map(({ attributes }) => attributes.stroke)).toEqual(['top', 'bottom']);
    expect(lines.map(({ attributes }) => attributes['stroke-dasharray'])).toEqual([undefined, '6 3']);
  });

  it('says which series is which, how far to trust it, and what the axes are', () => {
    const text = textOf(svg);
    for (const part of ['exact (exact)', 'bound (bound)', 'depth', 'kappa']) expect(text).toContain(part);
  });

  it('draws a mark where it is', () => {
    const [mark] = elementsOf(svg).filter(({ attributes }) => attributes.stroke === 'foreground');
    expect([mark.attributes.x1, mark.attributes.x2]).toEqual(['264', '264']);
    expect(textOf(svg)).toContain('this depth');
  });

  it('is empty when nothing can be drawn', () => {
    const empty = { ...sampleCurve, series: [], marks: [] };
    expect(renderCurve(empty, { palette })).toBe('');
  });
});

it('a logarithmic axis leaves out what is not positive, a linear one does not', () => {
  const points = [
    [0, 0],
    [1, 2],
    [2, Infinity],
  ] as const;
  expect(drawable(points, sampleCurve)).toEqual([[1, 2]]);
  const linear = { ...sampleCurve, vertical: { title: '', scale: 'linear' as const } };
  expect(drawable(points, linear)).toEqual([
    [0, 0],
    [1, 2],
  ]);
});

it('goes into words', () => {
  expect(curveSentence(sampleCurve)).toBe(
    'Kappa by depth, over depth: exact from 100 to 1 at 10; bound from 0 to 10 at 10.',
  );
});
