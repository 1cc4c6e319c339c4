/** One layer's part of the graph, once what it reads is known. */
import type {
  Activation,
  Architecture,
  BiasInitialiser,
  GraphNode,
  Initialiser,
  Layer,
  Pruning,
  Shape,
} from '../architecture';
import { isShapeProblem, type ShapeContext, type ShapeProblem } from '../catalogue/layer';
import { projectionBetween } from '../catalogue/projection';
import { sizeOf } from '../catalogue/shapes';
import type { Range } from '../problem';
import { Graph, type Signal } from './graph';
import { formatCount, LARGEST_OUTPUT, LARGEST_PARAMETER_COUNT } from './limits';
import type { Problems } from './problems';
import { whyNotAgain } from './shared-layers';
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
  /** What every statement was last written as; inside a repeat that of the present iteration. */
  private readonly written = new Map<CheckedStatement, Layer>();

  constructor(private readonly context: ModelDefaults) {}

  /** Adds layer and nodes; returns their output. With a problem the first input is passed on, marked uncertain. */
  write(checked: CheckedStatement, inputs: readonly Signal[], inputShape: Shape, frame: Frame): Signal {
    return this.apply(checked, { checked, inputs, inputShape }, frame);
  }

  /** Adds a layer that applies another one to `input` once more: its nodes again, which share the tensors of those it has. */
  writeAgain(checked: CheckedStatement, applied: CheckedStatement, input: Signal, frame: Frame): Signal {
    const original = this.written.get(applied);
    // Without a layer the statement has a problem of its own.
    if (!original) return { ...input, certain: false };
    return this.apply(checked, { checked: applied, inputs: [input], inputShape: input.shape, original }, frame);
  }

  /** `checked` names the layer; the application says what it computes. */
  private apply(checked: CheckedStatement, application: Application, frame: Frame): Signal {
    const { inputs, inputShape } = application;
    const { entry, settings, certain: read } = application.checked;
    const [first] = inputs;
    const certain = checked.certain && read && inputs.every((signal) => signal.certain);
    const context: ShapeContext = { layout: this.context.layout, inputs: inputs.map(({ shape }) => shape) };
    const shape = entry.shape(settings, first.shape, context);
    const range = checked.statement.kind.range;
    if (isShapeProblem(shape) || sizeOf(shape) > LARGEST_OUTPUT) {
      if (certain) this.refuse(shape, range);
      return { ...first, certain: false };
    }
    const tensors = tensorsOf(application.checked, first.shape, context);
    const unfit = application.original && whyNotAgain(application.original, this.graph, tensors);
    if (unfit) {
      if (certain) this.context.problems.report(unfit.code, range, unfit.problem, { hint: unfit.hint });
      return { ...first, certain: false };
    }
    const before = this.graph.parameterCount;
    const nodes = this.addNodes(application, tensors, shape, context);
    this.checkParameterCount(before, range);
    const layer = this.graph.addLayer({
      nodes,
      inputShape,
      outputShape: shape,
      ...this.describe(checked, application.checked, frame),
    });
    this.written.set(checked, layer);
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
    { checked, inputs, original }: Application,
    { tensors, buffers }: Tensors,
    shape: Shape,
    context: ShapeContext,
  ): number[] {
    const { entry, settings, activation } = checked;
    const [first, ...others] = inputs;
    const nodes: number[] = [];
    let read = inputs;
    let own = tensors;
    if ('projection.weight' in tensors) {
      const projection = this.addProjection(first, shape);
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
        ...(original && { shares: original.nodes[0] }),
      }),
    );
    if (activation) nodes.push(this.addActivation(activation, { node: nodes[nodes.length - 1], shape, certain: true }));
    return nodes;
  }

  private addProjection(skip: Signal, shape: Shape): Signal {
    const projection = projectionBetween(skip.shape, shape, this.context.layout);
    if ('problem' in projection) throw new Error(projection.problem);
    const { kind, settings, weight } = projection;
    const rest = { outputShape: shape, settings, tensors: { 'projection.weight': weight } };
    return { node: this.graph.addNode(kind, [skip], rest), shape, certain: true };
  }

  private addActivation(activation: Activation, input: Signal): number {
    return this.graph.addNode('activation', [input], {
      outputShape: input.shape,
      settings: { activation },
      tensors: {},
    });
  }

  /** `checked` names it, `applied` learns. */
  private describe(
    { entry, statement, localName, allow }: CheckedStatement,
    { settings }: CheckedStatement,
    frame: Frame,
  ) {
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

/** What a layer computes: a statement on its inputs; with `original` by the tensors of that layer. */
interface Application {
  readonly checked: CheckedStatement;
  readonly inputs: readonly Signal[];
  readonly inputShape: Shape;
  readonly original?: Layer;
}

interface Tensors {
  readonly tensors: GraphNode['tensors'];
  readonly buffers: GraphNode['tensors'];
}

function tensorsOf({ entry, settings }: CheckedStatement, input: Shape, context: ShapeContext): Tensors {
  return { tensors: entry.tensors(settings, input, context), buffers: entry.buffers(settings, input, context) };
}
