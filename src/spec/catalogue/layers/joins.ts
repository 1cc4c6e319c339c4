/** Layers that read several others. */
import type { Shape } from '../../architecture';
import { layer, type ShapeProblem } from '../layer';
import { references } from '../parameter';
import { formatShape, lastAxis, sameLeadingAxes, sameShape, withLastAxis } from '../shapes';

export const add = layer('add', {
  summary: 'Sum of earlier layers.',
  documentation: 'Reads the layers named, not the one above it: `join: add(stem, branch)`.',
  parameters: { inputs: references('labels of earlier layers, all of one shape', 1) },
  shape: (_, __, { inputs }) => equalShapes('add', inputs),
  derived: (_, { inputs }) => ({ coefficients: inputs.map(() => 1) }),
});

export const concat = layer('concat', {
  summary: 'Earlier layers side by side on the last axis.',
  documentation: 'Reads the layers named, not the one above it: `join: concat(stem, branch)`.',
  parameters: { inputs: references('labels of earlier layers, which may differ on the last axis', 1) },
  shape: (_, __, { inputs }) => concatenatedShape(inputs),
});

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

export function concatenatedShape(inputs: readonly Shape[]): Shape | ShapeProblem {
  const [first] = inputs;
  const other = inputs.find((shape) => !sameLeadingAxes(shape, first));
  if (!other)
    return withLastAxis(
      first,
      inputs.reduce((sum, shape) => sum + lastAxis(shape), 0),
    );
  return {
    problem: `concat needs shapes that differ on the last axis only, but was given ${formatShape(first)} and ${formatShape(other)}.`,
    hint: 'Flatten or reshape one of them first.',
  };
}
