import { describe, expect, it } from 'vitest';
import { explicitJacobian } from '../../src/gauss-newton/jacobian-columns';
import { factoredJacobian } from '../../src/gauss-newton/jacobian';
import { matrixFreeProduct } from '../../src/gauss-newton/matrix-free-product';
import { instantiate } from '../../src/network/instantiate';
import type { Network } from '../../src/network/network';
import { Matrix } from '../../src/numerics/matrix';
import { columnGram, gram, multiply } from '../../src/numerics/products';
import { randomStream } from '../../src/numerics/random';
import { symmetricEigen } from '../../src/numerics/symmetric-eigen';
import { everyKind, type SmallNetwork, sourceOf } from '../support/every-kind';
import { validArch } from '../support/elaborate-arch';
import { memoryFiles } from '../support/tensor-files';

const SAMPLES = 5;
const losses = ['mse', 'cross_entropy', 'binary_cross_entropy'];
const networks: Readonly<Record<string, SmallNetwork>> = {
  ...everyKind,
  'pruned weights': {
    input: '5x2',
    layers: 'c: conv1d(3, 3, prune: 0.3) activation(tanh) flatten dense(3, prune: 0.5)',
  },
  'standardised weights': {
    input: '5x2',
    layers: `conv1d(4, 3, weight_standardized: true, prune: 0.3, activation: tanh)
      conv_transpose1d(2, 2, groups: 2, weight_standardized: true) flatten dense(2, weight_standardized: true)`,
  },
  'frozen layers': {
    input: '3',
    layers: 'dense(3, activation: tanh, trainable: false) dense(3) dense(2, trainable: false)',
  },
};

describe.each(Object.entries(networks))('a network with %s', (kind, small) => {
  // Truth: K = J J^T from J column by column, whose factors share no code with directional derivatives or gradients.
  it.each(losses)('has the products of K under %s', async (loss) => {
    const network = await networkOf(sourceOf(small, SAMPLES, `loss ${loss}`));
    const matrix = gram(explicitJacobian(factoredJacobian(network, undefined)));
    const expected = multiply(matrix, new Matrix(matrix.rows, 1, probe(matrix.rows))).data;
    const plans = [
      { samplesAtOnce: SAMPLES, keepsTraces: true },
      ...(kind === 'batch_norm' ? [] : [{ samplesAtOnce: 2, keepsTraces: false }]),
    ];
    for (const plan of plans) {
      const product = matrixFreeProduct(network, plan);
      expect(product.size).toBe(matrix.rows);
      expectClose(product.times(probe(matrix.rows)), expected);
    }
  });
});

describe('where parameters are fewer than rows', () => {
  // Truth: J^T J of the explicit J; the product's order of parameters is its own, so eigenvalues are compared.
  it.each([
    ['dense layers', 'input 2 data gaussian(samples: 40) dense(3, activation: tanh, prune: 0.4) dense(3)'],
    [
      'a shared layer',
      'input 3 data gaussian(samples: 30) loss cross_entropy biases normal(0.3) c: dense(3, activation: tanh) use(c) dense(3)',
    ],
  ])('has the eigenvalues of G: %s', async (_, layers) => {
    const network = await networkOf(`model M { ${layers} }`);
    const matrix = columnGram(explicitJacobian(factoredJacobian(network, undefined)));
    const product = matrixFreeProduct(network, { samplesAtOnce: 7, keepsTraces: false });
    const own = new Matrix(product.size, product.size);
    for (let i = 0; i < own.rows; i++) own.row(i).set(product.times(Matrix.identity(own.rows).row(i)));
    expect(product.size).toBe(network.parameterCount);
    expectClose(symmetricEigen(own).values, symmetricEigen(matrix).values);
  });
});

async function networkOf(source: string): Promise<Network> {
  const { value, problems } = await instantiate(validArch(source), memoryFiles({}));
  expect(problems).toEqual([]);
  return value!;
}

function probe(length: number): Float64Array {
  return randomStream(1, 'vector').normals(length);
}

function expectClose(actual: Float64Array, expected: Float64Array): void {
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  actual.forEach((value, at) => expect(Math.abs(value - expected[at])).toBeLessThan(1e-12 * scale));
}
