/** Layers with a body. Their shape rules see what the body makes of the input. */
import type { Shape } from '../../architecture';
import { layer, type ShapeContext, type ShapeProblem } from '../layer';
import { choice, count, number } from '../parameter';
import { projectionBetween, type Projection } from '../projection';
import { sameShape } from '../shapes';
import { concatAxis, concatenatedShape, equalShapes, joiningAxis } from './joins';

/** Inputs of its shape rule: the skip, then the body's output. */
export const residual = layer('residual', {
  summary: 'Skip connection: y = beta P x + body(x).',
  documentation:
    'P is the identity where the shapes agree, or else a learned projection without bias (tensor `projection.weight`): a dense map when the body changes the last axis, a 1x1 convolution when it strides over positions or changes channels with `layout channels_first`.',
  parameters: { beta: number('weight of the skip', 1) },
  body: 'block',
  tensors: (_, skip, context): Record<string, Shape> => {
    const projection = projectionOf(skip, context);
    return projection && 'weight' in projection ? { 'projection.weight': projection.weight } : {};
  },
  shape: (_, skip, context) => {
    const projection = projectionOf(skip, context);
    return projection && 'problem' in projection ? projection : context.inputs[1];
  },
  operation: () => 'add',
  derived: ({ beta }) => ({ coefficients: [beta, 1] }),
});

/** Inputs of its shape rule: the branches' outputs. */
export const parallel = layer('parallel', {
  summary: 'Branches on one input, merged: `parallel(merge: add) { { … } { … } }`.',
  documentation:
    'An empty branch `{}` passes the input on. `concat` joins on the channel axis: the last one; with `layout channels_first` the first of shapes with positions.',
  parameters: {
    merge: choice('how the branches are joined', ['add', 'concat', 'mean'], 'add'),
    axis: joiningAxis(),
  },
  body: 'branches',
  shape({ merge, axis }, _, context) {
    if (merge === 'concat') return concatenatedShape(axis, context);
    if (axis === undefined) return equalShapes(merge, context.inputs);
    return {
      problem: `parallel joins on an axis only with merge: concat, not with ${merge}.`,
      hint: 'Take axis away.',
    };
  },
  operation: ({ merge }) => merge,
  derived: ({ merge, axis }, context) => ({
    ...(merge === 'add' && { coefficients: context.inputs.map(() => 1) }),
    ...(merge === 'concat' && { axis: concatAxis(axis, context) }),
  }),
});

export const repeat = layer('repeat', {
  summary: 'The body n times, one after another, each with weights of its own.',
  documentation: '`repeat(0)` passes the input on.',
  parameters: { times: count('how often', undefined, 0) },
  body: 'block',
});

function projectionOf(skip: Shape, { layout, inputs: [, body] }: ShapeContext): Projection | ShapeProblem | undefined {
  return sameShape(skip, body) ? undefined : projectionBetween(skip, body, layout);
}
