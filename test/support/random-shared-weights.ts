/** Random small linear networks that use weights at several places, as `.arch` text. */
import fc from 'fast-check';

const small = fc.integer({ min: 1, max: 3 });

const convolution = fc
  .record({
    filters: small,
    kernel: small,
    stride: fc.constantFrom(1, 1, 2),
    padding: fc.constantFrom('same', 'valid', 'circular', '1'),
    extra: fc.constantFrom('', '', '', ', dilation: 2', ', prune: 0.3', ', trainable: false'),
    bias: fc.boolean(),
  })
  .map(
    ({ filters, kernel, stride, padding, extra, bias }) =>
      `conv1d(${filters}, ${kernel}, ${stride}, padding: ${padding}${extra}, bias: ${bias})`,
  );

const layer = fc.oneof(
  { weight: 3, arbitrary: convolution },
  fc.constantFrom(
    'conv_transpose1d(2, 2, stride: 2, padding: valid)',
    'conv_transpose1d(2, 3, bias: false)',
    'dense(2, bias: false)',
    'dense(3)',
    'avg_pool(2)',
    'scale(0.5, trainable: true)',
    'shared: conv1d(2, 2, padding: circular) use(shared)',
    'residual { conv1d(2, 3, padding: same, bias: false) conv1d(2, 3, padding: same) }',
    'batch_norm(statistics: given)',
  ),
);

/** One to three layers on sequences, mostly with a dense head. Some do not fit together; readers say so. */
export const randomSharedWeights = fc
  .record({
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    samples: fc.integer({ min: 1, max: 12 }),
    input: fc.constantFrom('4x1', '5x2', '3x2'),
    layers: fc.array(layer, { minLength: 1, maxLength: 3 }),
    head: fc.constantFrom('flatten dense(1)', 'flatten dense(2, bias: false)', 'flatten dense(3, bias: false)', ''),
    loss: fc.constantFrom('mse', 'mse', 'mse', 'cross_entropy', 'binary_cross_entropy'),
  })
  .map(
    ({ seed, samples, input, layers, head, loss }) =>
      `model M { input ${input} data gaussian(samples: ${samples}, mean: 0.3, seed: ${seed % 1000}) loss ${loss}
      init lecun_normal(seed: ${seed}) biases normal(0.3) ${layers.join(' ')} ${head} }`,
  );
