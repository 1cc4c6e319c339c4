/** What brings the skip of a residual to the shape of its body's output. */
import type { Architecture, SettingValue, Shape } from '../architecture';
import type { ShapeProblem } from './layer';
import { formatShape, lastAxis, sameLeadingAxes } from './shapes';
import { splitShape } from './spatial';

/** A linear node without bias. */
export interface Projection {
  readonly kind: 'dense' | 'convolution';
  readonly weight: Shape;
  readonly settings: Readonly<Record<string, SettingValue>>;
}

/**
 * A dense map where only the last axis differs, except between channels-first shapes with two position axes or more; otherwise a 1x1
 * convolution, whose stride s makes ceil(length / s) of every position axis.
 */
export function projectionBetween(skip: Shape, body: Shape, layout: Architecture['layout']): Projection | ShapeProblem {
  const onLastAxis = layout === 'channels_last' || skip.length <= 2;
  if (onLastAxis && sameLeadingAxes(skip, body)) {
    const units = lastAxis(body);
    return { kind: 'dense', weight: [units, lastAxis(skip)], settings: { units, bias: false } };
  }
  return strided(skip, body, layout) ?? misfit(skip, body);
}

function strided(skip: Shape, body: Shape, layout: Architecture['layout']): Projection | undefined {
  if (skip.length !== body.length) return undefined;
  const [from, to] = [splitShape(skip, layout), splitShape(body, layout)];
  const stride = from.positions.map((length, axis) => Math.ceil(length / to.positions[axis]));
  if (stride.some((step, axis) => Math.ceil(from.positions[axis] / step) !== to.positions[axis])) return undefined;
  return {
    kind: 'convolution',
    weight: [to.channels, from.channels, ...stride.map(() => 1)],
    settings: {
      filters: to.channels,
      kernel: [1],
      stride,
      padding: 'valid',
      dilation: [1],
      groups: 1,
      bias: false,
      layout,
    },
  };
}

function misfit(skip: Shape, body: Shape): ShapeProblem {
  return {
    problem: `residual cannot add its input ${formatShape(skip)} to its body's output ${formatShape(body)}.`,
    hint: 'Inside a residual channels may change, and positions by strides (14 of 28, 5 of 9); a projection makes up for it.',
  };
}
