/** What every Architecture promises to those who read it. */
import type { Architecture, Shape } from '../../src/spec/architecture';

/** Promises broken, in words; empty for a sound architecture. */
export function brokenInvariants({ nodes, layers, outputNode, input, output }: Architecture): string[] {
  const broken: string[] = [];
  const check = (holds: boolean, promise: string) => {
    if (!holds) broken.push(promise);
  };
  check(nodes[0].kind === 'input' && nodes[0].layer === -1 && same(nodes[0].outputShape, input), 'node 0 is the input');
  nodes.forEach((node, id) => {
    const { inputs, inputShapes, outputShape, tensors } = node;
    check(node.id === id, `node ${id} knows its id`);
    check(id === 0 || layers[node.layer].nodes.includes(id), `node ${id} belongs to its layer`);
    check(inputs.length > 0 === id > 0 && inputs.every((read) => read < id), `node ${id} reads earlier nodes`);
    check(
      inputs.every((read, index) => same(nodes[read].outputShape, inputShapes[index])),
      `node ${id} knows its input shapes`,
    );
    check([outputShape, ...Object.values(tensors)].every(isShape), `node ${id} has shapes of positive integers`);
  });
  layers.forEach((layer, index) => {
    const last = nodes[layer.nodes[layer.nodes.length - 1]];
    check(layer.index === index, `layer ${index} knows its index`);
    check(
      layer.nodes.every((id) => nodes[id].layer === index),
      `the nodes of layer ${index} know it`,
    );
    check(
      last !== undefined && same(last.outputShape, layer.outputShape),
      `layer ${index} has the shape of its last node`,
    );
    check(layer.init.gain > 0 && Number.isSafeInteger(layer.init.seed), `layer ${index} has an initialiser`);
  });
  check(new Set(layers.map(({ name }) => name)).size === layers.length, 'layer names are unique');
  check(same(nodes[outputNode].outputShape, output), 'the output is that of the output node');
  return broken;
}

function same(left: Shape, right: Shape): boolean {
  return left.length === right.length && left.every((size, axis) => size === right[axis]);
}

function isShape(shape: Shape): boolean {
  return shape.length > 0 && shape.every((size) => Number.isSafeInteger(size) && size >= 1);
}
