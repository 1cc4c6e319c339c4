/** From checked statements to the graph: repeats written out, shapes inferred, references followed. */
import type {
  Activation,
  Architecture,
  BiasInitialiser,
  GraphNode,
  Initialiser,
  Layer,
  Pruning,
  SettingValue,
  Shape,
} from '../architecture';
import { isShapeProblem, type ShapeContext, type ShapeProblem } from '../catalogue/layer';
import { sizeOf } from '../catalogue/shapes';
import type { Range } from '../problem';
import { Graph, type Signal } from './graph';
import { formatCount, LARGEST_OUTPUT, LARGEST_PARAMETER_COUNT } from './limits';
import type { Problems } from './problems';
import type { CheckedStatement } from './statements';

export interface ExpansionContext {
  readonly layout: Architecture['layout'];
  readonly init: Initialiser;
  readonly biases: BiasInitialiser;
  readonly problems: Problems;
  /** Iterations of a repeat that are written out at most. */
  readonly iterations: number;
}

/** Where a statement stands after expansion. */
interface Frame {
  /** Of names: `repeat1.0.`. */
  readonly prefix: string;
  readonly containers: Layer['containers'];
  readonly allow: Layer['allow'];
}

/** What `trainable`, `init` and the like say is recorded on the layer, not on its nodes. */
const layerSettings: ReadonlySet<string> = new Set(['init', 'biases', 'prune', 'trainable']);

export class Expansion {
  readonly graph = new Graph();
  /** Latest output of every statement; inside a repeat that of the present iteration. */
  private readonly outputs = new Map<CheckedStatement, Signal>();
  private readonly nodeSettings = new Map<CheckedStatement, Record<string, SettingValue>>();

  constructor(private readonly context: ExpansionContext) {}

  /** The model's output. */
  run(statements: readonly CheckedStatement[], input: Shape | undefined): Signal {
    this.graph.addInput(input ?? [1]);
    const signal: Signal = { node: 0, shape: input ?? [1], certain: input !== undefined };
    return this.block(statements, signal, { prefix: '', containers: [], allow: [] });
  }

  private block(statements: readonly CheckedStatement[], input: Signal, frame: Frame): Signal {
    return statements.reduce((signal, statement) => {
      const output = this.statement(statement, signal, frame);
      this.outputs.set(statement, output);
      return output;
    }, input);
  }

  private statement(checked: CheckedStatement, input: Signal, frame: Frame): Signal {
    // A repeat that does not know how often still writes its body once, so that its layers are checked.
    if (!checked.usable && checked.entry.kind !== 'repeat') return { ...input, certain: false };
    switch (checked.entry.kind) {
      case 'repeat':
        return this.repeat(checked, input, frame);
      case 'residual': {
        const [body = []] = checked.blocks;
        const output = this.block(body, input, inside(checked, frame));
        return this.close(checked, [input, output], input.shape, frame);
      }
      case 'parallel': {
        const branches = checked.blocks.map((body, branch) =>
          this.block(body, input, inside(checked, frame, { branch })),
        );
        return this.close(checked, branches, input.shape, frame);
      }
      default: {
        const references = checked.references.flatMap((reference) => this.outputs.get(reference) ?? []);
        const inputs = references.length > 0 ? references : [input];
        return this.close(checked, inputs, inputs[0].shape, frame);
      }
    }
  }

  private repeat(checked: CheckedStatement, input: Signal, frame: Frame): Signal {
    const [body = []] = checked.blocks;
    const times = Number(checked.settings.times ?? 1);
    let signal = input;
    for (let iteration = 0; iteration < Math.min(times, this.context.iterations); iteration++)
      signal = this.block(body, signal, inside(checked, frame, { iteration }));
    return checked.certain && times <= this.context.iterations ? signal : { ...signal, certain: false };
  }

  /** The layer's own nodes, once its inputs are known. With a problem the first input is passed on, marked uncertain. */
  private close(checked: CheckedStatement, inputs: readonly Signal[], inputShape: Shape, frame: Frame): Signal {
    const { entry, settings, statement } = checked;
    const [first] = inputs;
    const certain = checked.certain && inputs.every((signal) => signal.certain);
    const context: ShapeContext = { layout: this.context.layout, inputs: inputs.map(({ shape }) => shape) };
    const shape = entry.shape(settings, first.shape, context);
    if (isShapeProblem(shape) || sizeOf(shape) > LARGEST_OUTPUT) {
      if (certain) this.refuse(shape, statement.kind.range);
      return { ...first, certain: false };
    }
    const nodes = this.addNodes(checked, inputs, shape, context);
    this.checkParameterCount(statement.kind.range);
    this.graph.addLayer({ nodes, inputShape, outputShape: shape, ...this.describe(checked, frame) });
    return { node: nodes[nodes.length - 1], shape, certain };
  }

  private refuse(shape: Shape | ShapeProblem, range: Range): void {
    const { problems } = this.context;
    if (isShapeProblem(shape)) problems.report('K040', range, shape.problem, { hint: shape.hint });
    else
      problems.report(
        'K047',
        range,
        `This layer's output has ${formatCount(sizeOf(shape))} features; the most is ${formatCount(LARGEST_OUTPUT)}.`,
        {
          hint: 'Make the layer narrower, or repeat a concat fewer times.',
        },
      );
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
    const nodes: number[] = [];
    let read = inputs;
    let own = tensors;
    if ('projection.weight' in tensors) {
      const projection = this.addProjection(first, tensors['projection.weight'], shape);
      nodes.push(projection.node);
      [read, own] = [[projection, ...others], {}];
    }
    const carried = { ...this.settingsOf(checked), ...entry.derived(settings, context) };
    nodes.push(
      this.graph.addNode(entry.operation(settings), read, { outputShape: shape, settings: carried, tensors: own }),
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

  /** The same object for every iteration of a repeat. */
  private settingsOf(checked: CheckedStatement): GraphNode['settings'] {
    const known = this.nodeSettings.get(checked);
    if (known) return known;
    const kept = Object.entries(checked.settings).filter(
      ([name, value]) =>
        value !== undefined &&
        !layerSettings.has(name) &&
        (name !== 'activation' || checked.entry.kind === 'activation'),
    );
    const settings = Object.fromEntries(kept) as Record<string, SettingValue>;
    this.nodeSettings.set(checked, settings);
    return settings;
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

  private checkParameterCount(range: Range): void {
    const { parameterCount } = this.graph;
    if (parameterCount <= LARGEST_PARAMETER_COUNT) return;
    this.graph.parameterCount = -Infinity;
    this.context.problems.report(
      'K047',
      range,
      `With this layer the model has ${formatCount(parameterCount)} parameters; the most is ${formatCount(LARGEST_PARAMETER_COUNT)}.`,
      {
        hint: 'Make the layers narrower.',
      },
    );
  }
}

function inside(checked: CheckedStatement, frame: Frame, place: { branch?: number; iteration?: number } = {}): Frame {
  const name = frame.prefix + checked.localName;
  return {
    prefix: place.iteration === undefined ? frame.prefix : `${name}.${place.iteration}.`,
    containers: [...frame.containers, { kind: checked.entry.kind, name, ...place }],
    allow: [...checked.allow, ...frame.allow],
  };
}
