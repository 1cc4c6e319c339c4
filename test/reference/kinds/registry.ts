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
import { circularConvolutionCase, denseKernelsCase, layerNormCase, residualKernelsCase } from './infinite-width';
import {
  angularSpectrumCase,
  connectivityCase,
  fixedPointCase,
  normalisedResidualCase,
  rawRecursionCase,
} from './mean-field';
import { fixedFeatureFlowCase, localCertificateCase, shallowFlowCase } from './feature-learning';
import { finiteMlpCase, optimiserCase } from './training';

/** Which kinds of reference cases are checked, and by what. */
export const checkers: Readonly<Record<string, Checker>> = {
  angular_spectrum: angularSpectrumCase,
  activation_moments: activationMomentsCase,
  chiJ_preLN_residual: normalisedResidualCase,
  dag_effective_depth_width: connectivityCase,
  depth_recursion_raw: rawRecursionCase,
  depth_recursion_normalised: depthRecursionCase,
  deq_degenerate: equilibriumDegenerateCase,
  deq_finite: finiteEquilibriumCase,
  deq_kernel: equilibriumKernelCase,
  ncf_rank1_chain_max: chainMaximumCase,
  ncf_upper_bounds: correlationBoundsCase,
  local_certificate: localCertificateCase,
  p3l_flow: fixedFeatureFlowCase,
  shallow_flow: shallowFlowCase,
  finite_mlp_ntk: finiteMlpCase,
  optimizer_iters: optimiserCase,
  dual_activation: dualActivationCase,
  dual_activation_normalised: normalisedDualCase,
  dual_derivative_normalised: normalisedDerivativeCase,
  dual_raw_general_variance: generalVarianceCase,
  kernel_eigs_normalised: kernelEigenvaluesCase,
  nngp_conv1d_circular: circularConvolutionCase,
  nngp_layernorm: layerNormCase,
  nngp_ntk_dense: denseKernelsCase,
  nngp_ntk_resnet: residualKernelsCase,
  q_star_chi1: fixedPointCase,
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
