import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spectrumOutline, spectrumPoints, thinned } from '../../src/report/spectrum-points';
import { densityReport } from '../support/sample-reports/density';
import { linearReport } from '../support/sample-reports/linear';

const { spectrum } = linearReport;

test('what the cut dropped though undecided stands after what it kept', () => {
  const points = spectrumPoints({ ...spectrum, eigenvalues: [4, 2], cut: 1, undecided: [2, 0.5] });
  expect(points).toEqual([
    { index: 1, value: 4, undecided: false },
    { index: 2, value: 2, undecided: true },
    { index: 3, value: 0.5, undecided: true },
  ]);
});

test.each([
  ['not computed', { eigenvalues: null }],
  ['zero', { eigenvalues: [0] }],
])('a spectrum that is %s has no points', (_, change) => {
  expect(spectrumPoints({ ...spectrum, ...change })).toEqual([]);
});

test('a density is outlined by the ranks at which it expects its levels', () => {
  const { points, ...rest } = spectrumOutline(densityReport.spectrum);
  expect(points).toHaveLength(61);
  expect([points[0], points[30], points[60]]).toEqual([
    { index: 1, value: 100, undecided: false },
    { index: expect.closeTo(900, 9), value: expect.closeTo(0.1, 9), undecided: false },
    { index: 1800, value: expect.closeTo(1e-4, 15), undecided: false },
  ]);
  const floor = { level: 1e-4, title: 'cannot be told from zero below 0.0001' };
  expect(rest).toEqual({ size: 2000, estimated: true, floor });
});

test('thinning keeps both ends, the order and the limit, and leaves few points alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 2, max: 500 }), (length, limit) => {
      const eigenvalues = Array.from({ length }, (_, index) => length - index);
      const points = spectrumPoints({ ...spectrum, eigenvalues, undecided: [] });
      const kept = thinned(points, limit);
      expect(kept.length).toBeLessThanOrEqual(limit);
      expect(kept[0]).toBe(points[0]);
      expect(kept.at(-1)).toBe(points.at(-1));
      expect(kept.every(({ index }, at) => at === 0 || index > kept[at - 1].index)).toBe(true);
      if (length <= limit) expect(kept).toBe(points);
    }),
  );
});
