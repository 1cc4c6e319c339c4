/** One small network for every kind of layer. Nothing is at a kink, and everything has something learnable before and behind it. */

export interface SmallNetwork {
  readonly input: string;
  readonly data?: 'tokens';
  readonly layers: string;
}

const tanh = 'activation: tanh';

export const everyKind: Readonly<Record<string, SmallNetwork>> = {
  dense: { input: '3', layers: `dense(4, ${tanh}) dense(2)` },
  activation: { input: '3', layers: 'dense(3) activation(silu) dense(2)' },
  residual: { input: '3', layers: 'residual(0.5) { dense(4, activation: gelu) } dense(2)' },
  parallel: { input: '3', layers: `parallel(concat) { { dense(2, ${tanh}) } { dense(3) activation(sin) } } dense(2)` },
  repeat: { input: '3', layers: `repeat(2) { dense(3, ${tanh}) } dense(2)` },
  use: { input: '3', layers: `stem: dense(3, ${tanh}) use(stem) dense(2)` },
  add: { input: '3', layers: `a: dense(3, ${tanh}) b: dense(3, activation: sin) add(a, b, a) dense(2)` },
  concat: { input: '3', layers: `a: dense(3, ${tanh}) b: dense(2) concat(a, b) dense(2, ${tanh})` },
  flatten: { input: '2x3', layers: `dense(2, ${tanh}) flatten dense(2)` },
  reshape: { input: '6', layers: `dense(6, ${tanh}) reshape(3x2) dense(2) flatten dense(2)` },
  bias: { input: '2x3', layers: `dense(3) bias activation(tanh) flatten dense(2)` },
  scale: { input: '3', layers: `dense(3) scale(1.5, trainable: true) scale(0.5) activation(tanh) dense(2)` },
  dropout: { input: '3', layers: `dense(3, ${tanh}) dropout(0.5) dense(2)` },
  conv1d: { input: '6x2', layers: `conv1d(3, 3, stride: 2, padding: 1, ${tanh}) flatten dense(2)` },
  conv2d: {
    input: '4x4x2',
    layers: `conv2d(2, 3x2, padding: same, ${tanh}) conv2d(2, 2, stride: 2, groups: 2) flatten dense(2)`,
  },
  conv3d: { input: '3x3x3x1', layers: `conv3d(2, 2, ${tanh}) flatten dense(2)` },
  depthwise_conv2d: { input: '3x3x2', layers: `depthwise_conv2d(2, multiplier: 2, ${tanh}) flatten dense(2)` },
  conv_transpose1d: { input: '3x2', layers: `conv_transpose1d(2, 3, stride: 2, ${tanh}) flatten dense(2)` },
  conv_transpose2d: { input: '2x2x2', layers: `conv_transpose2d(2, 2, stride: 2, ${tanh}) flatten dense(2)` },
  conv_transpose3d: { input: '2x2x2x1', layers: `conv_transpose3d(1, 2, ${tanh}) flatten dense(2)` },
  attention: { input: '3x4', layers: 'dense(4) attention(2) flatten dense(2)' },
  rnn: { input: '3x2', layers: 'rnn(3) flatten dense(2)' },
  lstm: { input: '3x2', layers: 'lstm(2) lstm(2) slice(0, from: -1) flatten dense(2)' },
  gru: { input: '3x2', layers: 'gru(3) flatten dense(2)' },
  embedding: { input: '3', data: 'tokens', layers: 'embedding(5, 2) lstm(2) flatten dense(2)' },
  positional_embedding: {
    input: '3',
    data: 'tokens',
    layers: `embedding(5, 2) positional_embedding dense(3, ${tanh}) dense(2)`,
  },
  max_pool: { input: '4x4x2', layers: `conv2d(2, 2, padding: same, ${tanh}) max_pool(2) flatten dense(2)` },
  avg_pool: {
    input: '4x4x2',
    layers: `conv2d(2, 2, padding: same, ${tanh}) avg_pool(3, stride: 2, padding: 1) flatten dense(2)`,
  },
  global_avg_pool: { input: '3x3x2', layers: `conv2d(3, 2, ${tanh}) global_avg_pool dense(2)` },
  global_max_pool: { input: '3x3x2', layers: `conv2d(3, 2, ${tanh}) global_max_pool dense(2)` },
  adaptive_avg_pool: {
    input: '5x2',
    layers: `conv1d(2, 2, padding: same, ${tanh}) adaptive_avg_pool(2) flatten dense(2)`,
  },
  deq: { input: '3', layers: `dense(3) deq(2, init: lecun_normal(gain: 0.4)) dense(2)` },
  batch_norm: {
    input: '3',
    layers: `dense(3, ${tanh}) batch_norm dense(3, ${tanh}) batch_norm(statistics: given) dense(2)`,
  },
  layer_norm: { input: '2x3', layers: 'dense(4) layer_norm activation(tanh) flatten dense(2)' },
  group_norm: { input: '3x4', layers: 'dense(4) group_norm(2) activation(tanh) flatten dense(2)' },
  rms_norm: { input: '2x3', layers: 'dense(3) rms_norm activation(tanh) flatten dense(2)' },
  pad: { input: '3x2', layers: `dense(2, ${tanh}) pad(1, after: 2, value: 0.5) conv1d(2, 3) flatten dense(2)` },
  slice: { input: '4x2', layers: `dense(3, ${tanh}) slice(0, from: -1, step: -2) flatten dense(2)` },
  permute: { input: '3x2', layers: `dense(2, ${tanh}) permute([1, 0]) dense(2) flatten dense(2)` },
  mean: { input: '3x2', layers: `dense(4, ${tanh}) mean(0) dense(2)` },
};

/** As `.arch` text. `further`: more directives. */
export function sourceOf({ input, data, layers }: SmallNetwork, samples: number, further = ''): string {
  const source = data ? `tokens(samples: ${samples}, vocabulary: 5)` : `gaussian(samples: ${samples}, seed: 2)`;
  return `model M { input ${input} data ${source} init lecun_normal(seed: 3) biases normal(0.3) ${further} ${layers} }`;
}
