import { describe, expect, it } from 'vitest';
import type { Activation, ActivationName } from '../../../src/spec/architecture';
import { activationFacts, activations, isLinear, isOdd } from '../../../src/spec/catalogue/activations';
import { layers } from '../../../src/spec/catalogue/catalogue';
import { dataSources } from '../../../src/spec/catalogue/data-sources';
import { describeType, documentFamily, documentLayer, layerSignature } from '../../../src/spec/catalogue/documentation';
import { biasInitialisers, initialisers } from '../../../src/spec/catalogue/initialisers';
import { prunings } from '../../../src/spec/catalogue/pruning';
import { targets } from '../../../src/spec/catalogue/targets';

const families = [activations, initialisers, biasInitialisers, dataSources, targets, prunings];

describe('signatures', () => {
  it.each([
    [
      'dense',
      'dense(units, activation = linear, bias = true, init?, biases?, prune?, trainable = true, weight_standardized = false)',
    ],
    ['activation', 'activation(activation)'],
    ['residual', 'residual(beta = 1) { … }'],
    ['parallel', 'parallel(merge = add, axis?) { { … } { … } }'],
    ['repeat', 'repeat(times) { … }'],
    ['add', 'add(inputs…)'],
    ['concat', 'concat(inputs…, axis?)'],
    ['use', 'use(layer)'],
    ['embedding', 'embedding(vocabulary, features, init?, trainable = true)'],
    ['positional_embedding', 'positional_embedding(init?, trainable = true)'],
    ['attention', 'attention(heads, causal = false, bias = true, init?, biases?, prune?, trainable = true)'],
    ['rnn', 'rnn(units, nonlinearity = tanh, bias = true, init?, biases?, prune?, trainable = true)'],
    ['lstm', 'lstm(units, bias = true, init?, biases?, prune?, trainable = true)'],
    ['gru', 'gru(units, bias = true, init?, biases?, prune?, trainable = true)'],
    ['max_pool', 'max_pool(kernel, stride?, padding = valid, dilation = 1, ceil_mode = false)'],
    [
      'avg_pool',
      'avg_pool(kernel, stride?, padding = valid, dilation = 1, ceil_mode = false, count_include_pad = true)',
    ],
    ['global_avg_pool', 'global_avg_pool'],
    ['global_max_pool', 'global_max_pool'],
    ['adaptive_avg_pool', 'adaptive_avg_pool(positions)'],
    ['pad', 'pad(amounts, after?, value = 0)'],
    ['slice', 'slice(axis, from?, to?, step = 1)'],
    ['permute', 'permute(order)'],
    ['mean', 'mean(axis)'],
    ['batch_norm', 'batch_norm(statistics = batch, eps = 0.00001, affine = true, trainable = true)'],
    ['layer_norm', 'layer_norm(axes = 1, eps = 0.00001, affine = true, bias = true, trainable = true)'],
    ['group_norm', 'group_norm(groups, eps = 0.00001, affine = true, trainable = true)'],
    ['rms_norm', 'rms_norm(eps = 0.00001, affine = true, trainable = true)'],
    ['flatten', 'flatten'],
    ['reshape', 'reshape(shape)'],
    ['bias', 'bias(biases?, trainable = true)'],
    ['scale', 'scale(value = 1, trainable = false)'],
    ['dropout', 'dropout(rate)'],
  ])('%s: %s', (kind, expected) => {
    const layer = layers.get(kind);
    expect(layer && layerSignature(layer)).toBe(expected);
  });
});

describe('documentation', () => {
  it('of a layer has signature, summary and one line a parameter', () => {
    const dropout = layers.get('dropout');
    expect(dropout && documentLayer(dropout)).toBe(
      [
        '`dropout(rate)`',
        'Dropout, which is the identity in this analysis.',
        'The Gauss-Newton matrix is that of the network at inference, where dropout does nothing.',
        '- `rate` (number from 0 below 1): share of features dropped in training',
      ].join('\n\n'),
    );
  });

  it('of a family has one line an entry', () => {
    expect(documentFamily(initialisers)).toContain(
      '- `kaiming_normal(fan = in, gain = sqrt(2), seed?)`: Normal, std gain / sqrt(fan); keeps the second moment of relu networks.',
    );
    expect(documentFamily(activations).split('\n')).toHaveLength(21);
  });

  it.each([
    [{ type: 'number', integer: true, minimum: 1, maximum: 1e9 }, 'whole number from 1'],
    [{ type: 'number', exclusiveMinimum: 0 }, 'number above 0'],
    [{ type: 'number', minimum: 0, maximum: 5 }, 'number from 0 up to 5'],
    [{ type: 'choice', choices: ['in', 'out'] }, 'in | out'],
    [{ type: 'sizes', minimum: 1, words: [] }, 'sizes from 1'],
    [{ type: 'sizes', minimum: 0, words: ['same', 'valid'] }, 'same | valid | sizes from 0'],
    [{ type: 'label' }, 'label of a layer'],
    [{ type: 'family', family: () => activations }, 'activation'],
  ] as const)('%j: %s', (type, words) => {
    expect(describeType(type)).toBe(words);
  });

  it('says something of everything', () => {
    const calls = [...layers.values(), ...families.flatMap(({ entries }) => [...entries.values()])];
    expect(calls.filter(({ summary }) => !/^.+\.$/.test(summary))).toEqual([]);
    const parameters = calls.flatMap((call) => Object.values(call.parameters));
    expect(parameters.filter(({ documentation }) => documentation.length === 0 || documentation.endsWith('.'))).toEqual(
      [],
    );
  });
});

describe('activations', () => {
  const of = (name: ActivationName, argument?: number): Activation => ({ name, argument, normalized: false });

  it('are all of the language', () => {
    expect([...activations.entries.keys()]).toEqual([...Object.keys(activationFacts), 'normalized']);
    expect(Object.keys(activationFacts)).toHaveLength(20);
  });

  it.each([
    [of('linear'), true, true],
    [of('relu'), false, false],
    [of('tanh'), true, false],
    [of('leaky_relu', 0.01), false, false],
    [of('leaky_relu', 1), true, true],
    [of('abs'), false, false],
    [of('quadratic'), false, false],
    [of('sin'), true, false],
  ])('%j: odd %s, linear %s', (activation, odd, linear) => {
    expect(isOdd(activation)).toBe(odd);
    expect(isLinear(activation)).toBe(linear);
  });
});
