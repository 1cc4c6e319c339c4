/** Architectures by hand, as elaboration would give them, for tests that stand before the language. */
import type {
  Activation,
  ActivationName,
  Architecture,
  GraphNode,
  Initialiser,
  Layer,
  Shape,
} from '../../src/spec/architecture';
import type { Range } from '../../src/spec/problem';

type LayerOptions = Partial<Pick<Layer, 'init' | 'trainable' | 'prune' | 'allow'>> & { readonly name?: string };

export type LayerSpec =
  | (LayerOptions & {
      readonly kind: 'dense';
      readonly units: number;
      readonly activation: ActivationName;
      readonly bias: boolean;
    })
  | (LayerOptions & { readonly kind: 'residual'; readonly beta: number; readonly body: readonly LayerSpec[] })
  | (LayerOptions & { readonly kind: 'scale'; readonly value: number })
  | (LayerOptions & { readonly kind: 'bias' });

type DenseOptions = LayerOptions & { readonly activation?: ActivationName; readonly bias?: boolean };

export function dense(
  units: number,
  { activation = 'linear', bias = false, ...options }: DenseOptions = {},
): LayerSpec {
  return { kind: 'dense', units, activation, bias, ...options };
}

export function residual(beta: number, body: readonly LayerSpec[], options: LayerOptions = {}): LayerSpec {
  return { kind: 'residual', beta, body, ...options };
}

export function scale(value: number, options: LayerOptions = {}): LayerSpec {
  return { kind: 'scale', value, ...options };
}

export function initialiser(name: Initialiser['name'], settings: Partial<Initialiser> = {}): Initialiser {
  const isKaiming = name.startsWith('kaiming');
  return {
    name,
    fan: name.startsWith('xavier') ? 'average' : 'in',
    gain: isKaiming ? Math.SQRT2 : 1,
    seed: 1,
    ...settings,
  };
}

type Options = Partial<Omit<Architecture, 'layers' | 'nodes' | 'input' | 'output' | 'outputNode'>> & {
  readonly input?: Shape;
  /** The same object twice stands for two iterations of one statement. */
  readonly layers?: readonly LayerSpec[];
};

export function architecture({
  input = [8],
  layers: specs = [dense(8), dense(4)],
  ...overrides
}: Options = {}): Architecture {
  const builder = new GraphBuilder(input);
  const outputNode = builder.append(specs, 0, []);
  return {
    name: 'Test',
    nameRange: { start: 6, end: 10 },
    parameters: [],
    layout: 'channels_last',
    input,
    output: builder.nodes[outputNode].outputShape,
    data: {
      source: { kind: 'gaussian', samples: 32, covariance: { kind: 'identity' }, mean: 0, seed: 1 },
      center: false,
      whiten: false,
      range: { start: 20, end: 40 },
    },
    loss: 'mse',
    seeds: 1,
    nodes: builder.nodes,
    outputNode,
    layers: builder.layers,
    expectations: [],
    allow: [],
    tree: { syntax: 'arch', source: '' },
    ...overrides,
  };
}

class GraphBuilder {
  readonly nodes: GraphNode[];
  readonly layers: Layer[] = [];
  private readonly ranges = new Map<LayerSpec, Range>();

  constructor(input: Shape) {
    const shapes = { inputShapes: [], outputShape: input };
    this.nodes = [{ id: 0, layer: -1, kind: 'input', inputs: [], ...shapes, settings: {}, tensors: {} }];
  }

  /** Returns the id of the last node. */
  append(specs: readonly LayerSpec[], from: number, containers: Layer['containers']): number {
    return specs.reduce((at, spec) => this.appendOne(spec, at, containers), from);
  }

  private appendOne(spec: LayerSpec, from: number, containers: Layer['containers']): number {
    const name = spec.name ?? `${spec.kind}${this.layers.length + 1}`;
    if (spec.kind === 'residual') {
      const last = this.append(spec.body, from, [...containers, { kind: 'residual', name }]);
      const layer = this.layer(spec, name, containers, from, this.nodes[from].outputShape);
      return this.node(layer, 'add', [from, last], this.nodes[from].outputShape, { coefficients: [spec.beta, 1] });
    }
    const shape = this.nodes[from].outputShape;
    const output = spec.kind === 'dense' ? [...shape.slice(0, -1), spec.units] : shape;
    const layer = this.layer(spec, name, containers, from, output);
    switch (spec.kind) {
      case 'dense': {
        const tensors = { weight: [spec.units, shape[shape.length - 1]], ...(spec.bias && { bias: [spec.units] }) };
        const at = this.node(layer, 'dense', [from], output, { units: spec.units, bias: spec.bias }, tensors);
        const activation: Activation = { name: spec.activation, normalized: false };
        return this.node(layer, 'activation', [at], output, { activation });
      }
      case 'scale':
        return this.node(layer, 'scale', [from], output, { value: spec.value });
      case 'bias':
        return this.node(layer, 'bias', [from], output, {}, { bias: [shape[shape.length - 1]] });
    }
  }

  private layer(
    spec: LayerSpec,
    name: string,
    containers: Layer['containers'],
    from: number,
    outputShape: Shape,
  ): number {
    const range = this.ranges.get(spec) ?? {
      start: 100 * (this.ranges.size + 1),
      end: 100 * (this.ranges.size + 1) + 50,
    };
    this.ranges.set(spec, range);
    const index = this.layers.length;
    this.layers.push({
      index,
      name,
      kind: spec.kind,
      nodes: [],
      inputShape: this.nodes[from].outputShape,
      outputShape,
      trainable: spec.trainable ?? true,
      ...(spec.prune && { prune: spec.prune }),
      init: spec.init ?? initialiser('lecun_normal'),
      biases: { name: 'zeros' },
      containers,
      range,
      kindRange: { start: range.start, end: range.start + 5 },
      allow: spec.allow ?? [],
    });
    return index;
  }

  private node(
    layer: number,
    kind: string,
    inputs: readonly number[],
    outputShape: Shape,
    settings: GraphNode['settings'],
    tensors: GraphNode['tensors'] = {},
  ): number {
    const id = this.nodes.length;
    const inputShapes = inputs.map((input) => this.nodes[input].outputShape);
    this.nodes.push({ id, layer, kind, inputs, inputShapes, outputShape, settings, tensors });
    this.layers[layer] = { ...this.layers[layer], nodes: [...this.layers[layer].nodes, id] };
    return id;
  }
}
