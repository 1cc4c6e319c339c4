import type { Checker } from './agreement';

/** Which kinds of reference cases are checked, and by what. */
export const checkers: Readonly<Record<string, Checker>> = {};

/** Kinds that gauss-newton.test.ts checks. */
export const gaussNewtonKinds: ReadonlySet<string> = new Set([
  'bn_linear',
  'conv',
  'linear',
  'mlp',
  'residual',
  'residual_skip2',
]);
