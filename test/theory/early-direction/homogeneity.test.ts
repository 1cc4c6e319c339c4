import { describe, expect, it } from 'vitest';
import { instantiate } from '../../../src/network/instantiate';
import { forwardOnData, outputOf } from '../../../src/network/passes';
import { homogeneity } from '../../../src/theory/early-direction/homogeneity';
import { noFiles } from '../../network/build';
import { model, validArch } from '../../support/elaborate-arch';

const plain = 'bias: false';
const order = (layers: string, directives = 'input 4\ndata gaussian(samples: 5)') =>
  validArch(model(layers, { directives }));

// P = 1 + p + ... + p^(L-1) for chains; each other row by counting the weights that multiply.
const homogeneous: [string, string, number][] = [
  ['linear', `dense(3, ${plain}) dense(3, ${plain}) dense(1, ${plain})`, 3],
  ['relu', `dense(5, relu, ${plain}) dense(5, leaky_relu(0.2), ${plain}) dense(2, ${plain})`, 3],
  ['relu squared', `dense(5, relu_power(2), ${plain}) dense(5, quadratic, ${plain}) dense(1, ${plain})`, 7],
  ['a bias in the first layer', `dense(5, relu) dense(1, ${plain})`, 2],
  [
    'branches of equal degree',
    `dense(4, relu, ${plain}) parallel { { dense(3, ${plain}) } { dense(3, abs, ${plain}) } }`,
    2,
  ],
  ['a frozen layer does not count', `dense(5, tanh, trainable: false) dense(1, ${plain})`, 1],
  ['a trainable scale does', `dense(5, ${plain}) scale(0.5, trainable: true)`, 2],
];

describe('homogeneity', () => {
  it.each(homogeneous)('%s', (_, layers, expected) => {
    expect(homogeneity(order(layers))).toEqual({ order: expected, certainty: 'exact' });
  });

  it.each(homogeneous)('%s: scaling all weights scales the output by that power', async (_, layers, expected) => {
    const { value: network } = await instantiate(order(layers), noFiles);
    const before = outputOf(network!, forwardOnData(network!)).data.slice();
    for (const factor of [0.5, 1.7]) {
      const learned = network!.nodes.flatMap(({ operation }) => operation.parameters.filter((p) => p.trainable));
      const starts = learned.map(({ values }) => values.slice());
      learned.forEach(({ values }) => values.forEach((w, i) => (values[i] = factor * w)));
      const after = outputOf(network!, forwardOnData(network!)).data.slice();
      learned.forEach(({ values }, k) => values.set(starts[k]));
      after.forEach((output, i) =>
        expect(Math.abs(output - factor ** expected * before[i])).toBeLessThan(1e-13 * (1 + Math.abs(output))),
      );
    }
  });

  it.each([
    ['tanh', `a: dense(5, tanh, ${plain}) dense(1, ${plain})`, 'a', 'tanh is not homogeneous'],
    ['a bias further on', `dense(5, relu, ${plain}) out: dense(1)`, 'out', 'bias'],
    ['an identity skip', `dense(4, ${plain}) r: residual { dense(4, ${plain}) }`, 'r', 'skip'],
    ['a norm', `dense(4, ${plain}) n: layer_norm`, 'n', 'eps'],
    ['an implicit layer', `d: deq(4) dense(1, ${plain})`, 'd', 'not homogeneous'],
  ])('%s breaks it', (_, layers, layer, reason) => {
    const found = homogeneity(order(layers));
    expect(found).toMatchObject({ order: null, layer });
    expect((found as { reason: string }).reason).toContain(reason);
  });
});
