import type { Activation, Architecture, GraphNode } from '../../spec/architecture';
import { isOdd as isOddActivation } from '../../spec/catalogue/activations';

/** Odd for all weights as long as they have no bias: linear maps, norms of a sample on its own, attention (even scores times values). */
const ODD_OPERATIONS = [
  'input',
  'dense',
  'standardized_dense',
  'convolution',
  'standardized_convolution',
  'transposed_convolution',
  'standardized_transposed_convolution',
  'add',
  'concat',
  'mean',
  'axis_mean',
  'flatten',
  'reshape',
  'permute',
  'slice',
  'pad',
  'scale',
  'dropout',
  'avg_pool',
  'adaptive_avg_pool',
  'global_avg_pool',
  'layer_norm',
  'rms_norm',
  'group_norm',
  'attention',
];

/** Whether f(-x) = -f(x) for all weights: odd activations only and no bias. False also where an operation is not known to be odd. */
export function isOdd({ nodes }: Architecture): boolean {
  return nodes.every(isOddOperation);
}

function isOddOperation({ kind, tensors, settings }: GraphNode): boolean {
  if (kind === 'activation') return isOddActivation(settings.activation as Activation);
  if (kind === 'pad' && settings.value !== 0) return false;
  return ODD_OPERATIONS.includes(kind) && !Object.keys(tensors).some((name) => name.includes('bias'));
}
