import type { Activation, Architecture, GraphNode, Layer } from '../../spec/architecture';
import { isLinear } from '../../spec/catalogue/activations';

/** Activations that are not linear, in order, and the layers that apply them. */
export function nonlinearities({
  nodes,
  layers,
}: Architecture): readonly { readonly activation: Activation; readonly layer: Layer }[] {
  return nodes.flatMap((node) => {
    if (node.kind !== 'activation' || isLinear(activationOf(node))) return [];
    return [{ activation: activationOf(node), layer: layers[node.layer] }];
  });
}

/** Whether every activation multiplies by c where its input does, for any c > 0, so that gradients do not depend on the size of signals. */
export function isScaleFree({ nodes }: Architecture): boolean {
  return nodes.every((node) => {
    if (node.kind !== 'activation') return true;
    const { name, normalized } = activationOf(node);
    return !normalized && ['linear', 'relu', 'leaky_relu', 'abs'].includes(name);
  });
}

function activationOf({ settings }: GraphNode): Activation {
  return settings.activation as Activation;
}
