import { Matrix } from '../../../src/numerics/matrix';
import { gram } from '../../../src/numerics/products';
import { symmetricEigenvalues } from '../../../src/numerics/symmetric-eigen';
import { correlationsByDepth } from '../../../src/theory/deep-conditioning/depth-recursion';
import { correlationMatrix, kernelsAtDepth, kernelSpectrum } from '../../../src/theory/deep-conditioning/kernels';
import { masterLemma } from '../../../src/theory/deep-conditioning/master-lemma';
import {
  closedOffDiagonalBounds,
  iteratedOffDiagonalBounds,
} from '../../../src/theory/deep-conditioning/off-diagonal-bounds';
import { sphereSpectrum } from '../../../src/theory/deep-conditioning/sphere-spectrum';
import { activationMoments } from '../../../src/theory/dual-activations/moments';
import { normalisedDual } from '../../../src/theory/dual-activations/normalised-dual';
import { namedActivation } from '../../support/named-activation';
import { expectAgreement, type TheoryCase } from './agreement';

export function depthRecursionCase({
  input: { activation, rho0, L },
  expected,
  tolerance,
}: TheoryCase<{ activation: string; rho0: number; L: number }>): void {
  const phi = namedActivation(activation);
  const { nonlinearity } = activationMoments(phi);
  const actual = {
    rho: correlationsByDepth(normalisedDual(phi), rho0, L),
    B_iter: iteratedOffDiagonalBounds(nonlinearity, Math.abs(rho0), L),
    B_paper: closedOffDiagonalBounds(nonlinearity, Math.abs(rho0), L),
  };
  expectAgreement(actual, expected, tolerance);
}

interface KernelInput {
  readonly X: readonly (readonly number[])[];
  readonly activation: string;
  readonly L: readonly number[];
}

export function kernelEigenvaluesCase({
  input: { X, activation, L },
  expected,
  tolerance,
}: TheoryCase<KernelInput>): void {
  const map = normalisedDual(namedActivation(activation));
  const correlations = correlationMatrix(gram(Matrix.fromRows(X)));
  const eigenvalues = symmetricEigenvalues(correlations);
  const data = { samples: X.length, lambdaMax: eigenvalues[0], lambdaMin: eigenvalues[X.length - 1] };
  const actual = Object.fromEntries(
    L.map((depth) => {
      const { kernel, tangent } = kernelsAtDepth(map, correlations, depth);
      const [own, ntk] = [kernelSpectrum(kernel), kernelSpectrum(tangent)];
      const bounds = masterLemma(map, data, depth);
      const figures = {
        lmin: own.lambdaMin,
        lmax: own.lambdaMax,
        kappa: own.kappa,
        ntk_lmin: ntk.lambdaMin,
        ntk_lmax: ntk.lambdaMax,
        ntk_kappa: ntk.kappa,
        ntk_diag: tangent.get(0, 0),
        bound_lmin: bounds.kernel.lambdaMin,
        bound_lmax: bounds.kernel.lambdaMax,
        bound_kappa: bounds.kernel.kappa,
        bound_ntk_lmin: bounds.tangent.lambdaMin,
      };
      return [depth, figures];
    }),
  );
  expectAgreement(actual, expected, tolerance);
}

interface SphereExpected {
  readonly eigen_k0_11: readonly number[];
}

export function sphereSpectrumCase({
  input: { activation, d, L },
  expected,
  tolerance,
}: TheoryCase<{ activation: string; d: number; L: number }, SphereExpected>): void {
  const spectrum = sphereSpectrum(normalisedDual(namedActivation(activation)), d, L, expected.eigen_k0_11.length);
  const actual = {
    eigen_k0_11: spectrum.eigenvalues,
    mult: spectrum.multiplicities,
    HS: spectrum.hilbertSchmidt,
    top: spectrum.largest,
  };
  expectAgreement(actual, expected, tolerance);
}
