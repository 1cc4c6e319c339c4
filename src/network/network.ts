/** An Architecture with numbers: weights, data, and the passes through it. */
import type { Matrix } from '../numerics/matrix';
import type { Architecture, GraphNode } from '../spec/architecture';
import type { Batch, Operation, ParameterJacobian } from './operation';

export interface Dataset {
  /** n x d, one sample a row, after centring, whitening and normalising. */
  readonly inputs: Matrix;
  /** n x k, or class indices n x 1 for cross_entropy; absent when the specification names none. */
  readonly targets?: Matrix;
}

export interface Network {
  readonly architecture: Architecture;
  readonly data: Dataset;
  readonly nodes: readonly { readonly node: GraphNode; readonly operation: Operation }[];
  /** Whether the output is linear in [x; 1]. */
  readonly linear: boolean;
  /** Whether some bias reaches the output, so that [x; 1] and not x is the input of a linear network. */
  readonly biased: boolean;
  /** Learnable, surviving parameters. */
  readonly parameterCount: number;
}

/** A forward pass: every node's output (n x features), and what each operation saved. */
export interface Trace {
  readonly batch: Batch;
  readonly outputs: readonly Matrix[];
  readonly saved: readonly unknown[];
}

/** Backward pass result: the cotangent of every node's output, and the factored parameter Jacobians, by node id. */
export interface Backward {
  readonly cotangents: readonly (Matrix | undefined)[];
  readonly jacobians: readonly { readonly node: number; readonly parts: readonly ParameterJacobian[] }[];
}
