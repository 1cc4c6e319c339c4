import type { Matrix } from '../numerics/matrix';
import type { Operation } from '../network/operation';
import type { GraphNode } from '../spec/architecture';
import type { Tensor, TensorFlow } from './tensorflow';

/** A node of a network at a batch of n samples. */
export interface Site {
  readonly tf: TensorFlow;
  readonly node: GraphNode;
  readonly operation: Operation;
  /** What the operation saved of its forward pass. */
  readonly saved: unknown;
  /** Values of the node's inputs, n x features. */
  readonly inputs: readonly Matrix[];
  /** These numbers in float32, as long as the linearisation lives. */
  readonly constant: (values: Float64Array, shape: readonly number[]) => Tensor;
  /** As `constant`, of indices. */
  readonly indices: (values: Int32Array) => Tensor;
}

/** Tangents of the inputs (n x features) and directions of the operation's parameters, flat, to the tangent of the output (n x features). */
export type Tangent = (tangents: readonly Tensor[], directions: readonly (Tensor | undefined)[]) => Tensor;
