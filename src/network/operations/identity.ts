/** Operations that pass their numbers on: input, flatten, reshape, and dropout, which is inactive when conditioning is measured. */
import type { Operation } from '../operation';

/** The input node reads the batch itself. Row-major flattening leaves the numbers where they are, in either layout. */
export function identity(): Operation {
  return {
    linear: true,
    usesOnes: false,
    parameters: [],
    forward: ([input]) => ({ output: input, saved: undefined }),
    jvp: (_saved, [tangent]) => tangent,
    vjp: (_saved, cotangent) => [cotangent],
    parameterJacobian: () => [],
  };
}
