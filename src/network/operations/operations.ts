/** The operations a graph node can ask for, one entry a kind. */
import type { GraphNode } from '../../spec/architecture';
import type { Operation } from '../operation';
import { activation } from './activation';
import { averagePool } from './average-pool';
import { attention } from './attention';
import { batchNorm } from './batch-norm';
import { bias } from './bias';
import { concat } from './concat';
import { convolution, convolutionUnitsFirst, transposedConvolution } from './convolution';
import { dense } from './dense';
import { setting, type Definition } from './definition';
import { deq } from './deq';
import { embedding } from './embedding';
import { startOfNorm } from './gain-and-shift';
import { pad, permute, slice } from './gather';
import { gru } from './gru';
import { identity } from './identity';
import { globalMaxPool, maxPool } from './max-pool';
import { groupNorm, layerNorm, rmsNorm } from './sample-norm';
import { lstm } from './lstm';
import { rnn } from './rnn';
import { scale } from './scale';
import { withUnitsFirst } from './units-first';
import { weightStandardized } from './weight-standardisation';
import { add, mean } from './weighted-sum';

/** The operation of a node. Throws on a kind that elaboration cannot produce. */
export function createOperation(definition: Definition): Operation {
  return kindOf(definition.node).create(definition);
}

/** The value that all entries of one of the node's tensors start at; undefined where an initialiser draws them. */
export function constantStart(node: GraphNode, localName: string): number | undefined {
  return kindOf(node).start?.(node, localName);
}

interface Kind {
  create(definition: Definition): Operation;
  /** For tensors that no initialiser draws. */
  start?(node: GraphNode, localName: string): number | undefined;
}

const kinds: Readonly<Record<string, Kind>> = {
  input: { create: identity },
  dense: { create: dense },
  standardized_dense: { create: weightStandardized(dense) },
  convolution: { create: convolution },
  standardized_convolution: { create: weightStandardized(convolution) },
  transposed_convolution: { create: transposedConvolution },
  standardized_transposed_convolution: { create: withUnitsFirst(weightStandardized(convolutionUnitsFirst)) },
  activation: { create: activation },
  add: { create: add },
  mean: { create: mean },
  concat: { create: concat },
  flatten: { create: identity },
  reshape: { create: identity },
  dropout: { create: identity },
  attention: { create: attention },
  rnn: { create: rnn },
  lstm: { create: lstm },
  gru: { create: gru },
  bias: { create: bias },
  embedding: { create: embedding },
  positional_embedding: { create: bias },
  scale: { create: scale, start: (node) => setting<number>(node, 'value') },
  max_pool: { create: maxPool },
  avg_pool: { create: averagePool },
  global_avg_pool: { create: averagePool },
  global_max_pool: { create: globalMaxPool },
  adaptive_avg_pool: { create: averagePool },
  deq: { create: deq },
  batch_norm: { create: batchNorm, start: startOfNorm },
  layer_norm: { create: layerNorm, start: startOfNorm },
  group_norm: { create: groupNorm, start: startOfNorm },
  rms_norm: { create: rmsNorm, start: startOfNorm },
  pad: { create: pad },
  slice: { create: slice },
  permute: { create: permute },
  axis_mean: { create: averagePool },
};

function kindOf(node: GraphNode): Kind {
  if (!Object.hasOwn(kinds, node.kind)) throw new Error(`No operation of kind "${node.kind}"`);
  return kinds[node.kind];
}
