/** An Architecture gets its numbers. */
import type { Architecture } from '../spec/architecture';
import type { Files } from '../spec/files';
import type { Problem } from '../spec/problem';
import { loadInputs } from './data/inputs';
import { loadTargets } from './data/targets';
import { fitsMemory, memoryText } from './memory';
import type { Dataset, Network } from './network';
import type { Parameter } from './operation';
import { createOperation } from './operations/operations';
import { size } from './operations/shape';
import { type DrawOptions, learnableCount, nodeParameters, type TensorSource } from './parameters';
import { locate } from './problems';
import { checkTokens } from './token-check';
import { troubles } from './troubles';
import { loadWeights } from './weights/load-weights';

/**
 * Loads or draws data and weights. No value when some problem is an error; problems are K080 to K097 and K500, at the range of the file,
 * the data directive, a layer or the model's name.
 */
export async function instantiate(
  architecture: Architecture,
  files: Files,
  options: DrawOptions = {},
): Promise<{ value?: Network; problems: Problem[] }> {
  const oversized = checkSize(architecture);
  if (oversized) return { problems: [oversized] };
  const weights = await loadWeights(architecture, files);
  const inputs = await loadInputs(architecture.data, architecture.input, files, options.cache);
  const targets = inputs.value ? await loadTargets(architecture, inputs.value, files) : { problems: [] };
  const problems = [...weights.problems, ...inputs.problems, ...targets.problems];
  if (!weights.value || !inputs.value || problems.some(({ severity }) => severity === 'error')) return { problems };
  const data: Dataset = { inputs: inputs.value, ...(targets.value && { targets: targets.value }) };
  const given = weights.value;
  const value = assemble(architecture, data, (name) => given.get(name), options);
  const misread = checkTokens(value);
  const failures = misread ? [misread] : troubles(value);
  return failures.length > 0 ? { problems: [...problems, ...failures] } : { value, problems };
}

/** The same architecture and data with weights drawn from another seed. Weights given by a file stay. */
export function reinstantiate(network: Network, seed: number): Network {
  const { architecture, data } = network;
  return architecture.weights ? network : assemble(architecture, data, () => undefined, { seed });
}

function assemble(architecture: Architecture, data: Dataset, given: TensorSource, options: DrawOptions): Network {
  const tensors: (readonly Parameter[])[] = [];
  const nodes = architecture.nodes.map((node) => {
    const own = () => (node.layer < 0 ? [] : nodeParameters(node, architecture.layers[node.layer], given, options));
    const parameters = node.shares === undefined ? own() : tensors[node.shares];
    tensors.push(parameters);
    return { node, operation: createOperation({ node, parameters }) };
  });
  const live = reachingOutput(architecture);
  return {
    architecture,
    data,
    nodes,
    linear: nodes.every(({ node, operation }) => operation.linear || !live[node.id]),
    biased: nodes.some(({ node, operation }) => operation.usesOnes && live[node.id]),
    parameterCount: learnedParameters(nodes),
  };
}

/** Shared ones once. */
function learnedParameters(nodes: Network['nodes']): number {
  const all = new Set(nodes.flatMap(({ operation }) => operation.parameters));
  return [...all].reduce((sum, parameter) => sum + learnableCount(parameter), 0);
}

/** By node id, whether the output depends on it. */
function reachingOutput({ nodes, outputNode }: Architecture): boolean[] {
  const live = nodes.map(({ id }) => id === outputNode);
  for (const node of nodes.toReversed()) if (live[node.id]) for (const input of node.inputs) live[input] = true;
  return live;
}

function checkSize({ nodes, nameRange }: Architecture): Problem | undefined {
  const entries = nodes
    .filter(({ shares }) => shares === undefined)
    .flatMap(({ tensors, buffers }) => [...Object.values(tensors), ...Object.values(buffers ?? {})])
    .reduce((sum, shape) => sum + size(shape), 0);
  if (fitsMemory(entries)) return undefined;
  const message = `The model has ${entries} parameters, which need ${memoryText(entries)} of memory.`;
  return locate({ code: 'K089', message, hint: 'Make its widest layers narrower.' }, nameRange);
}
