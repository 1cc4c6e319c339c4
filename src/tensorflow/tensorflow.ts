/** What is used of TensorFlow.js, whichever package brings it: `@tensorflow/tfjs-node`, or its core with any backend. */
import type * as core from '@tensorflow/tfjs-core';

export type TensorFlow = Pick<
  typeof core,
  | 'add'
  | 'addN'
  | 'concat'
  | 'conv2d'
  | 'dispose'
  | 'gather'
  | 'grads'
  | 'matMul'
  | 'mul'
  | 'pad'
  | 'reshape'
  | 'sum'
  | 'tensor'
  | 'tidy'
  | 'transpose'
>;
export type Tensor = core.Tensor;
