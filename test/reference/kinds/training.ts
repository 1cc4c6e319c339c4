import { Matrix } from '../../../src/numerics/matrix';
import { symmetricEigenvalues } from '../../../src/numerics/symmetric-eigen';
import { jacobianGram } from '../../../src/gauss-newton/jacobian-gram';
import { factoredJacobian } from '../../../src/gauss-newton/jacobian';
import { instantiate } from '../../../src/network/instantiate';
import { forwardOnData, outputOf } from '../../../src/network/passes';
import { readSpecification } from '../../../src/spec/specification';
import { optimisationFigures } from '../../../src/theory/optimisation/optimisation';
import { memoryFiles, npyBytes, safetensorsBytes } from '../../support/tensor-files';
import { expectAgreement, type TheoryCase } from './agreement';

export function optimiserCase({
  input: { kappa },
  expected,
  tolerance,
}: TheoryCase<{ readonly kappa: number }, Readonly<Record<string, number>>>): void {
  const { iterationsPerDecade } = optimisationFigures(kappa, 1)!;
  const actual = {
    gd_opt: iterationsPerDecade.gradientDescent,
    gd_1_over_L: iterationsPerDecade.gradientDescentSafe,
    heavy_ball_opt: iterationsPerDecade.heavyBall,
    nesterov: iterationsPerDecade.nesterov,
    damped_gn_delta_eq_mu: iterationsPerDecade.dampedGaussNewton,
  };
  // Fewer than one iteration is reported as one; the asymptotes are not reported.
  const reported = Object.keys(actual).map((key) => [key, Math.max(1, expected[key])]);
  expectAgreement(actual, Object.fromEntries(reported), tolerance);
}

interface MlpInput {
  readonly act: string;
  readonly X: readonly (readonly number[])[];
  readonly [tensor: string]: unknown;
}

/** Dense layers W1, b1, ..., the last a vector without bias; the kernel is J J^T of the Gauss-Newton core, times n. */
export async function finiteMlpCase({ input, expected, tolerance }: TheoryCase<MlpInput>): Promise<void> {
  const network = await networkOf(input);
  const samples = input.X.length;
  const jacobian = factoredJacobian(network, undefined);
  const kernel = jacobianGram(jacobian).scale(samples);
  const lastLayer = jacobian.parts.at(-1)!;
  const conjugate = jacobianGram({ ...jacobian, parts: [lastLayer] }).scale(samples);
  const eigenvalues = [...symmetricEigenvalues(kernel)].reverse();
  const spectrum = eigenvalues.map((value) => value / samples);
  const figures = optimisationFigures(spectrum.at(-1)!, spectrum[0])!;
  const actual = {
    f: [...outputOf(network, forwardOnData(network)).data],
    NTK: kernel.toRows(),
    NTK_eigs: eigenvalues,
    GN_nonzero_eigs: spectrum,
    conjugate_kernel: conjugate.toRows(),
    kappa: spectrum.at(-1)! / spectrum[0],
    max_lr: figures.maximalLearningRate.gradientDescent,
    gd_iters_per_decade_opt: figures.iterationsPerDecade.gradientDescent,
  };
  expectAgreement(actual, expected, tolerance);
}

async function networkOf(input: MlpInput) {
  const weights = numbered(input, /^[Ww]\d+$/).map((value) => Matrix.fromRows(asRows(value)));
  const biases = numbered(input, /^b\d+$/) as number[][];
  const layers = weights.map(
    ({ rows }, l) =>
      `w${l}: dense(${rows}, bias: ${l in biases}${l + 1 < weights.length ? `, activation: ${input.act}` : ''})`,
  );
  const source = `model Mlp {
    input ${input.X[0].length}
    data npy("x.npy")
    weights "w.safetensors"
    ${layers.join('\n')}
  }`;
  const tensors = Object.fromEntries([
    ...weights.map(({ rows, cols, data }, l) => [`w${l}.weight`, { shape: [rows, cols], values: [...data] }]),
    ...biases.map((values, l) => [`w${l}.bias`, { shape: [values.length], values }]),
  ]);
  const files = memoryFiles({
    'x.npy': npyBytes({ shape: [input.X.length, input.X[0].length], values: input.X.flat() }),
    'w.safetensors': safetensorsBytes(tensors),
  });
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  if (!architecture) throw new Error(problems.map(({ message }) => message).join(' '));
  const { value } = await instantiate(architecture, files);
  return value!;
}

/** Values of the keys of this form, in order. */
function numbered(input: MlpInput, form: RegExp): unknown[] {
  return Object.keys(input)
    .filter((key) => form.test(key))
    .sort()
    .map((key) => input[key]);
}

/** A last layer is given as a vector. */
function asRows(value: unknown): number[][] {
  const rows = value as number[] | number[][];
  return Array.isArray(rows[0]) ? (rows as number[][]) : [rows as number[]];
}
