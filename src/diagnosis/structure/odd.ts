import type { Activation, Architecture, GraphNode } from '../../spec/architecture';
import { isOdd as isOddActivation } from '../../spec/catalogue/activations';

const ODD_OPERATIONS = ['input', 'dense', 'add', 'concat', 'mean', 'flatten', 'reshape', 'scale', 'dropout'];

/** Whether f(-x) = -f(x) for all weights: odd activations only and no bias. False also where an operation is not known to be odd. */
export function isOdd({ nodes }: Architecture): boolean {
  return nodes.every(isOddOperation);
}

function isOddOperation({ kind, tensors, settings }: GraphNode): boolean {
  if (kind === 'activation') return isOddActivation(settings.activation as Activation);
  return ODD_OPERATIONS.includes(kind) && !tensors.bias;
}
