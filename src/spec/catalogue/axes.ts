/** Axes as users number them: from 0, without the batch; negative ones count from the end. */
import type { Shape } from '../architecture';
import type { ShapeProblem } from './layer';
import { formatShape } from './shapes';

/** Counted from 0. */
export function axisFromStart(axis: number, shape: Shape): number {
  return axis < 0 ? shape.length + axis : axis;
}

/** Why a layer cannot work on this axis. */
export function whyNotAxis(kind: string, axis: number, shape: Shape): ShapeProblem | undefined {
  if (shape[axisFromStart(axis, shape)] !== undefined) return undefined;
  return {
    problem: `${kind} has no axis ${axis}, its input is ${formatShape(shape)}.`,
    hint: `Axes are counted from 0 to ${shape.length - 1}, or from the end by negative numbers.`,
  };
}
