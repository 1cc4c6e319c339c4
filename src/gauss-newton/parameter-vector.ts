import type { Network } from '../network/network';
import type { Parameter } from '../network/operation';

/** Numbers for everything that a network can learn, by tensor. */
export interface ParameterVector {
  /** Learnable, surviving entries. */
  readonly size: number;
  /** By node id one array a parameter, undefined for what is not learned; nodes that share a tensor share its array. */
  readonly byNode: readonly (readonly (Float64Array | undefined)[])[];
  /** Sets all entries to 0. */
  clear(): void;
  /** Pruned entries become 0. */
  prune(): void;
  /** One entry a surviving parameter, tensor after tensor. */
  pack(): Float64Array;
  /** The reverse of `pack`. */
  unpack(vector: Float64Array): void;
}

export function parameterVector({ nodes }: Network): ParameterVector {
  const arrays = new Map<Parameter, Float64Array>();
  for (const { operation } of nodes)
    for (const parameter of operation.parameters)
      if (parameter.trainable && !arrays.has(parameter))
        arrays.set(parameter, new Float64Array(parameter.values.length));
  const total = [...arrays.keys()].reduce((sum, { values, mask }) => sum + (mask ? alive(mask) : values.length), 0);

  return {
    size: total,
    byNode: nodes.map(({ operation }) => operation.parameters.map((parameter) => arrays.get(parameter))),
    clear: () => arrays.forEach((array) => array.fill(0)),
    prune() {
      for (const [{ mask }, array] of arrays) if (mask) for (let at = 0; at < array.length; at++) array[at] *= mask[at];
    },
    pack() {
      const result = new Float64Array(total);
      let from = 0;
      for (const [{ mask }, array] of arrays) {
        const values = mask ? array.filter((_, at) => mask[at] === 1) : array;
        result.set(values, from);
        from += values.length;
      }
      return result;
    },
    unpack(vector) {
      let from = 0;
      for (const [{ mask }, array] of arrays) {
        if (mask) for (let at = 0; at < array.length; at++) array[at] = mask[at] ? vector[from++] : 0;
        else array.set(vector.subarray(from, (from += array.length)));
      }
    },
  };
}

function alive(mask: Uint8Array): number {
  return mask.reduce((sum, survives) => sum + survives, 0);
}
