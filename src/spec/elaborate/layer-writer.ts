/** One layer's part of the graph, once what it reads is known. */
import type { Activation, Architecture, BiasInitialiser, Initialiser, Layer, Pruning, Shape } from '../architecture';
import { isShapeProblem, type ShapeContext, type ShapeProblem } from '../catalogue/layer';
import { sizeOf } from '../catalogue/shapes';
import type { Range } from '../problem';
import { Graph, type Signal } from './graph';
import { formatCount, LARGEST_OUTPUT, LARGEST_PARAMETER_COUNT } from './limits';
import type { Problems } from './problems';
import type { CheckedStatement } from './statements';

/** What layers take from the model. */
export interface ModelDefaults {
  readonly layout: Architecture['layout'];
  readonly init: Initialiser;
  readonly biases: BiasInitialiser;
  readonly problems: Problems;
}

/** Where a statement stands after expansion. */
export interface Frame {
  /** Of names: `repeat1.0.`. */
  readonly prefix: string;
  readonly containers: Layer['containers'];
  readonly allow: Layer['allow'];
}

export class LayerWriter {
  readonly graph = new Graph();

  constructor(private readonly context: ModelDefaults) {}

  /** Adds layer and nodes; returns their output. With a problem the first input is passed on, marked uncertain. */
  write(checked: CheckedStatement, inputs: readonly Signal[], inputShape: Shape, frame: Frame): Signal {
    const { entry, settings, statement } = checked;
    const [first] = inputs;
    const certain = checked.certain && inputs.every((signal) => signal.certain);
    const context: ShapeContext = { layout: this.context.layout, inputs: inputs.map(({ shape }) => shape) };
    const shape = entry.shape(settings, first.shape, context);
    if (isShapeProblem(shape) || sizeOf(shape) > LARGEST_OUTPUT) {
      if (certain) this.refuse(shape, statement.kind.range);
      return { ...first, certain: false };
    }
    const before = this.graph.parameterCount;
    const nodes = this.addNodes(checked, inputs, shape, context);
    this.checkParameterCount(before, statement.kind.range);
    this.graph.addLayer({ nodes, inputShape, outputShape: shape, ...this.describe(checked, frame) });
    return { node: nodes[nodes.length - 1], shape, certain };
  }

  private refuse(shape: Shape | ShapeProblem, range: Range): void {
    const { problems } = this.context;
    if (isShapeProblem(shape)) return problems.report('K040', range, shape.problem, { hint: shape.hint });
    const [given, most] = [formatCount(sizeOf(shape)), formatCount(LARGEST_OUTPUT)];
    problems.report('K047', range, `This layer's output has ${given} features; the most is ${most}.`, {
      hint: 'Make the layer narrower, or repeat a concat fewer times.',
    });
  }

  private addNodes(
    checked: CheckedStatement,
    inputs: readonly Signal[],
    shape: Shape,
    context: ShapeContext,
  ): number[] {
    const { entry, settings, activation } = checked;
    const [first, ...others] = inputs;
    const tensors = entry.tensors(settings, first.shape, context);
    const buffers = entry.buffers(settings, first.shape, context);
    const nodes: number[] = [];
    let read = inputs;
    let own = tensors;
    if ('projection.weight' in tensors) {
      const projection = this.addProjection(first, tensors['projection.weight'], shape);
      nodes.push(projection.node);
      [read, own] = [[projection, ...others], {}];
    }
    const carried = { ...checked.nodeSettings, ...entry.derived(settings, context) };
    nodes.push(
      this.graph.addNode(entry.operation(settings), read, {
        outputShape: shape,
        settings: carried,
        tensors: own,
        ...(Object.keys(buffers).length > 0 && { buffers }),
      }),
    );
    if (activation) nodes.push(this.addActivation(activation, { node: nodes[nodes.length - 1], shape, certain: true }));
    return nodes;
  }

  private addProjection(skip: Signal, weight: Shape, shape: Shape): Signal {
    const rest = {
      outputShape: shape,
      settings: { units: weight[0], bias: false },
      tensors: { 'projection.weight': weight },
    };
    return { node: this.graph.addNode('dense', [skip], rest), shape, certain: true };
  }

  private addActivation(activation: Activation, input: Signal): number {
    return this.graph.addNode('activation', [input], {
      outputShape: input.shape,
      settings: { activation },
      tensors: {},
    });
  }

  private describe({ entry, settings, statement, localName, allow }: CheckedStatement, frame: Frame) {
    return {
      name: frame.prefix + localName,
      kind: entry.kind,
      trainable: settings.trainable !== false,
      ...(settings.prune !== undefined && { prune: settings.prune as Pruning }),
      init: (settings.init as Initialiser | undefined) ?? this.context.init,
      biases: (settings.biases as BiasInitialiser | undefined) ?? this.context.biases,
      containers: frame.containers,
      range: statement.range,
      kindRange: statement.kind.range,
      allow: [...allow, ...frame.allow],
    };
  }

  /** Reported for the layer that passes the limit, not for those after it. */
  private checkParameterCount(before: number, range: Range): void {
    const { parameterCount } = this.graph;
    if (parameterCount <= LARGEST_PARAMETER_COUNT || before > LARGEST_PARAMETER_COUNT) return;
    const [given, most] = [formatCount(parameterCount), formatCount(LARGEST_PARAMETER_COUNT)];
    const message = `With this layer the model has ${given} parameters; the most is ${most}.`;
    this.context.problems.report('K047', range, message, { hint: 'Make the layers narrower.' });
  }
}
