/** Arithmetic of shapes without the batch. The features of an input are its last axis. */
import type { Shape } from '../architecture';

/** Number of features, all axes together. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** As users write it: `28x28x1`. */
export function formatShape(shape: Shape): string {
  return shape.join('x');
}

export function sameShape(left: Shape, right: Shape): boolean {
  return left.length === right.length && left.every((size, axis) => size === right[axis]);
}

export function lastAxis(shape: Shape): number {
  return shape[shape.length - 1];
}

export function withLastAxis(shape: Shape, size: number): Shape {
  return [...shape.slice(0, -1), size];
}

/** Whether only the last axes may differ. */
export function sameLeadingAxes(left: Shape, right: Shape): boolean {
  return sameShape(left.slice(0, -1), right.slice(0, -1));
}
