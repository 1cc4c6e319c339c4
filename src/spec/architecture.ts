/** What a specification means, checked: shapes inferred, parameters evaluated, repeats expanded, names resolved. Plain data. */
import type { Range } from './problem';
import type { SyntaxTree } from './syntax/tree';

/** Sizes without the batch; `[784]`, `[28, 28, 1]`. */
export type Shape = readonly number[];

export type Loss = 'mse' | 'cross_entropy' | 'binary_cross_entropy';

export type ActivationName =
  | 'linear'
  | 'relu'
  | 'leaky_relu'
  | 'relu6'
  | 'abs'
  | 'elu'
  | 'selu'
  | 'gelu'
  | 'gelu_tanh'
  | 'silu'
  | 'mish'
  | 'softplus'
  | 'tanh'
  | 'hardtanh'
  | 'sigmoid'
  | 'logsigmoid'
  | 'erf'
  | 'sin'
  | 'relu_power'
  | 'quadratic';

export interface Activation {
  readonly name: ActivationName;
  /** Slope of leaky_relu (0.01), alpha of elu (1), power of relu_power (2). */
  readonly argument?: number;
  /** Shifted and scaled to zero mean and unit second moment under a standard normal input. */
  readonly normalized: boolean;
}

export type InitialiserName =
  | 'kaiming_normal'
  | 'kaiming_uniform'
  | 'xavier_normal'
  | 'xavier_uniform'
  | 'lecun_normal'
  | 'lecun_uniform'
  | 'normal'
  | 'orthogonal'
  | 'delta_orthogonal'
  | 'identity'
  | 'zeros';

export interface Initialiser {
  readonly name: InitialiserName;
  readonly fan: 'in' | 'out' | 'average';
  /** Multiplies the standard deviation; kaiming defaults to sqrt(2), others to 1. */
  readonly gain: number;
  /** Only `normal`. */
  readonly std?: number;
  readonly seed: number;
}

export type BiasInitialiser = { readonly name: 'zeros' } | { readonly name: 'normal'; readonly std: number };

export interface Pruning {
  /** Share of weights removed, in [0, 1). */
  readonly sparsity: number;
  readonly method: 'magnitude' | 'random';
}

export interface FileReference {
  readonly path: string;
  readonly range: Range;
}

export type DataSource =
  | {
      readonly kind: 'gaussian';
      readonly samples: number;
      readonly covariance:
        | { readonly kind: 'identity' }
        | { readonly kind: 'powerlaw'; readonly exponent: number }
        | { readonly kind: 'condition'; readonly value: number };
      /** Every coordinate's mean. */
      readonly mean: number;
      readonly seed: number;
    }
  | { readonly kind: 'sphere'; readonly samples: number; readonly seed: number }
  | { readonly kind: 'orthogonal'; readonly samples: number; readonly seed: number }
  /** Token ids, uniform on the whole numbers below `vocabulary`. */
  | { readonly kind: 'tokens'; readonly samples: number; readonly vocabulary: number; readonly seed: number }
  | { readonly kind: 'npy' | 'csv' | 'idx'; readonly file: FileReference; readonly limit?: number };

export type Targets =
  | { readonly kind: 'npy' | 'csv' | 'idx'; readonly file: FileReference; readonly limit?: number }
  /** A random one-hidden-layer network of this width labels the inputs. */
  | { readonly kind: 'teacher'; readonly width: number; readonly seed: number };

export interface Data {
  readonly source: DataSource;
  readonly targets?: Targets;
  readonly center: boolean;
  readonly whiten: boolean;
  readonly normalize?: 'unit';
  /** The data directive up to the name of its source; the input directive when there is none. */
  readonly range: Range;
}

/**
 * One operation of the network's graph. `settings` are the catalogue's parameters, evaluated and defaulted, under the catalogue's names:
 *
 * | kind | settings | tensors |
 * |---|---|---|
 * | `dense` | `units`, `bias` | `weight` [units, features], `bias` [units]; in a residual `projection.weight` only |
 * | `convolution` | `kernel`, `stride`, `padding`, `dilation`, `groups`, `layout`, `bias` | `weight` [out, in / groups, kernel...], `bias` [out]; in a residual `projection.weight` only |
 * | `transposed_convolution` | as `convolution`, and `output_padding` | `weight` [in, out / groups, kernel...], `bias` [out] |
 * | `standardized_` and one of the three above | as without | as without |
 * | `activation` | `activation: Activation` | |
 * | `add` | `coefficients`, one an input; a residual's are [beta, 1], the skip first | |
 * | `reshape` | `shape` | |
 * | `bias` | | `bias` [features of the last axis] |
 * | `scale` | `value` | `weight` [features of the last axis], only when trainable |
 * | `dropout` | `rate` | |
 * | `embedding` | `vocabulary`, `features` | `weight` [vocabulary, features] |
 * | `positional_embedding` | | `weight`, of the input's shape |
 * | `attention` | `heads`, `causal`, `bias` | `in_proj_weight` [3 features, features], `in_proj_bias`, `out_proj.weight` [features, features], `out_proj.bias` |
 * | `rnn`, `lstm`, `gru` | `units`, `bias`, of `rnn` `nonlinearity` | `weight_ih_l0` [gates * units, features], `weight_hh_l0` [gates * units, units] (1, 4, 3 gates), `bias_ih_l0`, `bias_hh_l0` |
 */
export interface GraphNode {
  readonly id: number;
  /** Index into `Architecture.layers` of the layer this node belongs to; -1 for `input`, which belongs to none. */
  readonly layer: number;
  /** Operation: `input`, `dense`, `activation`, `add`, `concat`, `mean`, `flatten`, `reshape`, `bias`, `scale`, `dropout`. */
  readonly kind: string;
  /** Nodes read, in order. Only `input` has none. */
  readonly inputs: readonly number[];
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly settings: Readonly<Record<string, SettingValue>>;
  /** Learnable tensors by local name (`weight`, `bias`), PyTorch layouts. Their full name is `<layer name>.<local name>`. */
  readonly tensors: Readonly<Record<string, Shape>>;
  /** Tensors that are given and never learned (`running_mean`), after `tensors` in every order. */
  readonly buffers?: Readonly<Record<string, Shape>>;
  /** The node whose tensors and buffers these are (`use`); never one that shares itself. They belong to that node's layer. */
  readonly shares?: number;
}

export type SettingValue =
  number | string | boolean | readonly number[] | Activation | Initialiser | BiasInitialiser | Pruning | undefined;

/**
 * A layer as the user sees it: one instance of a statement (in a `repeat`, one an iteration). Its nodes are what it computes:
 * `dense(64, activation: relu)` is one layer with two nodes; a `residual` is the layer of its closing sum (and projection), its body's
 * statements are layers of their own.
 */
export interface Layer {
  readonly index: number;
  /** Unique: the label, or kind and ordinal (`dense1`); inside a repeat `<repeat>.<iteration>.<label>`. */
  readonly name: string;
  readonly kind: string;
  readonly nodes: readonly number[];
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  /** Whether its parameters are learned (`trainable: true`). */
  readonly trainable: boolean;
  readonly prune?: Pruning;
  readonly init: Initialiser;
  readonly biases: BiasInitialiser;
  /** Statements that enclose it, outermost first. */
  readonly containers: readonly {
    readonly kind: string;
    readonly name: string;
    readonly branch?: number;
    readonly iteration?: number;
  }[];
  /** The whole statement, and the part to underline. */
  readonly range: Range;
  readonly kindRange: Range;
  readonly allow: readonly { readonly code: string; readonly range: Range }[];
}

export type ExpectationSubject = 'kappa' | 'bound_gap' | 'rank' | 'lambda_max' | 'lambda_min';

/** `expect kappa < 1e4`. */
export interface Expectation {
  readonly subject: ExpectationSubject;
  readonly operator: '<' | '<=' | '>' | '>=';
  readonly limit: number;
  readonly text: string;
  readonly range: Range;
}

export interface Weights {
  readonly file: FileReference;
  /** From the name of a layer, of a block around it or of one tensor to what stands in its place in the file; a `*` is any iteration. */
  readonly prefixes: readonly { readonly layer: string; readonly prefix: string; readonly range: Range }[];
}

export interface Architecture {
  readonly name: string;
  readonly nameRange: Range;
  readonly parameters: readonly { readonly name: string; readonly value: number; readonly range: Range }[];
  readonly layout: 'channels_last' | 'channels_first';
  readonly input: Shape;
  readonly output: Shape;
  readonly data: Data;
  readonly loss: Loss;
  /** Number of initialisations asked for by `seeds`; 1 without it. */
  readonly seeds: number;
  readonly weights?: Weights;
  /** Topological order; `nodes[i].id === i`; node 0 is the input. */
  readonly nodes: readonly GraphNode[];
  readonly outputNode: number;
  readonly layers: readonly Layer[];
  readonly expectations: readonly Expectation[];
  /** Codes silenced for the whole model. */
  readonly allow: readonly { readonly code: string; readonly range: Range }[];
  readonly tree: SyntaxTree;
}
