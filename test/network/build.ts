/** Architectures, files and matrices by hand. */
import { Matrix } from '../../src/numerics/matrix';
import type {
  Architecture,
  Data,
  GraphNode,
  Initialiser,
  Layer,
  Loss,
  Shape,
  Weights,
} from '../../src/spec/architecture';
import type { Files } from '../../src/spec/files';

export const nowhere = { start: 0, end: 0 };

export const kaiming: Initialiser = { name: 'kaiming_normal', fan: 'in', gain: Math.SQRT2, seed: 1 };

export const gaussian: Data = {
  source: { kind: 'gaussian', samples: 4, covariance: { kind: 'identity' }, mean: 0, seed: 1 },
  center: false,
  whiten: false,
  range: { start: 10, end: 14 },
};

export interface NodeSketch {
  readonly kind: string;
  /** The node before it by default. */
  readonly inputs?: readonly number[];
  readonly output: Shape;
  readonly settings?: GraphNode['settings'];
  readonly tensors?: GraphNode['tensors'];
  readonly layer?: Partial<Layer>;
}

/** Node 0 is the input; the last node is the output unless told. Every node is a layer named `<kind><id>`. */
export function architecture(
  input: Shape,
  sketches: readonly NodeSketch[],
  options: { data?: Data; loss?: Loss; weights?: Weights; outputNode?: number } = {},
): Architecture {
  const shapes = [input, ...sketches.map(({ output }) => output)];
  const nodes = sketches.map((sketch, index): GraphNode => {
    const inputs = sketch.inputs ?? [index];
    return {
      id: index + 1,
      layer: index,
      kind: sketch.kind,
      inputs,
      inputShapes: inputs.map((id) => shapes[id]),
      outputShape: sketch.output,
      settings: sketch.settings ?? {},
      tensors: sketch.tensors ?? {},
    };
  });
  const outputNode = options.outputNode ?? sketches.length;
  return {
    name: 'Net',
    nameRange: { start: 6, end: 9 },
    parameters: [],
    layout: 'channels_last',
    input,
    output: shapes[outputNode],
    data: options.data ?? gaussian,
    loss: options.loss ?? 'mse',
    seeds: 1,
    weights: options.weights,
    nodes: [inputNode(input), ...nodes],
    outputNode,
    layers: nodes.map((node, index) => layerOf(node, sketches[index].layer)),
    expectations: [],
    allow: [],
    tree: { syntax: 'arch', source: '' },
  };
}

export function dense(
  units: number,
  features: number,
  options: Partial<NodeSketch> & { bias?: boolean } = {},
): NodeSketch {
  const { bias = true, ...rest } = options;
  return {
    kind: 'dense',
    output: [units],
    tensors: { weight: [units, features], ...(bias && { bias: [units] }) },
    ...rest,
  };
}

/** Files from memory; a missing one rejects like a host does. */
export function filesOf(contents: Readonly<Record<string, Uint8Array>>): Files {
  return {
    read: (path) =>
      Object.hasOwn(contents, path)
        ? Promise.resolve(contents[path])
        : Promise.reject(new Error('The file does not exist.')),
  };
}

export const noFiles = filesOf({});

/** A matrix of fixed numbers without pattern, about normal in size. */
export function numbers(rows: number, cols: number, seed = 1): Matrix {
  let state = seed;
  const next = () => (state = (1664525 * state + 1013904223) % 2 ** 32) / 2 ** 31 - 1;
  return new Matrix(
    rows,
    cols,
    Float64Array.from({ length: rows * cols }, () => 2 * next()),
  );
}

function inputNode(shape: Shape): GraphNode {
  return {
    id: 0,
    layer: -1,
    kind: 'input',
    inputs: [],
    inputShapes: [],
    outputShape: shape,
    settings: {},
    tensors: {},
  };
}

function layerOf(node: GraphNode, changes: Partial<Layer> = {}): Layer {
  return {
    index: node.layer,
    name: `${node.kind}${node.id}`,
    kind: node.kind,
    nodes: [node.id],
    inputShape: node.inputShapes[0],
    outputShape: node.outputShape,
    trainable: true,
    init: kaiming,
    biases: { name: 'zeros' },
    containers: [],
    range: nowhere,
    kindRange: nowhere,
    allow: [],
    ...changes,
  };
}
