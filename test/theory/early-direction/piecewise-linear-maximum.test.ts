import { afterEach, expect, test } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import { randomStream } from '../../../src/numerics/random';
import { piecewiseLinearMaximum } from '../../../src/theory/early-direction/piecewise-linear-maximum';

const arctangent = Math.atan2;
afterEach(() => void (Math.atan2 = arctangent));

/**
 * Starts that are caught at a corner of the kinks below zero give up at once: every look at a plane takes one arctangent, and 16 starts that
 * walk a few dozen planes each take some 1e4; a walk that goes round and round takes 1e5 of its own.
 */
test.each([1, 2, 3])('no start goes round in circles, draw %i', (seed) => {
  const random = randomStream(seed, 'caught at a corner');
  const [samples, features] = [64, 8];
  const inputs = new Matrix(samples, features, random.normals(samples * features));
  // Most of them pull down, so that many starts are.
  const targets = random.normals(samples, samples * features).map((target) => target - 1.5);
  let looks = 0;
  Math.atan2 = (y, x) => (looks++, arctangent(y, x));
  const { pinned } = piecewiseLinearMaximum({ inputs, targets, starts: [] }, 0);
  expect(pinned.length).toBeLessThan(features);
  expect(looks).toBeLessThan(8e4);
});
