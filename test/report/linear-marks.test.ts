import fc from 'fast-check';
import { expect, it } from 'vitest';
import { roundMarks } from '../../src/report/linear-marks';

it.each([
  { low: 0, high: 10, limit: 6, marks: [0, 2, 4, 6, 8, 10] },
  { low: 0, high: 10, limit: 5, marks: [0, 5, 10] },
  { low: 0.12, high: 0.37, limit: 8, marks: [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4] },
  { low: -3, high: 4, limit: 3, marks: [-5, 0, 5] },
  { low: 7, high: 7, limit: 5, marks: [7, 8] },
  { low: 0, high: 0, limit: 5, marks: [0, 0.1] },
])('$low to $high in at most $limit', ({ low, high, limit, marks }) => {
  const found = roundMarks(low, high, limit);
  expect(found[0]).toBeLessThanOrEqual(low);
  expect(found[found.length - 1]).toBeGreaterThanOrEqual(high);
  expect(found).toEqual(marks);
});

it('encloses any interval with evenly spaced marks, no more than fit', () => {
  const end = fc.double({ min: -1e9, max: 1e9, noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(end, end, fc.integer({ min: 2, max: 12 }), (one, other, limit) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      fc.pre(high - low > 1e-6 * Math.max(1, Math.abs(low), Math.abs(high)));
      const marks = roundMarks(low, high, limit);
      const step = marks[1] - marks[0];
      expect(marks.length).toBeGreaterThanOrEqual(2);
      expect(marks.length).toBeLessThanOrEqual(Math.max(2, limit));
      expect(marks[0]).toBeLessThanOrEqual(low + 1e-6 * step);
      expect(marks[marks.length - 1]).toBeGreaterThanOrEqual(high - 1e-6 * step);
      marks.slice(1).forEach((mark, at) => expect((mark - marks[at]) / step).toBeCloseTo(1, 4));
    }),
  );
});
