import { layerPredictions, modelPredictions, type InitialisedChain } from '../gauss-newton/initialisation/predictions';
import { residualBlockPredictions } from '../gauss-newton/initialisation/residual-block';
import type { DataSummary, Prediction } from '../report/report';
import type { Architecture } from '../spec/architecture';

export interface Predictions {
  readonly model: readonly Prediction[];
  /** By layer. */
  readonly layers: ReadonlyMap<number, readonly Prediction[]>;
}

/** What theory says of an initialisation without sampling it: of a linear chain as a whole, and of linear residual blocks one by one. */
export function predictInitialisation(architecture: Architecture, data: DataSummary): Predictions {
  const blocks = predictBlocks(architecture);
  const dense = denseChain(architecture);
  if (!dense || data.kappaSigma === null || data.rank === 0) return { model: [], layers: blocks };
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

/** By layer of the closing sum, for skips over one square dense layer. */
function predictBlocks({ nodes, layers, weights }: Architecture): ReadonlyMap<number, readonly Prediction[]> {
  if (weights) return new Map();
  const blocks = nodes.flatMap(({ kind, inputs: [skip, last], settings, layer, outputShape }) => {
    const branch = kind === 'add' && last !== undefined ? nodes[last] : undefined;
    const isBlock = branch?.kind === 'dense' && branch.inputs[0] === skip && outputShape.length === 1;
    if (!branch || !isBlock || layers[branch.layer].prune) return [];
    const [beta] = settings.coefficients as readonly number[];
    return [[layer, residualBlockPredictions(beta, outputShape[0], layers[branch.layer].init)] as const];
  });
  return new Map(blocks.filter(([, predictions]) => predictions.length > 0));
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
