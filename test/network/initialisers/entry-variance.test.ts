import { describe, expect, it, test } from 'vitest';
import { entryVariance } from '../../../src/network/initialisers/entry-variance';
import { initialise } from '../../../src/network/initialisers/initialise';
import { pruningMask } from '../../../src/network/initialisers/pruning';
import type { InitialiserName, Pruning, Shape } from '../../../src/spec/architecture';
import { initialiser } from '../../support/architecture-builder';

/** Truth: the mean square of drawn entries; of isometries it is exact. */
describe('mean squares of drawn weights', () => {
  test.each<[InitialiserName, Shape, number]>([
    ['kaiming_normal', [200, 150], 0.03],
    ['kaiming_uniform', [200, 150], 0.03],
    ['xavier_normal', [100, 30, 3, 3], 0.03],
    ['lecun_uniform', [200, 50, 3], 0.03],
    ['normal', [200, 150], 0.03],
    ['orthogonal', [40, 90], 1e-13],
    ['orthogonal', [30, 5, 3], 1e-13],
    ['delta_orthogonal', [20, 12, 3, 3], 1e-13],
    ['zeros', [4, 4], 0],
  ])('%s of shape %j', (name, shape, tolerance) => {
    const init = initialiser(name, { gain: 1.3, std: 0.2 });
    const values = initialise(init, shape, 'layer.weight');
    const meanSquare = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.abs(meanSquare - entryVariance(init, shape, undefined)!)).toBeLessThanOrEqual(tolerance * meanSquare);
  });

  it('random pruning takes its share', () => {
    const prune: Pruning = { sparsity: 0.6, method: 'random' };
    const init = initialiser('lecun_normal');
    const values = initialise(init, [200, 150], 'layer.weight');
    const mask = pruningMask(prune, values, 1, 'layer.weight');
    const meanSquare = values.reduce((sum, value, i) => sum + mask[i] * value * value, 0) / values.length;
    expect(meanSquare / entryVariance(init, [200, 150], prune)!).toBeCloseTo(1, 1);
  });
});

it.each<[InitialiserName, Pruning | undefined]>([
  ['identity', undefined],
  ['kaiming_normal', { sparsity: 0.5, method: 'magnitude' }],
])('%s, pruned %j: no one variance', (name, prune) =>
  expect(entryVariance(initialiser(name), [4, 4], prune)).toBeNull(),
);
