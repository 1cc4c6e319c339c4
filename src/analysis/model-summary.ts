import { learnableCount } from '../network/parameters';
import type { Network } from '../network/network';
import type { ModelSummary } from '../report/report';
import type { Architecture } from '../spec/architecture';

/** The Report's head. `source`: the file's name as the user gave it. */
export function summariseModel(network: Network, source: string | null): ModelSummary {
  const { architecture } = network;
  // Shared ones count once.
  const parameters = [...new Set(network.nodes.flatMap(({ operation }) => operation.parameters))];
  const live = architecture.layers.filter(({ nodes }) => nodes.length > 0);
  return {
    name: architecture.name,
    source,
    layerCount: live.length,
    parameterCount: parameters.reduce((sum, { values }) => sum + values.length, 0),
    trainableCount: parameters.reduce((sum, parameter) => sum + learnableCount(parameter), 0),
    input: architecture.input,
    output: architecture.output,
    samples: network.data.inputs.rows,
    outputs: architecture.output.reduce((product, size) => product * size, 1),
    loss: architecture.loss,
    lossNormalisation: '1/n',
    seed: initialisationSeed(architecture),
    weights: architecture.weights ? 'file' : 'initialised',
    linear: network.linear,
    depth: depthOf(architecture),
  };
}

/** Seed of the first layer that draws weights. */
export function initialisationSeed({ nodes, layers }: Architecture): number {
  const drawn = nodes.find(({ tensors }) => 'weight' in tensors) ?? nodes.find(({ layer }) => layers[layer]);
  return (drawn && layers[drawn.layer]?.init.seed) ?? 1;
}

/** Weight matrices on the longest path. */
function depthOf({ nodes, outputNode }: Architecture): number {
  const depths: number[] = [];
  for (const { inputs, tensors } of nodes) {
    const before = inputs.reduce((most, input) => Math.max(most, depths[input]), 0);
    depths.push(before + (Object.values(tensors).some((shape) => shape.length > 1) ? 1 : 0));
  }
  return depths[outputNode];
}
