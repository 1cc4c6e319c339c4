import type { Checker } from './agreement';
import { depthRecursionCase, kernelEigenvaluesCase, sphereSpectrumCase } from './deep-conditioning';
import {
  activationMomentsCase,
  dualActivationCase,
  generalVarianceCase,
  normalisedDerivativeCase,
  normalisedDualCase,
} from './dual-activations';
import { chainMaximumCase, correlationBoundsCase } from './early-direction';
import { equilibriumDegenerateCase, equilibriumKernelCase, finiteEquilibriumCase } from './equilibrium';

/** Which kinds of reference cases are checked, and by what. */
export const checkers: Readonly<Record<string, Checker>> = {
  activation_moments: activationMomentsCase,
  depth_recursion_normalised: depthRecursionCase,
  deq_degenerate: equilibriumDegenerateCase,
  deq_finite: finiteEquilibriumCase,
  deq_kernel: equilibriumKernelCase,
  ncf_rank1_chain_max: chainMaximumCase,
  ncf_upper_bounds: correlationBoundsCase,
  dual_activation: dualActivationCase,
  dual_activation_normalised: normalisedDualCase,
  dual_derivative_normalised: normalisedDerivativeCase,
  dual_raw_general_variance: generalVarianceCase,
  kernel_eigs_normalised: kernelEigenvaluesCase,
  sphere_operator_spectrum: sphereSpectrumCase,
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
