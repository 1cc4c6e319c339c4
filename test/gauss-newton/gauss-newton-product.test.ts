import { expect, it } from 'vitest';
import { explicitJacobian } from '../../src/gauss-newton/jacobian-columns';
import { blockwiseTrace, gramProduct, traceOf } from '../../src/gauss-newton/gauss-newton-product';
import { factoredJacobian } from '../../src/gauss-newton/jacobian';
import { instantiate } from '../../src/network/instantiate';
import { Matrix } from '../../src/numerics/matrix';
import { gram, multiply } from '../../src/numerics/products';
import { randomStream } from '../../src/numerics/random';
import { validArch } from '../support/elaborate-arch';
import { memoryFiles } from '../support/tensor-files';

const network = (
  await instantiate(
    validArch(`model M { input 5x2 data gaussian(samples: 7) loss cross_entropy biases normal(0.3)
      conv1d(3, kernel: 3, padding: same, activation: tanh) layer_norm scale(2, trainable: true)
      c: dense(3, activation: gelu, prune: 0.3) use(c) flatten dense(3) }`),
    memoryFiles({}),
  )
).value!;
const jacobian = factoredJacobian(network, undefined);
const matrix = gram(explicitJacobian(jacobian));

// Truth: the matrix itself, from J column by column.
it('multiplies by K from the factors of J', () => {
  const product = gramProduct(jacobian);
  const vector = randomStream(1, 'vector').normals(matrix.rows);
  const expected = multiply(matrix, new Matrix(vector.length, 1, vector)).data;
  expect(product.size).toBe(matrix.rows);
  product.times(vector).forEach((value, at) => expect(value).toBeCloseTo(expected[at], 12));
});

it.each([
  { from: 'all samples', trace: () => traceOf(jacobian) },
  ...[1, 3, 7, 20].map((samples) => ({ from: `${samples} at a time`, trace: () => blockwiseTrace(network, samples) })),
])('has the trace from $from', ({ trace }) => {
  const expected = matrix.data.reduce((sum, value, at) => sum + (at % (matrix.cols + 1) === 0 ? value : 0), 0);
  expect(trace() / expected).toBeCloseTo(1, 12);
});
