import { withKernels } from './wasm';

/** base^exponent, bit-identical on every platform; `Math.pow` and `**` are not. */
export function power(base: number, exponent: number): number {
  return withKernels((kernels) => kernels.power(base, exponent));
}
