import { describe, expect, it } from 'vitest';
import type { Architecture } from '../../../src/spec/architecture';
import { model, validArch } from '../../support/elaborate-arch';

/** `3 add 1,2 -> 4`: id, kind, inputs, output shape. */
const nodeLines = ({ nodes }: Architecture) =>
  nodes.map(({ id, kind, inputs, outputShape }) => `${id} ${kind} ${inputs.join(',')} -> ${outputShape.join('x')}`);
const tensorLines = ({ nodes, layers }: Architecture) =>
  nodes.flatMap(({ layer, tensors }) =>
    Object.entries(tensors).map(([name, shape]) => `${layers[layer].name}.${name} ${shape.join('x')}`),
  );
const names = ({ layers }: Architecture) => layers.map(({ name }) => name);

describe('graph', () => {
  it.each([
    ['dense(3)', ['0 input  -> 4', '1 dense 0 -> 3']],
    ['dense(3, activation: linear)', ['0 input  -> 4', '1 dense 0 -> 3']],
    ['dense(3, relu)', ['0 input  -> 4', '1 dense 0 -> 3', '2 activation 1 -> 3']],
    ['bias scale(2) dropout(0.5)', ['0 input  -> 4', '1 bias 0 -> 4', '2 scale 1 -> 4', '3 dropout 2 -> 4']],
    ['dense(6) reshape(2x3) flatten', ['0 input  -> 4', '1 dense 0 -> 6', '2 reshape 1 -> 2x3', '3 flatten 2 -> 6']],
    [
      'dense(6) reshape([3, 2]) dense(5)',
      ['0 input  -> 4', '1 dense 0 -> 6', '2 reshape 1 -> 3x2', '3 dense 2 -> 3x5'],
    ],
    ['residual { dense(4) }', ['0 input  -> 4', '1 dense 0 -> 4', '2 add 0,1 -> 4']],
    ['residual { dense(3) }', ['0 input  -> 4', '1 dense 0 -> 3', '2 dense 0 -> 3', '3 add 2,1 -> 3']],
    ['repeat(2) { dense(3) }', ['0 input  -> 4', '1 dense 0 -> 3', '2 dense 1 -> 3']],
    ['repeat(0) { dense(3) } dense(2)', ['0 input  -> 4', '1 dense 0 -> 2']],
    ['parallel { { dense(3) } { dense(3) } }', ['0 input  -> 4', '1 dense 0 -> 3', '2 dense 0 -> 3', '3 add 1,2 -> 3']],
    ['parallel(concat) { {} { dense(3) } }', ['0 input  -> 4', '1 dense 0 -> 3', '2 concat 0,1 -> 7']],
    ['parallel(mean) { {} { dense(4) } }', ['0 input  -> 4', '1 dense 0 -> 4', '2 mean 0,1 -> 4']],
    ['a: dense(3) b: dense(3) add(a, b)', ['0 input  -> 4', '1 dense 0 -> 3', '2 dense 1 -> 3', '3 add 1,2 -> 3']],
    [
      'a: dense(3) b: dense(2) concat(b, a)',
      ['0 input  -> 4', '1 dense 0 -> 3', '2 dense 1 -> 2', '3 concat 2,1 -> 5'],
    ],
    [
      'a: dense(4) residual { b: dense(4) add(a, b) }',
      ['0 input  -> 4', '1 dense 0 -> 4', '2 dense 1 -> 4', '3 add 1,2 -> 4', '4 add 1,3 -> 4'],
    ],
  ])('%s', (layers, expected) => {
    expect(nodeLines(validArch(model(layers)))).toEqual(expected);
  });

  it('follows a reference to the present iteration of a repeat', () => {
    const architecture = validArch(model('repeat(2) { a: dense(4) b: dense(4) add(a, b) }'));
    expect(nodeLines(architecture).filter((line) => line.includes('add'))).toEqual([
      '3 add 1,2 -> 4',
      '6 add 4,5 -> 4',
    ]);
  });

  it('takes 20 000 operations', () => {
    expect(validArch(model('repeat(10000) { dense(4, relu) }')).nodes).toHaveLength(20_001);
  });

  it('follows a reference to a container', () => {
    const architecture = validArch(model('r: repeat(2) { dense(4) } p: residual { dense(4) } add(r, p)'));
    expect(nodeLines(architecture).at(-1)).toBe('5 add 2,4 -> 4');
  });
});

describe('the axis of concat', () => {
  const merged = (layout: string, call: string) =>
    validArch(model(`${call}\nflatten dense(2)`, { directives: `input 2x3x4\nlayout ${layout}` })).nodes[1].outputShape;

  it.each([
    ['channels_last', 'parallel(concat) { {} {} }', [2, 3, 8]],
    ['channels_first', 'parallel(concat) { {} {} }', [4, 3, 4]],
    ['channels_last', 'parallel(concat, axis: 0) { {} {} }', [4, 3, 4]],
    ['channels_first', 'parallel(concat, axis: 1) { {} {} }', [2, 6, 4]],
    ['channels_first', 'parallel(concat, axis: -1) { {} {} }', [2, 3, 8]],
    ['channels_last', 'parallel(concat, axis: -3) { {} {} {} }', [6, 3, 4]],
  ])('%s: %s', (layout, call, expected) => {
    expect(merged(layout, call)).toEqual(expected);
  });

  it('is the only one of vectors in either layout', () => {
    for (const layout of ['channels_last', 'channels_first']) {
      const source = model('parallel(concat) { {} { dense(3) } } dense(2)', {
        directives: `input 4\nlayout ${layout}`,
      });
      expect(validArch(source).nodes[2].outputShape).toEqual([7]);
    }
  });
});

describe('settings and tensors', () => {
  it.each([
    ['dense(3)', 1, { units: 3, bias: true, weight_standardized: false }],
    [
      'dense(3, bias: false, init: zeros, prune: 0.5, trainable: true)',
      1,
      { units: 3, bias: false, weight_standardized: false },
    ],
    ['dense(3, leaky_relu)', 2, { activation: { name: 'leaky_relu', argument: 0.01, normalized: false } }],
    ['dense(3, normalized(elu(2)))', 2, { activation: { name: 'elu', argument: 2, normalized: true } }],
    ['dense(3) activation(relu_power)', 2, { activation: { name: 'relu_power', argument: 2, normalized: false } }],
    ['dense(3) activation(linear)', 2, { activation: { name: 'linear', normalized: false } }],
    ['dense(3) scale(1 / 2)', 2, { value: 0.5 }],
    ['dense(3) dropout(0.25)', 2, { rate: 0.25 }],
    ['dense(6) reshape(2x3)', 2, { shape: [2, 3] }],
    ['residual(0.5) { dense(4) }', 2, { beta: 0.5, coefficients: [0.5, 1] }],
    ['residual { dense(3) }', 2, { units: 3, bias: false }],
    ['dense(6) reshape(2x3) parallel(concat) { {} {} }', 3, { merge: 'concat', axis: 1 }],
    ['dense(6) reshape(2x3) parallel(concat, axis: -2) { {} {} }', 3, { merge: 'concat', axis: 0 }],
    ['a: dense(3) concat(a, a)', 2, { axis: 0 }],
    ['parallel { {} {} {} } dense(2)', 1, { merge: 'add', coefficients: [1, 1, 1] }],
    ['a: dense(3) add(a, a)', 2, { coefficients: [1, 1] }],
  ])('%s: node %i', (layers, id, settings) => {
    expect(validArch(model(layers)).nodes[id].settings).toEqual(settings);
  });

  it.each([
    ['dense(3)', ['dense1.weight 3x4', 'dense1.bias 3']],
    ['dense(3, bias: false)', ['dense1.weight 3x4']],
    ['head: dense(8) reshape(4x2) dense(5)', ['head.weight 8x4', 'head.bias 8', 'dense1.weight 5x2', 'dense1.bias 5']],
    ['bias', ['bias1.bias 4']],
    ['bias scale(2)', ['bias1.bias 4']],
    ['scale(2, trainable: true)', ['scale1.weight 4']],
    ['block: residual { dense(3, bias: false) }', ['dense1.weight 3x4', 'block.projection.weight 3x4']],
  ])('%s: tensors', (layers, tensors) => {
    expect(tensorLines(validArch(model(layers)))).toEqual(tensors);
  });
});

describe('layers', () => {
  it.each([
    ['dense(3) dense(2) bias', ['dense1', 'dense2', 'bias1']],
    ['stem: dense(3) dense(2)', ['stem', 'dense1']],
    ['dense(3) dense1: dense(2) dense(2)', ['dense2', 'dense1', 'dense3']],
    ['residual { dense(4) } dense(2)', ['dense1', 'residual1', 'dense2']],
    [
      'repeat(2) { dense(4) a: dense(4) dense(4) }',
      ['repeat1.0.dense1', 'repeat1.0.a', 'repeat1.0.dense2', 'repeat1.1.dense1', 'repeat1.1.a', 'repeat1.1.dense2'],
    ],
    [
      'dense(4) blocks: repeat(1) { residual { dense(4) } } dense(2)',
      ['dense1', 'blocks.0.dense1', 'blocks.0.residual1', 'dense2'],
    ],
    [
      'repeat(1) { bias } repeat(1) { inner: repeat(2) { bias } }',
      ['repeat1.0.bias1', 'repeat2.0.inner.0.bias1', 'repeat2.0.inner.1.bias1'],
    ],
    ['a: dense(4) repeat(1) { a: dense(4) add(a) }', ['a', 'repeat1.0.a', 'repeat1.0.add1']],
  ])('%s: names', (layers, expected) => {
    expect(names(validArch(model(layers)))).toEqual(expected);
  });

  it('records what a layer is and what it contains', () => {
    const source = model('block: residual { dense(3, relu, prune: 0.5, trainable: false) } dense(2)');
    const { layers } = validArch(source);
    expect(layers[1]).toMatchObject({
      index: 1,
      name: 'block',
      kind: 'residual',
      nodes: [3, 4],
      inputShape: [4],
      outputShape: [3],
      trainable: true,
    });
    expect(layers[0]).toMatchObject({ nodes: [1, 2], trainable: false, prune: { sparsity: 0.5, method: 'magnitude' } });
    expect(source.slice(layers[1].kindRange.start, layers[1].kindRange.end)).toBe('residual');
    expect(source.slice(layers[1].range.start, layers[1].range.end)).toMatch(/^block: residual \{.*\}$/);
  });

  it('records containers, outermost first', () => {
    const { layers } = validArch(model('repeat(2) { parallel { { dense(4) } { b: residual { dense(4) } } } }'));
    expect(layers.map(({ containers }) => containers)).toEqual(
      [0, 1].flatMap((iteration) => {
        const repeat = { kind: 'repeat', name: 'repeat1', iteration };
        const branch = (index: number) => ({ kind: 'parallel', name: `repeat1.${iteration}.parallel1`, branch: index });
        const residual = { kind: 'residual', name: `repeat1.${iteration}.b` };
        return [[repeat, branch(0)], [repeat, branch(1), residual], [repeat, branch(1)], [repeat]];
      }),
    );
  });

  it('applies allow on a container to the layers inside', () => {
    const { layers } = validArch(model('residual { dense(4) allow K110 } allow K203 dense(2)'));
    expect(layers.map(({ allow }) => allow.map(({ code }) => code))).toEqual([['K110', 'K203'], ['K203'], []]);
  });

  it.each([
    ['dense(3)', { name: 'kaiming_normal', fan: 'in', gain: Math.SQRT2, seed: 9 }],
    ['dense(3, init: xavier_normal)', { name: 'xavier_normal', fan: 'average', gain: 1, seed: 9 }],
    [
      'dense(3, init: lecun_uniform(fan: out, gain: 2, seed: 4))',
      { name: 'lecun_uniform', fan: 'out', gain: 2, seed: 4 },
    ],
    ['dense(3, init: normal(0.1))', { name: 'normal', fan: 'in', gain: 1, std: 0.1, seed: 9 }],
    ['dense(3, init: orthogonal(sqrt(4)))', { name: 'orthogonal', fan: 'in', gain: 2, seed: 9 }],
    ['dense(3, init: identity)', { name: 'identity', fan: 'in', gain: 1, seed: 9 }],
  ])('%s: init', (layers, init) => {
    const directives = 'input 4\ninit kaiming_normal(seed: 9)';
    expect(validArch(model(layers, { directives })).layers[0].init).toEqual(init);
  });
});
