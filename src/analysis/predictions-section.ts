import { layerPredictions, modelPredictions, type InitialisedChain } from '../gauss-newton/initialisation/predictions';
import { plainDenseChain } from '../gauss-newton/chain-structure';
import { residualBlockPredictions } from '../gauss-newton/initialisation/residual-block';
import type { Network } from '../network/network';
import type { DataSummary, Prediction } from '../report/report';
import type { Architecture } from '../spec/architecture';

export interface Predictions {
  readonly model: readonly Prediction[];
  /** By layer. */
  readonly layers: ReadonlyMap<number, readonly Prediction[]>;
}

/** What theory says of an initialisation without sampling it: of a linear chain as a whole, and of linear residual blocks one by one. */
export function predictInitialisation(network: Network, data: DataSummary): Predictions {
  const { architecture } = network;
  const blocks = predictBlocks(architecture);
  const dense = architecture.weights ? undefined : plainDenseChain(network);
  if (!dense || data.kappaSigma === null || data.rank === 0) return { model: [], layers: blocks };
  const chain: InitialisedChain = {
    widths: [data.dimension, ...dense.map(({ outputShape: [units] }) => units)],
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
