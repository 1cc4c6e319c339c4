import { expect, test } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { maxPoolTies } from '../../src/network/max-pool-ties';
import { instantiate } from '../../src/network/instantiate';
import { forward } from '../../src/network/passes';
import { validArch } from '../support/elaborate-arch';
import { noFiles } from './build';

/** Ties by node of layers on samples of 4x1. */
async function ties(layers: string, samples: number[][]): Promise<(readonly [kind: string, count: number])[]> {
  const architecture = validArch(`model M {\ninput 4x1\ndata gaussian(samples: 2)\n${layers}\n}`);
  const { value: network } = await instantiate(architecture, noFiles);
  const trace = forward(network!, Matrix.fromRows(samples), new Float64Array(samples.length).fill(1));
  return maxPoolTies(network!, trace).map(({ node, count }) => [architecture.nodes[node].kind, count]);
}

test.each<[string, string, number[][], (readonly [string, number])[]]>([
  ['equal largest entries', 'max_pool(2)\ndense(1)', [[1, 1, 2, 3]], [['max_pool', 1]]],
  ['equal smaller entries', 'max_pool(4)\ndense(1)', [[1, 1, 2, 3]], []],
  [
    'of every sample and window',
    'max_pool(2)\ndense(1)',
    [
      [1, 1, 3, 3],
      [0, -0, 1, 2],
    ],
    [['max_pool', 3]],
  ],
  ['three at once are one', 'global_max_pool\ndense(1)', [[5, 5, 2, 5]], [['global_max_pool', 1]]],
  ['zeros of relu, which no parameter moves', 'activation(relu)\nmax_pool(2)\ndense(1)', [[-1, -2, -1, 0]], []],
  ['behind relu where it is not flat', 'activation(relu)\nmax_pool(2)\ndense(1)', [[1, 1, -1, 2]], [['max_pool', 1]]],
  ['averages have none', 'avg_pool(2)\ndense(1)', [[1, 1, 1, 1]], []],
])('%s', async (_, layers, samples, expected) => {
  expect(await ties(layers, samples)).toEqual(expected);
});
