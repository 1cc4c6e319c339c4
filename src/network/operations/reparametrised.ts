/** Operations whose weight is a function of the learned tensor. */
import type { Operation, Parameter, ParameterJacobian } from '../operation';
import { tensor, type Definition } from './definition';

/** From the learned tensor to the weight that an operation applies. */
export interface WeightMap {
  /** Shape and mask of the weight; as many entries as the tensor. */
  readonly shape: readonly number[];
  readonly mask?: Uint8Array;
  /** Writes the weight of the present values. */
  write(weight: Float64Array): void;
  /** Derivative of the weight in this direction of the tensor. */
  push(direction: Float64Array): Float64Array;
  /** The transpose of `push`. */
  pullGradient(gradient: Float64Array): Float64Array;
  /** Parts whose columns are entries of the weight to parts whose columns are entries of the tensor. */
  pull(parts: readonly ParameterJacobian[], rowsPerSample: number): readonly ParameterJacobian[];
}

/** What `create` makes of the mapped `weight`, as an operation on the tensors that the definition holds. */
export function reparametrised(
  definition: Definition,
  create: (definition: Definition) => Operation,
  mapOf: (weight: Parameter) => WeightMap,
): Operation {
  const { node, parameters } = definition;
  const learned = tensor(definition, 'weight')!;
  const map = mapOf(learned);
  const weight = { ...learned, shape: map.shape, mask: map.mask, values: new Float64Array(learned.values.length) };
  const inner = create({
    node,
    parameters: parameters.map((parameter) => (parameter === learned ? weight : parameter)),
  });
  // The values of parameters may be moved between two calls.
  const current = () => {
    map.write(weight.values);
    return inner;
  };

  return {
    linear: inner.linear,
    usesOnes: inner.usesOnes,
    parameters,
    forward: (inputs, batch) => current().forward(inputs, batch),
    jvp(saved, tangents, directions = []) {
      const pushed = directions.map((direction, at) =>
        direction && parameters[at] === learned ? map.push(direction) : direction,
      );
      return current().jvp(saved, tangents, pushed);
    },
    vjp: (saved, cotangent, rowsPerSample) => current().vjp(saved, cotangent, rowsPerSample),
    addGradients(saved, cotangent, gradients) {
      const own = gradients.map((gradient, at) =>
        gradient && parameters[at] === learned ? new Float64Array(gradient.length) : gradient,
      );
      current().addGradients?.(saved, cotangent, own);
      const at = parameters.indexOf(learned);
      const [target, ofWeight] = [gradients[at], own[at]];
      if (target && ofWeight) map.pullGradient(ofWeight).forEach((value, entry) => (target[entry] += value));
    },
    parameterJacobian: (saved, cotangent, rowsPerSample) =>
      map.pull(current().parameterJacobian(saved, cotangent, rowsPerSample), rowsPerSample),
  };
}
