import type { Checker } from './agreement';
import {
  activationMomentsCase,
  dualActivationCase,
  generalVarianceCase,
  normalisedDerivativeCase,
  normalisedDualCase,
} from './dual-activations';
import { equilibriumDegenerateCase, equilibriumKernelCase, finiteEquilibriumCase } from './equilibrium';

/** Which kinds of reference cases are checked, and by what. */
export const checkers: Readonly<Record<string, Checker>> = {
  activation_moments: activationMomentsCase,
  deq_degenerate: equilibriumDegenerateCase,
  deq_finite: finiteEquilibriumCase,
  deq_kernel: equilibriumKernelCase,
  dual_activation: dualActivationCase,
  dual_activation_normalised: normalisedDualCase,
  dual_derivative_normalised: normalisedDerivativeCase,
  dual_raw_general_variance: generalVarianceCase,
};

/** Kinds that gauss-newton.test.ts checks. */
export const gaussNewtonKinds: ReadonlySet<string> = new Set([
  'bn_linear',
  'conv',
  'linear',
  'mlp',
  'residual',
  'residual_skip2',
]);
