import type { Matrix } from '../numerics/matrix';
import type { Network, Trace } from '../network/network';
import { addGradients, jvp } from '../network/passes';

/** By node id one array a parameter, undefined for what does not move. */
export type Directions = readonly (readonly (Float64Array | undefined)[])[];

/** A network at a batch of samples as the linear map that its derivative is. */
export interface Linearisation {
  /** J v of every sample, n x outputs. */
  push(directions: Directions): Matrix;
  /** Adds J^T of the cotangent (n x outputs), summed over the samples, to `gradients`. */
  pull(cotangent: Matrix, gradients: Directions): void;
  /** Gives back what the linearisation holds outside JavaScript's memory. */
  release(): void;
}

/** What computes the derivatives in products with G. */
export interface ProductEngine {
  /** For people, with its precision: `TensorFlow 4.22.0 in float32`; undefined: our own kernels. */
  readonly name?: string;
  /** Unit roundoff of its numbers. */
  readonly roundoff: number;
  /** The kind of a layer that it does not know; undefined: it can do the whole network. */
  lacks(network: Network): string | undefined;
  linearise(network: Network, trace: Trace): Linearisation;
}

/** The operations' own derivatives in float64, for networks of every kind. */
export const builtinEngine: ProductEngine = {
  roundoff: 2 ** -53,
  lacks: () => undefined,
  linearise: (network, trace) => ({
    push: (directions) => jvp(network, trace, { parameters: directions }),
    pull: (cotangent, gradients) => addGradients(network, trace, cotangent, gradients),
    release: () => undefined,
  }),
};
