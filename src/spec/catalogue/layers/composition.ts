/** Layers with a body. Their shape rules see what the body makes of the input. */
import { layer } from '../layer';
import { choice, count, number } from '../parameter';
import { formatShape, lastAxis, sameLeadingAxes, sameShape } from '../shapes';
import { concatAxis, concatenatedShape, equalShapes, joiningAxis } from './joins';

/** Inputs of its shape rule: the skip, then the body's output. */
export const residual = layer('residual', {
  summary: 'Skip connection: y = beta P x + body(x).',
  documentation:
    'P is the identity, or a dense projection without bias (tensor `projection.weight`) when the body changes the last axis.',
  parameters: { beta: number('weight of the skip', 1) },
  body: 'block',
  tensors: (_, skip, { inputs: [, body] }): Record<string, [number, number]> =>
    sameShape(skip, body) ? {} : { 'projection.weight': [lastAxis(body), lastAxis(skip)] },
  shape: (_, skip, { inputs: [, body] }) =>
    sameLeadingAxes(skip, body)
      ? body
      : {
          problem: `residual cannot add its input ${formatShape(skip)} to its body's output ${formatShape(body)}.`,
          hint: 'Only the last axis may change inside a residual, where a projection makes up for it.',
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
