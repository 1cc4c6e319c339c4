import type { Case, Weights } from '../agreement';
import { applyKeras, kerasLayers, tf } from '../tensorflow';
import { affine } from './dense';

/** Self-attention as torch.nn.MultiheadAttention has it, head by head. */
function attend(x: tf.Tensor, weights: Weights, heads: number, causal: boolean): tf.Tensor {
  const [, length, features] = x.shape as [number, number, number];
  const width = features / heads;
  const [queries, keys, values] = tf.split(affine(x, weights.in_proj_weight, weights.in_proj_bias), 3, -1);
  const of = (all: tf.Tensor, head: number) => tf.slice(all, [0, 0, head * width], [-1, length, width]);
  const hidden = tf.mul(-1e9, tf.sub(1, tf.linalg.bandPart(tf.ones([length, length]), -1, 0)));
  const mixed = Array.from({ length: heads }, (_, head) => {
    const scores = tf.div(tf.matMul(of(queries, head), of(keys, head), false, true), Math.sqrt(width));
    return tf.matMul(tf.softmax(causal ? tf.add(scores, hidden) : scores), of(values, head));
  });
  const joined = heads === 1 ? mixed[0] : tf.concat(mixed, -1);
  return affine(joined, weights['out_proj.weight'], weights['out_proj.bias']);
}

/** Keras' layout: input maps first, transposed, and one bias. */
function keras({ weight_ih_l0: input, weight_hh_l0: state, bias_ih_l0: a, bias_hh_l0: b }: Weights): tf.Tensor[] {
  return [tf.transpose(input), tf.transpose(state), ...(a ? [tf.add(a, b)] : [])];
}

/** Gates r, z, n; r after the state's map, which TensorFlow.js lacks (`resetAfter`). */
function gru(x: tf.Tensor, w: Weights): tf.Tensor {
  const units = w.weight_hh_l0.shape[1]!;
  const steps = x.shape[1]!;
  let state = tf.zeros([x.shape[0], units]) as tf.Tensor;
  const outputs: tf.Tensor[] = [];
  for (let t = 0; t < steps; t++) {
    const now = tf.squeeze(tf.slice(x, [0, t, 0], [-1, 1, -1]), [1]);
    const [ri, zi, ni] = tf.split(affine(now, w.weight_ih_l0, w.bias_ih_l0), 3, -1);
    const [rh, zh, nh] = tf.split(affine(state, w.weight_hh_l0, w.bias_hh_l0), 3, -1);
    const update = tf.sigmoid(tf.add(zi, zh));
    const candidate = tf.tanh(tf.add(ni, tf.mul(tf.sigmoid(tf.add(ri, rh)), nh)));
    state = tf.add(tf.mul(tf.sub(1, update), candidate), tf.mul(update, state));
    outputs.push(state);
  }
  return tf.stack(outputs, 1);
}

/** The default initialiser of the state's map needs more of TensorFlow.js than is loaded; the weights are replaced anyway. */
const recurrent = { returnSequences: true, recurrentActivation: 'sigmoid', recurrentInitializer: 'zeros' } as const;

export const sequenceCases: readonly Case[] = [
  {
    name: 'embedding',
    input: [4],
    vocabulary: 5,
    layer: 'embedding(5, 3)',
    theirs: (x, { weight }) => applyKeras(kerasLayers.embedding({ inputDim: 5, outputDim: 3 }), x, [weight]),
  },
  {
    name: 'positional_embedding',
    input: [4, 3],
    layer: 'positional_embedding',
    theirs: (x, { weight }) => tf.add(x, weight),
  },
  { name: 'attention', input: [3, 4], layer: 'attention(2)', theirs: (x, w) => attend(x, w, 2, false) },
  {
    name: 'causal attention',
    input: [4, 6],
    layer: 'attention(3, causal: true)',
    theirs: (x, w) => attend(x, w, 3, true),
  },
  {
    name: 'attention without biases',
    input: [3, 2],
    layer: 'attention(1, bias: false)',
    theirs: (x, w) => attend(x, w, 1, false),
  },
  {
    name: 'rnn',
    input: [4, 2],
    layer: 'rnn(3)',
    theirs: (x, w) => applyKeras(kerasLayers.simpleRNN({ units: 3, ...recurrent }), x, keras(w)),
  },
  {
    name: 'rnn of relu, without biases',
    input: [4, 2],
    layer: 'rnn(3, nonlinearity: relu, bias: false)',
    theirs: (x, w) =>
      applyKeras(kerasLayers.simpleRNN({ units: 3, activation: 'relu', useBias: false, ...recurrent }), x, keras(w)),
  },
  {
    name: 'lstm',
    input: [4, 2],
    layer: 'lstm(3)',
    theirs: (x, w) => applyKeras(kerasLayers.lstm({ units: 3, ...recurrent }), x, keras(w)),
  },
  {
    name: 'lstm, then the last output',
    input: [3, 2],
    layer: 'lstm(2, bias: false) slice(0, from: -1) flatten',
    theirs: (x, w) =>
      applyKeras(kerasLayers.lstm({ ...recurrent, units: 2, useBias: false, returnSequences: false }), x, keras(w)),
  },
  { name: 'gru', input: [4, 2], layer: 'gru(3)', theirs: gru },
  { name: 'gru without biases', input: [3, 2], layer: 'gru(2, bias: false)', theirs: gru },
];
