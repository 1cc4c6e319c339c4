/** Shapes with a channel axis and position axes. How windows slide over the positions is in windows.ts. */
import type { Architecture, Shape } from '../architecture';
import type { ShapeProblem } from './layer';
import { formatShape } from './shapes';

type Layout = Architecture['layout'];

export interface SpatialShape {
  readonly channels: number;
  /** Lengths of the position axes; none for a rank-1 shape. */
  readonly positions: Shape;
}

export function splitShape(shape: Shape, layout: Layout): SpatialShape {
  return layout === 'channels_first'
    ? { channels: shape[0], positions: shape.slice(1) }
    : { channels: shape[shape.length - 1], positions: shape.slice(0, -1) };
}

export function joinShape({ channels, positions }: SpatialShape, layout: Layout): Shape {
  return layout === 'channels_first' ? [channels, ...positions] : [...positions, channels];
}

/** Why a layer that slides a window cannot read this shape. `dimensions`: how many position axes it needs; any of 1 to 3 when absent. */
export function whyNotSpatial(
  kind: string,
  shape: Shape,
  layout: Layout,
  dimensions?: number,
): ShapeProblem | undefined {
  const axes = shape.length - 1;
  if (dimensions === undefined ? axes >= 1 && axes <= 3 : axes === dimensions) return undefined;
  const wanted = joinNames(dimensions ?? 2, layout);
  const needs = dimensions === undefined ? 'channels and 1 to 3 position axes' : wanted;
  return {
    problem: `${kind} needs an input of ${needs}, but was given ${formatShape(shape)}.`,
    hint: `Bring it to ${wanted} with a reshape first.`,
  };
}

function joinNames(dimensions: number, layout: Layout): string {
  const names = { 1: ['length'], 2: ['height', 'width'], 3: ['depth', 'height', 'width'] }[dimensions] ?? [];
  return (layout === 'channels_first' ? ['channels', ...names] : [...names, 'channels']).join(' x ');
}
