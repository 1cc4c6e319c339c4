/** Every layer of the language by kind. A new layer is one more line here. */
import type { Layer } from './layer';
import { attention } from './layers/attention';
import { parallel, repeat, residual } from './layers/composition';
import {
  conv1d,
  conv2d,
  conv3d,
  convTranspose1d,
  convTranspose2d,
  convTranspose3d,
  depthwiseConv2d,
} from './layers/convolution';
import { dense } from './layers/dense';
import { activation, bias, dropout, scale } from './layers/elementwise';
import { embedding, positionalEmbedding } from './layers/embedding';
import { deq } from './layers/equilibrium';
import { mean, pad, permute, slice } from './layers/indexing';
import { add, concat } from './layers/joins';
import { batchNorm, groupNorm, layerNorm, rmsNorm } from './layers/norms';
import { adaptiveAveragePool, averagePool, globalAveragePool, globalMaxPool, maxPool } from './layers/pooling';
import { gru, lstm, rnn } from './layers/recurrent';
import { flatten, reshape } from './layers/reshaping';
import { use } from './layers/use';

export const layers: ReadonlyMap<string, Layer> = new Map(
  [
    dense,
    activation,
    residual,
    parallel,
    repeat,
    use,
    add,
    concat,
    flatten,
    reshape,
    bias,
    scale,
    dropout,
    conv1d,
    conv2d,
    conv3d,
    depthwiseConv2d,
    convTranspose1d,
    convTranspose2d,
    convTranspose3d,
    attention,
    rnn,
    lstm,
    gru,
    embedding,
    positionalEmbedding,
    maxPool,
    averagePool,
    globalAveragePool,
    globalMaxPool,
    adaptiveAveragePool,
    deq,
    batchNorm,
    layerNorm,
    groupNorm,
    rmsNorm,
    pad,
    slice,
    permute,
    mean,
  ].map((entry) => [entry.kind, entry as Layer]),
);
