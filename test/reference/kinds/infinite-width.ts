import { Matrix } from '../../../src/numerics/matrix';
import { symmetricEigenvalues } from '../../../src/numerics/symmetric-eigen';
import { kernelSpectrum } from '../../../src/theory/deep-conditioning/kernels';
import { activationKernels } from '../../../src/theory/infinite-width/activation-kernels';
import { type AffineLayer, convolutionKernels, denseKernels } from '../../../src/theory/infinite-width/affine-kernels';
import {
  flattenedKernels,
  normalisedKernels,
  pooledKernels,
  sumKernels,
} from '../../../src/theory/infinite-width/joining-kernels';
import { gaussianKernels, inputKernels, type KernelState } from '../../../src/theory/infinite-width/kernel-state';
import { optimisationFigures } from '../../../src/theory/optimisation/optimisation';
import { windowTaps } from '../../../src/network/operations/taps';
import { namedActivation } from '../../support/named-activation';
import { expectAgreement, type TheoryCase } from './agreement';

type Rows = readonly (readonly number[])[];

/** NTK parametrisation: the fan-in matters to the network's own parameters only. */
function affine(weightDeviation: number, biasDeviation: number): AffineLayer {
  return {
    weightVariance: weightDeviation ** 2,
    fanIn: 1,
    biasVariance: biasDeviation ** 2,
    biased: biasDeviation > 0,
    learned: true,
  };
}

function ascending(matrix: Matrix): number[] {
  return [...symmetricEigenvalues(matrix)].reverse();
}

export function denseKernelsCase({
  input: { act, X, hidden_layers, W_std, b_std },
  expected,
  tolerance,
}: TheoryCase<{ act: string; X: Rows; hidden_layers: number; W_std: number; b_std: number }>): void {
  const layer = affine(W_std, b_std);
  let state = denseKernels(inputKernels([Matrix.fromRows(X)], 'equal'), layer);
  for (let l = 0; l < hidden_layers; l++) state = denseKernels(activationKernels(namedActivation(act), state), layer);
  const [nngp, ntk] = [state.covariance[0], state.tangent[0]];
  const { lambdaMin, lambdaMax, kappa } = kernelSpectrum(ntk);
  const rates = optimisationFigures(lambdaMax / X.length, lambdaMin / X.length)!.maximalLearningRate;
  const actual = {
    nngp: nngp.toRows(),
    ntk: ntk.toRows(),
    eigs_nngp: ascending(nngp),
    eigs_ntk: ascending(ntk),
    kappa_ntk: kappa,
    max_lr_mse_1_over_2n: rates.gradientDescent,
  };
  expectAgreement(actual, expected, tolerance);
}

interface ResidualInput {
  readonly act: string;
  readonly X: Rows;
  readonly blocks: number;
  readonly sigma_w: number;
  readonly sigma_b: number;
  readonly branch_scale: number;
}

export function residualKernelsCase({
  input: { act, X, blocks, sigma_w, sigma_b, branch_scale },
  expected,
  tolerance,
}: TheoryCase<ResidualInput>): void {
  const phi = namedActivation(act);
  let state = denseKernels(inputKernels([Matrix.fromRows(X)], 'equal'), affine(1, 0));
  for (let block = 0; block < blocks; block++)
    state = sumKernels(
      [state, denseKernels(activationKernels(phi, state), affine(sigma_w, sigma_b))],
      [1, branch_scale],
    )!;
  state = denseKernels(activationKernels(phi, state), affine(1, 0));
  expectAgreement({ nngp: state.covariance[0].toRows(), ntk: state.tangent[0].toRows() }, expected, tolerance);
}

interface ConvolutionInput {
  readonly act: string;
  readonly X_NPC: readonly Rows[];
  readonly conv_layers: number;
  readonly taps: number;
  readonly W_std: number;
  readonly b_std: number;
}

export function circularConvolutionCase({
  input: { act, X_NPC, conv_layers, taps: kernel, W_std, b_std },
  expected,
  tolerance,
}: TheoryCase<ConvolutionInput>): void {
  const length = X_NPC[0].length;
  const before = Math.floor((kernel - 1) / 2);
  const taps = windowTaps([
    { input: length, output: length, kernel, stride: 1, dilation: 1, before, after: kernel - 1 - before, wraps: true },
  ]);
  const layer = affine(W_std, b_std);
  const inputs = Array.from({ length }, (_, p) => Matrix.fromRows(X_NPC.map((sample) => sample[p])));
  const features = (pairs: KernelState['pairs']) => {
    let state = inputKernels(inputs, pairs);
    for (let l = 0; l < conv_layers; l++)
      state = activationKernels(namedActivation(act), convolutionKernels(state, taps, layer));
    return state;
  };
  const readout = (state: KernelState) => denseKernels(state, layer).covariance[0].toRows();
  const actual = {
    nngp_flatten: readout(flattenedKernels(features('equal'))),
    nngp_gap: readout(pooledKernels(features('all'))),
  };
  expectAgreement(actual, expected, tolerance);
}

export function layerNormCase({ input: { K }, expected, tolerance }: TheoryCase<{ K: Rows }>): void {
  const before = gaussianKernels(Matrix.fromRows(K));
  const after = activationKernels(namedActivation('relu'), before);
  const correlation = (state: KernelState, centred: boolean) =>
    normalisedKernels(state, { centred, eps: 0, gain: false, shift: false })!.covariance[0].get(0, 1);
  const actual = {
    LN_on_preactivation_corr: correlation(before, true),
    LN_after_relu_corr_with_mean_subtraction: correlation(after, true),
    after_relu_without_mean_subtraction: correlation(after, false),
  };
  expectAgreement(actual, expected, tolerance);
}
