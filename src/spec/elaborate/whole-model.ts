/** Checks that need the whole graph. */
import type { Architecture, Layer, Weights } from '../architecture';
import { formatShape } from '../catalogue/shapes';
import { classScores } from '../class-scores';
import type { Range } from '../problem';
import { speaksOf } from '../stored-names';
import type { Directive } from '../syntax/tree';
import type { Graph } from './graph';
import { nearest } from './nearest';
import { replacement, type Problems } from './problems';
import { readText } from './scalars';

/** Dead ends: layers whose output nobody reads, each statement once. What only leads to a dead end is not reported beside it. */
export function reportUnused({ nodes, layers }: Graph, outputNode: number, problems: Problems): void {
  const read = new Set(nodes.flatMap(({ inputs }) => inputs)).add(outputNode);
  for (const { name, kindRange, nodes: own } of layers)
    if (!read.has(own[own.length - 1]))
      problems.report('K048', kindRange, `Nothing reads ${name}, so the output does not depend on it.`, {
        severity: 'warning',
        hint: 'Read it with add or concat, or take it away.',
      });
}

export function checkLearnable({ nodes, layers }: Graph, nameRange: Range, problems: Problems): void {
  const learns = (layer: Layer) =>
    layer.trainable && layer.nodes.some((id) => Object.keys(nodes[id].tensors).length > 0);
  if (layers.length === 0)
    problems.report('K020', nameRange, 'The model has no layers.', { hint: 'Add one, as in dense(10).' });
  else if (!layers.some(learns))
    problems.report('K051', nameRange, 'The model has nothing to learn, so there is no Gauss-Newton matrix.', {
      hint: 'Add a dense layer, or let one be trainable.',
    });
}

export function checkLoss(
  { loss, output, layout }: Pick<Architecture, 'loss' | 'output' | 'layout'>,
  range: Range,
  problems: Problems,
): void {
  if (loss !== 'cross_entropy' || classScores({ output, layout }).classes > 1) return;
  const axis = layout === 'channels_first' ? 'first' : 'last';
  const found =
    output.length > 1 ? `the output ${formatShape(output)} has one on its ${axis} axis` : 'the output is one number';
  problems.report('K052', range, `cross_entropy needs at least two classes, but ${found}.`, {
    hint: 'Use binary_cross_entropy, or give the last layer one unit a class.',
  });
}

export function readPrefixes(directive: Directive, graph: Graph, problems: Problems): Weights['prefixes'] {
  const layers = new Set(graph.layers.map(({ name }) => name));
  const names = [...layers, ...tensorNames(graph)];
  return directive.entries.flatMap(({ name, value }) => {
    const isKnown = names.some((one) => speaksOf(name.text, one));
    if (!isKnown) {
      const guess = nearest(name.text, layers);
      problems.report('K053', name.range, `No layer is called "${name.text}".`, {
        hint: guess
          ? `Did you mean ${guess}?`
          : 'The left side is the name of a layer, the right side its prefix in the file.',
        fix: guess ? replacement(name.range, guess) : undefined,
      });
    }
    const prefix = readText(value, `The prefix of ${name.text}`, 'text in quotes', problems);
    return !isKnown || prefix === undefined ? [] : [{ layer: name.text, prefix, range: value.range }];
  });
}

function tensorNames({ nodes, layers }: Graph): string[] {
  const owners = nodes.filter(({ shares }) => shares === undefined);
  return owners.flatMap(({ layer, tensors, buffers }) =>
    Object.keys({ ...tensors, ...buffers }).map((local) => `${layers[layer].name}.${local}`),
  );
}
