/** Layers that read several others. */
import type { Shape } from '../../architecture';
import { axisFromStart, whyNotAxis } from '../axes';
import { layer, type ShapeContext, type ShapeProblem } from '../layer';
import { number, optional, references, type Parameter } from '../parameter';
import { formatShape, sameShape } from '../shapes';

export const add = layer('add', {
  summary: 'Sum of earlier layers.',
  documentation: 'Reads the layers named, not the one above it: `join: add(stem, branch)`.',
  parameters: { inputs: references('labels of earlier layers, all of one shape', 1) },
  shape: (_, __, { inputs }) => equalShapes('add', inputs),
  derived: (_, { inputs }) => ({ coefficients: inputs.map(() => 1) }),
});

export const concat = layer('concat', {
  summary: 'Earlier layers side by side on the channel axis.',
  documentation:
    'Reads the layers named, not the one above it: `join: concat(stem, branch)`. The channel axis is the last one; with `layout channels_first` the first of shapes with positions.',
  parameters: { inputs: references('labels of earlier layers, which may differ on one axis', 1), axis: joiningAxis() },
  shape: ({ axis }, _, context) => concatenatedShape(axis, context),
  derived: ({ axis }, context) => ({ axis: concatAxis(axis, context) }),
});

export function joiningAxis(): Parameter<number | undefined> {
  return optional(
    number('axis that concat joins on, from 0; negative ones count from the end', undefined, { integer: true }),
    'the channel axis',
  );
}

/** The one shape of all, for sums and means. */
export function equalShapes(operation: string, inputs: readonly Shape[]): Shape | ShapeProblem {
  const [first] = inputs;
  const other = inputs.find((shape) => !sameShape(shape, first));
  if (!other) return first;
  return {
    problem: `${operation} needs equal shapes, but was given ${formatShape(first)} and ${formatShape(other)}.`,
    hint: 'Bring them to one shape with a dense layer, or use concat.',
  };
}

/** Side by side on an axis, the channel axis where none is given. */
export function concatenatedShape(given: number | undefined, context: ShapeContext): Shape | ShapeProblem {
  const [first, ...others] = context.inputs;
  const refusal = given === undefined ? undefined : whyNotAxis('concat', given, first);
  if (refusal) return refusal;
  const axis = concatAxis(given, context);
  const other = others.find((shape) => !sameShape(without(axis, shape), without(axis, first)));
  if (!other)
    return first.with(
      axis,
      context.inputs.reduce((sum, shape) => sum + shape[axis], 0),
    );
  const only = given !== undefined ? `axis ${given}` : axis === first.length - 1 ? 'the last axis' : 'the first axis';
  return {
    problem: `concat needs shapes that differ on ${only} only, but was given ${formatShape(first)} and ${formatShape(other)}.`,
    hint: 'Flatten or reshape one of them first.',
  };
}

/** Counted from 0. */
export function concatAxis(given: number | undefined, { layout, inputs: [first] }: ShapeContext): number {
  if (given === undefined) return layout === 'channels_first' ? 0 : first.length - 1;
  return axisFromStart(given, first);
}

/** The other sizes; the rank tells shapes apart. */
function without(axis: number, shape: Shape): Shape {
  return shape.toSpliced(axis, 1);
}
