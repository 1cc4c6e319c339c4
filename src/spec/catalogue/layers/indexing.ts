/** Layers that pick, move, surround or average entries along axes. */
import type { Shape } from '../../architecture';
import { axisFromStart, whyNotAxis } from '../axes';
import { layer, type ShapeContext } from '../layer';
import { number, optional, sizes } from '../parameter';
import { formatShape } from '../shapes';
import { sliceOf } from '../slicing';

const whole = { integer: true };
const axisText = 'counted from 0 without the batch; negative ones count from the end';

export const pad = layer('pad', {
  summary: 'Surrounds every channel with a constant.',
  documentation:
    'Works on the position axes, or on the only axis there is. With `after` the two sides differ: `pad(2, after: 0)` makes a causal convolution.',
  parameters: {
    amounts: sizes<never>('how many to add at each end of each axis', { minimum: 0 }),
    after: optional(sizes<never>('how many to add at the far end', { minimum: 0 }), 'as many as before'),
    value: number('the constant', 0),
  },
  shape({ amounts, after }, input, { layout }) {
    const axes = paddedAxes(input, layout);
    for (const [name, given] of Object.entries({ amounts, after }))
      if (given && given.length !== 1 && given.length !== axes.length)
        return {
          problem: `${name} of pad has ${given.length} sizes, but ${formatShape(input)} has ${axes.length === 1 ? '1 axis' : `${axes.length} axes`} to pad.`,
          hint: 'Give one size for all axes, or one an axis.',
        };
    const before = onEveryAxis(amounts, input, layout);
    const behind = onEveryAxis(after ?? amounts, input, layout);
    return input.map((length, axis) => before[axis] + length + behind[axis]);
  },
  derived: ({ amounts }, { layout, inputs: [input] }) => ({ before: onEveryAxis(amounts, input, layout) }),
});

export const slice = layer('slice', {
  summary: "Takes a part of one axis, as Python's x[from:to:step].",
  documentation:
    '`slice(0, from: -1)` takes the last position and keeps the axis, which `flatten` or `reshape` take away.',
  parameters: {
    axis: number(`which axis, ${axisText}`, undefined, whole),
    from: optional(number('first entry, negative ones from the end', undefined, whole), 'the start of the axis'),
    to: optional(number('first entry not taken, negative ones from the end', undefined, whole), 'the end of the axis'),
    step: number('steps from one entry to the next; negative ones go backwards', 1, whole),
  },
  shape(settings, input) {
    const refusal = whyNotAxis('slice', settings.axis, input);
    if (refusal) return refusal;
    if (settings.step === 0) return { problem: 'The step of slice is 0.', hint: 'Use a positive or negative step.' };
    const axis = axisFromStart(settings.axis, input);
    const { count } = sliceOf(input[axis], settings);
    if (count > 0) return input.with(axis, count);
    return {
      problem: `slice takes nothing of axis ${settings.axis}, which is ${input[axis]} long.`,
      hint: 'Let `from` stand before `to` in the direction of the step.',
    };
  },
  derived(settings, { inputs: [input] }) {
    const axis = axisFromStart(settings.axis, input);
    return { axis, start: sliceOf(input[axis], settings).start };
  },
});

export const permute = layer('permute', {
  summary: 'Puts the axes into another order.',
  documentation: 'Axis t of the output is axis order[t] of the input, counted from 0 without the batch.',
  parameters: { order: sizes<never>('axes of the input in their new order', { minimum: 0 }) },
  shape({ order }, input) {
    if (order.length === input.length && input.every((_, axis) => order.includes(axis)))
      return order.map((axis) => input[axis]);
    return {
      problem: `permute to [${order.join(', ')}] does not name each axis of ${formatShape(input)} once.`,
      hint: `Write the axes 0 to ${input.length - 1} in the order that they are to have.`,
    };
  },
});

export const mean = layer('mean', {
  summary: 'The average along one axis or several, which go away.',
  documentation: 'With all axes a single number is left, of shape 1.',
  parameters: { axis: sizes<never>(`which axis or axes, ${axisText}`, { minimum: -8 }) },
  shape({ axis: given }, input) {
    const refusal = given.map((axis) => whyNotAxis('mean', axis, input)).find((problem) => problem);
    if (refusal) return refusal;
    const axes = new Set(given.map((axis) => axisFromStart(axis, input)));
    if (axes.size < given.length)
      return { problem: `mean names an axis of ${formatShape(input)} twice.`, hint: 'Name each axis once.' };
    const kept = input.filter((_, axis) => !axes.has(axis));
    return kept.length > 0 ? kept : [1];
  },
  operation: () => 'axis_mean',
  derived: ({ axis: given }, { inputs: [input] }) => ({ axes: given.map((axis) => axisFromStart(axis, input)) }),
});

function paddedAxes(input: Shape, layout: ShapeContext['layout']): number[] {
  const channels = layout === 'channels_first' ? 0 : input.length - 1;
  return [...input.keys()].filter((axis) => input.length === 1 || axis !== channels);
}

/** Amounts by axis of the input, 0 on those that are not padded. */
function onEveryAxis(amounts: readonly number[], input: Shape, layout: ShapeContext['layout']): number[] {
  const axes = paddedAxes(input, layout);
  return input.map((_, axis) => {
    const at = axes.indexOf(axis);
    return at < 0 ? 0 : (amounts[at] ?? amounts[0]);
  });
}
