import { describe, expect, test } from 'vitest';
import { instantiate, reinstantiate } from '../../src/network/instantiate';
import type { Network } from '../../src/network/network';
import { forward, outputOf } from '../../src/network/passes';
import { architecture, dense, noFiles, type NodeSketch } from './build';

const relu: NodeSketch = {
  kind: 'activation',
  output: [5],
  settings: { activation: { name: 'relu', normalized: false } },
};
const mlp = architecture([3], [dense(5, 3), relu, dense(2, 5)]);

async function network(of = mlp, seed?: number): Promise<Network> {
  const { value, problems } = await instantiate(of, noFiles, { seed });
  expect(problems).toEqual([]);
  return value!;
}

const weights = ({ nodes }: Network) =>
  nodes.flatMap(({ operation }) => operation.parameters.map(({ values }) => [...values]));

describe('instantiate', () => {
  test('counts learnable parameters and knows an affine network from a nonlinear one', async () => {
    const cases: [string, ReturnType<typeof architecture>, Pick<Network, 'linear' | 'biased' | 'parameterCount'>][] = [
      ['mlp', mlp, { linear: false, biased: true, parameterCount: 20 + 12 }],
      ['affine', architecture([3], [dense(2, 3)]), { linear: true, biased: true, parameterCount: 8 }],
      ['linear', architecture([3], [dense(2, 3, { bias: false })]), { linear: true, biased: false, parameterCount: 6 }],
      [
        'frozen',
        architecture([3], [dense(2, 3, { layer: { trainable: false } })]),
        { linear: true, biased: true, parameterCount: 0 },
      ],
      [
        'pruned',
        architecture([4], [dense(5, 4, { layer: { prune: { sparsity: 0.25, method: 'magnitude' } } })]),
        { linear: true, biased: true, parameterCount: 15 + 5 },
      ],
      [
        'nonlinear and biased parts that do not reach the output',
        architecture([5], [relu, dense(5, 5), dense(2, 5, { inputs: [0], bias: false })]),
        { linear: true, biased: false, parameterCount: 30 + 10 },
      ],
    ];
    for (const [name, of, expected] of cases) expect(await network(of), name).toMatchObject(expected);
  });

  test('pruning that removes nothing leaves no mask', async () => {
    const masks = async (sparsity: number) => {
      const pruned = dense(5, 4, { layer: { prune: { sparsity, method: 'magnitude' } } });
      const { nodes } = await network(architecture([4], [pruned]));
      return nodes[1].operation.parameters.map(({ mask }) => mask?.filter((alive) => alive === 0).length);
    };
    expect(await masks(0)).toEqual([undefined, undefined]);
    expect(await masks(0.25)).toEqual([5, undefined]);
  });

  test('draws the same numbers again, others from another seed', async () => {
    const first = await network();
    expect(weights(await network())).toEqual(weights(first));
    const other = await network(mlp, 2);
    expect(weights(other)).not.toEqual(weights(first));
    expect(weights(reinstantiate(first, 2))).toEqual(weights(other));
    expect(reinstantiate(first, 2).data).toBe(first.data);
  });

  test('a layer changed leaves the draws of the others', async () => {
    const [, bias, head] = weights(await network(architecture([7], [dense(5, 7), relu, dense(2, 5)])));
    expect([bias, head]).toEqual([weights(await network())[1], weights(await network())[2]]);
  });

  test('the model too large for memory is one problem', async () => {
    const { value, problems } = await instantiate(architecture([70000], [dense(70000, 70000)]), noFiles);
    expect(value).toBeUndefined();
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'K089',
        message: 'The model has 4900070000 parameters, which need 39 GB of memory.',
        range: { start: 6, end: 9 },
      }),
    ]);
  });

  test('has outputs of the right shape', async () => {
    const net = await network();
    const trace = forward(net, net.data.inputs, new Float64Array(4).fill(1));
    expect(trace.outputs.map(({ rows, cols }) => [rows, cols])).toEqual([
      [4, 3],
      [4, 5],
      [4, 5],
      [4, 2],
    ]);
    expect(outputOf(net, trace)).toBe(trace.outputs[3]);
  });
});
