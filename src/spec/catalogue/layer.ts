/** One layer of the language. Everything about it that is not arithmetic stands in its entry; checking, defaults, schema and documentation follow. */
import type { Architecture, SettingValue, Shape } from '../architecture';
import type { Parameters, Settings } from './parameter';

export interface ShapeContext {
  readonly layout: Architecture['layout'];
  /** Shapes of everything the layer reads, in order: one for most, several for joins and closing layers. */
  readonly inputs: readonly Shape[];
}

/** Why a layer cannot take its input. */
export interface ShapeProblem {
  /** A plain sentence. */
  readonly problem: string;
  readonly hint?: string;
}

/** `block`: one `{ … }`; `branches`: several inside one another, `{ {…} {…} }`. */
export type Body = 'block' | 'branches';

export interface Layer<P extends Parameters = Parameters> {
  readonly kind: string;
  /** One line. */
  readonly summary: string;
  /** More, for hovers and the documentation. */
  readonly documentation: string;
  readonly parameters: P;
  readonly body?: Body;
  /** Its own operation applies the parameter `activation`; with others a node after it does. */
  readonly ownActivation?: boolean;
  /** Learnable tensors by local name, PyTorch layouts. */
  tensors(settings: Settings<P>, input: Shape, context: ShapeContext): Readonly<Record<string, Shape>>;
  /** Tensors that are given and never learned, by local name. */
  buffers(settings: Settings<P>, input: Shape, context: ShapeContext): Readonly<Record<string, Shape>>;
  /** Shape of the output. `input` is the first of `context.inputs`. */
  shape(settings: Settings<P>, input: Shape, context: ShapeContext): Shape | ShapeProblem;
  /** Kind of the graph node: the layer's own, unless it is made of another's operation. */
  operation(settings: Settings<P>): string;
  /** What the graph node carries besides the parameters. */
  derived(settings: Settings<P>, context: ShapeContext): Readonly<Record<string, SettingValue>>;
}

type Definition<P extends Parameters> = Pick<
  Layer<P>,
  'summary' | 'documentation' | 'parameters' | 'body' | 'ownActivation'
> &
  Partial<Pick<Layer<P>, 'tensors' | 'buffers' | 'shape' | 'operation' | 'derived'>>;

/** Without a shape rule the output has the shape of the input; without tensors nothing is learned. */
export function layer<P extends Parameters>(kind: string, definition: Definition<P>): Layer<P> {
  return {
    kind,
    tensors: () => ({}),
    buffers: () => ({}),
    shape: (_, input) => input,
    operation: () => kind,
    derived: () => ({}),
    ...definition,
  };
}

export function isShapeProblem(result: Shape | ShapeProblem): result is ShapeProblem {
  return 'problem' in result;
}
