import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centredLogits } from '../../../src/gauss-newton/bounds/centred-logits';
import { linearBounds } from '../../../src/gauss-newton/bounds/linear-bounds';
import type { KroneckerSum } from '../../../src/gauss-newton/kronecker-sum';
import { classScores } from '../../../src/spec/class-scores';
import { explicitSpectrum } from '../../support/explicit-gauss-newton';
import { kinds, randomSum } from '../../support/random-linear';

const EPSILON = 2 ** -52;
/** Above this the double precision oracle cannot tell small from zero. */
const DECIDABLE = 1e11;

/**
 * Truth: singular values of the explicit Z by an independent implementation. Returns whether the network could be
 * judged.
 */
function checkBounds(sum: KroneckerSum): boolean {
  const { eigenvalues, kappa, rank } = explicitSpectrum(sum);
  if (rank === 0 || kappa > DECIDABLE) return false;
  const found = linearBounds(sum);
  const slack = 1e-9 + 100 * EPSILON * kappa;
  if (found.structuralRank !== null) expect(found.structuralRank, 'rank').toBe(rank);
  for (const { id, direction, certainty, value } of found.bounds) {
    if (value === null) continue;
    expect(direction === 'upper' ? kappa / value : value / kappa, `${direction} ${id}`).toBeLessThan(1 + slack);
    if (certainty === 'exact') expect(Math.abs(value / kappa - 1), id).toBeLessThan(slack);
  }
  const ends = [
    { interval: found.lambdaMax, truth: eigenvalues[0] },
    { interval: found.lambdaMin, truth: eigenvalues[rank - 1] },
  ];
  for (const { interval, truth } of ends) {
    expect(interval[0] / truth).toBeLessThan(1 + slack);
    expect(interval[1] / truth).toBeGreaterThan(1 - slack);
  }
  return true;
}

describe.each(kinds)('%s', (kind) => {
  it('every bound that claims to apply holds', () => {
    let judged = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0 }), (depth, seed) => {
        if (checkBounds(randomSum(kind, depth, seed))) judged++;
      }),
      { numRuns: 250 },
    );
    expect(judged).toBeGreaterThan(150);
  });

  it('and those of the centred logits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0 }), (depth, seed) => {
        const sum = randomSum(kind, depth, seed);
        if (sum.outputs > 1)
          checkBounds(centredLogits(sum, classScores({ output: [sum.outputs], layout: 'channels_last' })));
      }),
      { numRuns: 40 },
    );
  });
});

it.each([
  ['a direction that a bound may use', 627320040],
  ['rank', 288309872],
])('rounding in a product of singular matrices is not taken for %s', (_, seed) => {
  // The second singular value of a product of rank one comes out above max(rows, columns) eps.
  expect(checkBounds(randomSum('skip over two', 5, seed))).toBe(true);
});
