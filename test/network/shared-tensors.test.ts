/** Tensors that several nodes share, and tensors that are given. The truths are identities of objects and counts written beside them. */
import { describe, expect, test } from 'vitest';
import type { GraphNode } from '../../src/spec/architecture';
import { instantiate, reinstantiate } from '../../src/network/instantiate';
import type { Network } from '../../src/network/network';
import { nodeParameters } from '../../src/network/parameters';
import { forwardOnData, outputOf } from '../../src/network/passes';
import { validArch } from '../support/elaborate-arch';
import { architecture, dense, filesOf, noFiles } from './build';
import { npy, npz } from './formats/files';

const specification = `model M {
  input 4
  biases normal(0.1)
  stem: dense(4, tanh)
  again: use(stem)
  repeat(2) { inner: dense(4) use(inner) }
  use(stem)
  dense(2)
}`;

async function network(source = specification): Promise<Network> {
  const { value, problems } = await instantiate(validArch(source), noFiles);
  expect(problems).toEqual([]);
  return value!;
}

const operationsOf = ({ nodes }: Network, layer: string) =>
  nodes.filter(({ node, operation }) => operation.parameters.length > 0 && layerName(node) === layer);
const layerName = ({ layer }: GraphNode) => validArch(specification).layers[layer].name;
const parametersOf = (of: Network, layer: string) =>
  operationsOf(of, layer).flatMap(({ operation }) => operation.parameters);

describe('use', () => {
  test('shares the parameters themselves', async () => {
    const of = await network();
    for (const [user, owner] of [
      ['again', 'stem'],
      ['use1', 'stem'],
      ['repeat1.0.use1', 'repeat1.0.inner'],
      ['repeat1.1.use1', 'repeat1.1.inner'],
    ]) {
      const shared = parametersOf(of, user);
      expect(shared.map(({ name }) => name)).toEqual([`${owner}.weight`, `${owner}.bias`]);
      parametersOf(of, owner).forEach((parameter, index) => expect(shared[index]).toBe(parameter));
    }
    expect(parametersOf(of, 'repeat1.0.inner')[0].values).not.toEqual(parametersOf(of, 'repeat1.1.inner')[0].values);
  });

  test('counts them once', async () => {
    expect((await network()).parameterCount).toBe(20 + 2 * 20 + 10);
  });

  test('keeps sharing under another seed', async () => {
    const first = await network();
    const second = reinstantiate(first, 99);
    expect(parametersOf(second, 'stem')[0].values).not.toEqual(parametersOf(first, 'stem')[0].values);
    expect(parametersOf(second, 'again')[0]).toBe(parametersOf(second, 'stem')[0]);
    expect(second.parameterCount).toBe(first.parameterCount);
  });

  test('applies the same map: W (W x) for a linear layer', async () => {
    const of = await network('model M { input 2 data gaussian(3) a: dense(2, bias: false) use(a) }');
    const [{ values: w }] = of.nodes[1].operation.parameters;
    const output = outputOf(of, forwardOnData(of));
    const apply = (x: ArrayLike<number>) => [w[0] * x[0] + w[1] * x[1], w[2] * x[0] + w[3] * x[1]];
    for (let i = 0; i < 3; i++)
      apply(apply(of.data.inputs.row(i))).forEach((value, j) => expect(output.row(i)[j]).toBeCloseTo(value, 13));
  });

  test('shares given tensors too: x / (1 + eps) after two norms of variance 1', async () => {
    const of = await network(
      'model M { input 2 data gaussian(3) a: batch_norm(statistics: given, eps: 0.5, affine: false) use(a) dense(1) }',
    );
    const { outputs } = forwardOnData(of);
    outputs[2].data.forEach((value, i) => expect(value).toBeCloseTo(of.data.inputs.data[i] / 1.5, 14));
  });

  test('asks a weights file for them once', async () => {
    const source = 'model M { input 2 weights "w.npz" a: dense(2, bias: false) b: use(a) }';
    const files = filesOf({ 'w.npz': npz({ 'a.weight': npy('<f8', [2, 2], Float64Array.of(1, 2, 3, 4)) }) });
    const { value, problems } = await instantiate(validArch(source), files);
    expect(problems).toEqual([]);
    expect(value!.nodes.slice(1).map(({ operation }) => [...operation.parameters[0].values])).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ]);
  });
});

describe('buffers', () => {
  const of = architecture([3], [dense(2, 3, { layer: { prune: { sparsity: 0.5, method: 'magnitude' } } })]);
  const node: GraphNode = { ...of.nodes[1], buffers: { running_mean: [2], table: [2, 2] } };

  test('follow the tensors, are never learned and never pruned', () => {
    const given = (name: string) => (name.endsWith('table') ? Float64Array.of(1, 2, 3, 4) : undefined);
    const parameters = nodeParameters(node, of.layers[0], given);
    expect(parameters.map(({ name, trainable, mask }) => [name, trainable, mask !== undefined])).toEqual([
      ['dense1.weight', true, true],
      ['dense1.bias', true, false],
      ['dense1.running_mean', false, false],
      ['dense1.table', false, false],
    ]);
    expect([...parameters[3].values]).toEqual([1, 2, 3, 4]);
  });

  test('a tensor whose name holds "bias" is drawn as biases are', () => {
    const recurrent: GraphNode = {
      ...of.nodes[1],
      tensors: { weight_ih_l0: [2, 3], bias_ih_l0: [2], bias_hh_l0: [2] },
    };
    const layer = { ...of.layers[0], prune: undefined };
    const [weight, ...biases] = nodeParameters(recurrent, layer, () => undefined);
    expect([...weight.values].every((value) => value !== 0)).toBe(true);
    expect(biases.map(({ values }) => [...values])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    const [, first, second] = nodeParameters(
      recurrent,
      { ...layer, biases: { name: 'normal', std: 1 } },
      () => undefined,
    );
    expect(first.values).not.toEqual(second.values);
  });
});
