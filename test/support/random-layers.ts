/** Random small networks of every kind of layer, as `.arch` text: images, sequences, tokens. Some do not fit together; readers say so. */
import fc from 'fast-check';

/** One model; layers at random may leave shapes that the next one cannot take. */
export function randomLayers(): fc.Arbitrary<string> {
  return fc.oneof(images, sequences, tokens);
}

const activation = fc.constantFrom('linear', 'relu', 'leaky_relu(0.2)', 'tanh', 'gelu', 'softplus', 'silu');
const small = fc.integer({ min: 1, max: 3 });
const even = fc.constantFrom(2, 4);
const flag = fc.boolean();
const layout = fc.constantFrom('channels_last', 'channels_first');
const loss = fc.constantFrom('mse', 'cross_entropy', 'binary_cross_entropy');

const convolution = fc
  .record({
    kind: fc.constantFrom('conv2d', 'conv2d', 'depthwise_conv2d', 'conv_transpose2d'),
    channels: even,
    kernel: small,
    stride: fc.constantFrom(1, 1, 2),
    padding: fc.constantFrom('same', 'valid', 'circular', '1'),
    activation,
    bias: flag,
    extra: fc.constantFrom('', '', '', ', dilation: 2', ', groups: 2', ', prune: 0.3', ', weight_standardized: true'),
  })
  .map((c) => {
    const size = c.kind === 'depthwise_conv2d' ? `kernel: ${c.kernel}` : `${c.channels}, kernel: ${c.kernel}`;
    const padding = c.kind === 'conv_transpose2d' ? 'valid' : c.padding;
    return `${c.kind}(${size}, stride: ${c.stride}, padding: ${padding}, activation: ${c.activation}, bias: ${c.bias}${c.extra})`;
  });

const pooling = fc.constantFrom(
  'max_pool(2)',
  'avg_pool(2)',
  'max_pool(3, stride: 2, padding: 1)',
  'avg_pool(2, stride: 1, ceil_mode: true)',
  'adaptive_avg_pool(2)',
);

const norms = fc.constantFrom(
  'batch_norm',
  'batch_norm(statistics: given)',
  'batch_norm(affine: false)',
  'layer_norm',
  'rms_norm',
  'group_norm(2)',
  'group_norm(1, eps: 0.1)',
);

const plain = fc.oneof(
  activation.map((name) => `activation(${name})`),
  fc.constantFrom('bias', 'scale(0.5, trainable: true)', 'dropout(0.2)'),
);

const dense = fc
  .tuple(even, activation, flag)
  .map(([units, name, bias]) => `dense(${units}, activation: ${name}, bias: ${bias})`);

function within(statement: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const residual = fc.array(statement, { minLength: 1, maxLength: 2 }).map((body) => `residual { ${body.join(' ')} }`);
  return fc.oneof({ arbitrary: statement, weight: 5 }, { arbitrary: residual, weight: 1 });
}

const images = model({
  input: fc
    .tuple(fc.integer({ min: 3, max: 5 }), even, layout)
    .map(([side, channels, layout]) =>
      layout === 'channels_last'
        ? `layout ${layout} input ${side}x${side}x${channels}`
        : `layout ${layout} input ${channels}x${side}x${side}`,
    ),
  data: 'gaussian',
  statement: within(fc.oneof(convolution, convolution, pooling, norms, plain)),
  ends: ['flatten', 'global_avg_pool', 'global_max_pool'],
});

const recurrent = fc
  .tuple(fc.constantFrom('rnn', 'lstm', 'gru'), even, flag)
  .map(([kind, units, bias]) => `${kind}(${units}, bias: ${bias})`);

const attention = fc
  .tuple(fc.constantFrom(1, 2), flag, flag)
  .map(([heads, causal, bias]) => `attention(${heads}, causal: ${causal}, bias: ${bias})`);

const onSequences = within(
  fc.oneof(
    recurrent,
    attention,
    dense,
    norms,
    plain,
    fc.constantFrom('positional_embedding', 'conv1d(2, kernel: 2, activation: tanh)', 'slice(axis: 0, from: 1)'),
  ),
);

const sequences = model({
  input: fc.tuple(fc.integer({ min: 2, max: 4 }), even).map(([length, width]) => `input ${length}x${width}`),
  data: 'gaussian',
  statement: onSequences,
  ends: ['flatten', '', 'mean(axis: 0)'],
});

const tokens = model({
  input: fc.integer({ min: 2, max: 4 }).map((length) => `input ${length}`),
  data: 'tokens',
  start: 'embedding(5, 4)',
  statement: onSequences,
  ends: ['flatten', ''],
});

interface Family {
  readonly input: fc.Arbitrary<string>;
  readonly data: 'gaussian' | 'tokens';
  readonly start?: string;
  readonly statement: fc.Arbitrary<string>;
  /** What may stand between the last layer and the head. */
  readonly ends: readonly string[];
}

function model({ input, data, start = '', statement, ends }: Family): fc.Arbitrary<string> {
  return fc
    .record({
      input,
      samples: fc.integer({ min: 1, max: 5 }),
      seed: fc.integer({ min: 0, max: 1000 }),
      loss,
      body: fc.array(statement, { minLength: 1, maxLength: 3 }),
      shared: fc.constantFrom('', '', 'dense(4) shared: dense(4, activation: tanh) use(shared)'),
      end: fc.constantFrom(...ends),
      outputs: fc.integer({ min: 2, max: 3 }),
    })
    .map((m) =>
      [
        `model Random { ${m.input}`,
        `data ${data}(samples: ${m.samples}, seed: ${m.seed}${data === 'tokens' ? ', vocabulary: 5' : ''})`,
        `loss ${m.loss} init lecun_normal(seed: ${m.seed}) biases normal(0.5)`,
        start,
        ...m.body,
        m.end,
        m.shared,
        `head: dense(${m.outputs})`,
        '}',
      ].join('\n'),
    );
}
