/** Whether embeddings are given token ids. */
import type { Matrix } from '../numerics/matrix';
import type { Architecture, GraphNode } from '../spec/architecture';
import type { Problem, Range } from '../spec/problem';
import type { Network } from './network';
import { locate, type Complaint } from './problems';

/**
 * K096, the first one: an embedding reads something learned, which has no derivative, or values that are not whole numbers from 0 below its
 * vocabulary. At the embedding, the file or the data directive.
 */
export function checkTokens(network: Network): Problem | undefined {
  const { nodes, architecture } = network;
  const embeddings = nodes.filter(({ node }) => node.kind === 'embedding');
  if (embeddings.length === 0) return undefined;
  const fixed = fixedOutputs(network);
  for (const { node } of embeddings) {
    const { name, kindRange } = architecture.layers[node.layer];
    const ids = fixed[node.inputs[0]];
    if (!ids) return locate(learned(name), kindRange);
    const bad = ids.data.findIndex((id) => !Number.isInteger(id) || id < 0 || id >= vocabularyOf(node));
    if (bad >= 0) return locate(noToken(architecture, node, ids, bad), dataRange(architecture));
  }
  return undefined;
}

function vocabularyOf(node: GraphNode): number {
  return node.settings.vocabulary as number;
}

/** By node id, the output where nothing learned precedes it. */
function fixedOutputs({ nodes, data: { inputs } }: Network): (Matrix | undefined)[] {
  const batch = { ones: new Float64Array(inputs.rows).fill(1) };
  const outputs: (Matrix | undefined)[] = [];
  for (const { node, operation } of nodes) {
    const read = node.inputs.length === 0 ? [inputs] : node.inputs.map((input) => outputs[input]);
    const given = read.filter((input) => input !== undefined);
    const fixed = given.length === read.length && operation.parameters.length === 0;
    outputs.push(fixed ? operation.forward(given, batch).output : undefined);
  }
  return outputs;
}

function learned(name: string): Complaint {
  return {
    code: 'K096',
    message: `"${name}" reads features that depend on weights, not token ids.`,
    hint: 'Let it read the data, directly or through layers that only rearrange them.',
  };
}

function noToken({ layers, data }: Architecture, node: GraphNode, ids: Matrix, at: number): Complaint {
  const [sample, position] = [Math.floor(at / ids.cols), at % ids.cols];
  const vocabulary = vocabularyOf(node);
  return {
    code: 'K096',
    message:
      `Sample ${sample} gives ${ids.data[at]} at position ${position} (both counted from 0) to "${layers[node.layer].name}", ` +
      `whose tokens are the whole numbers 0 to ${vocabulary - 1}.`,
    hint: hint(data, vocabulary, ids.rows),
  };
}

function hint(
  { source, center, whiten, normalize }: Architecture['data'],
  vocabulary: number,
  samples: number,
): string {
  if (source.kind === 'tokens') return 'Give the data and the embedding the same vocabulary.';
  if (!('file' in source)) return `Write "data tokens(samples: ${samples}, vocabulary: ${vocabulary})".`;
  if (center || whiten || normalize) return 'Drop center, whiten and normalize, which change the ids.';
  return 'Ids count from 0; the vocabulary must exceed the largest.';
}

function dataRange({ data: { source, range } }: Architecture): Range {
  return 'file' in source ? source.file.range : range;
}
