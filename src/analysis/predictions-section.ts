import { layerPredictions, modelPredictions, type InitialisedChain } from '../gauss-newton/initialisation/predictions';
import type { DataSummary, Prediction } from '../report/report';
import type { Architecture } from '../spec/architecture';

export interface Predictions {
  readonly model: readonly Prediction[];
  /** By layer. */
  readonly layers: ReadonlyMap<number, readonly Prediction[]>;
}

/** What theory says of a linear chain's initialisation without sampling it; empty for any other network. */
export function predictInitialisation(architecture: Architecture, data: DataSummary): Predictions {
  const dense = denseChain(architecture);
  if (!dense || data.kappaSigma === null || data.rank === 0) return { model: [], layers: new Map() };
  const chain: InitialisedChain = {
    widths: [data.dimension, ...dense.map(({ units }) => units)],
    initialisers: dense.map(({ layer }) => architecture.layers[layer].init),
    sigma: { rank: data.rank, kappa: data.kappaSigma },
  };
  const perLayer = layerPredictions(chain);
  return {
    model: modelPredictions(chain),
    layers: new Map(dense.map(({ layer }, at) => [layer, perLayer[at]])),
  };
}

/** The dense layers of a path without biases, activations, pruning or frozen weights; undefined for any other graph. */
function denseChain({ nodes, layers, weights, outputNode }: Architecture) {
  if (weights) return undefined;
  const chain: { layer: number; units: number }[] = [];
  for (let node = nodes[outputNode]; node.inputs.length > 0; node = nodes[node.inputs[0]]) {
    if (['flatten', 'reshape', 'dropout'].includes(node.kind)) continue;
    const layer = layers[node.layer];
    const plain = node.kind === 'dense' && layer.trainable && !layer.prune && !('bias' in node.tensors);
    if (!plain || node.outputShape.length > 1) return undefined;
    chain.unshift({ layer: node.layer, units: node.outputShape[0] });
  }
  return chain.length > 0 ? chain : undefined;
}
