/** Transposed convolutions keep their weight as [in, out / groups, kernel...]; the arithmetic wants [out, in / groups, kernel...]. */
import type { Operation } from '../operation';
import { setting, type Definition } from './definition';
import { reparametrised } from './reparametrised';
import { size } from './shape';

/** What `create` makes of a weight with the units first, on the layer's own tensor. Columns of the Jacobian keep the order of `create`. */
export function withUnitsFirst(create: (definition: Definition) => Operation): (definition: Definition) => Operation {
  return (definition) =>
    reparametrised(definition, create, ({ shape, values, mask }) => {
      const [inputs, units, ...kernel] = shape;
      const groups = setting<number>(definition.node, 'groups');
      const order = tensorOrder(inputs / groups, units, groups, size(kernel));
      return {
        shape: [units * groups, inputs / groups, ...kernel],
        ...(mask && { mask: Uint8Array.from(order, (entry) => mask[entry]) }),
        write: (weight) => order.forEach((entry, place) => (weight[place] = values[entry])),
        push: (direction) => Float64Array.from(order, (entry) => direction[entry]),
        pullGradient(gradient) {
          const result = new Float64Array(gradient.length);
          order.forEach((entry, place) => (result[entry] = gradient[place]));
          return result;
        },
        pull: (parts) => parts,
      };
    });
}

/** For every entry (group, unit, input, tap) of the weight its place in the tensor, whose order is (group, input, unit, tap). */
function tensorOrder(inputs: number, units: number, groups: number, taps: number): Int32Array {
  const order = new Int32Array(groups * units * inputs * taps);
  let place = 0;
  for (let group = 0; group < groups; group++)
    for (let unit = 0; unit < units; unit++)
      for (let input = 0; input < inputs; input++)
        for (let tap = 0; tap < taps; tap++) order[place++] = ((group * inputs + input) * units + unit) * taps + tap;
  return order;
}
