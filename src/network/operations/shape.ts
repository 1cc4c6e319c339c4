import type { Shape } from '../../spec/architecture';

/** Number of entries of a sample (or tensor) of this shape; 1 for the empty shape. */
export function size(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Length of the last axis; 1 for the empty shape. */
export function lastAxis(shape: Shape): number {
  return shape.at(-1) ?? 1;
}
