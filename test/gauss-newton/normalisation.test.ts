/** Truth: the closed forms of docs/theory/gauss-newton.md 7, eps 0, decomposed by ml-matrix. */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { expect, test } from 'vitest';
import { factoredJacobian } from '../../src/gauss-newton/jacobian';
import { measureSpectrum } from '../../src/gauss-newton/spectrum';
import { instantiate } from '../../src/network/instantiate';
import type { Network } from '../../src/network/network';
import { noFiles, numbers } from '../network/build';
import { validArch } from '../support/elaborate-arch';

const [features, hidden, outputs, samples] = [3, 5, 2, 7];
const range = (count: number) => Array.from({ length: count }, (_, at) => at);
const identity = (size: number) => Matrix.eye(size);
const outer = (left: Matrix, right = left) => left.mmul(right.transpose());

interface Parts {
  readonly network: Network;
  /** features x samples. */
  readonly x: Matrix;
  readonly v: Matrix;
  readonly w: Matrix;
}

/** W norm(V x) on uncentred data. */
async function network(norm: string): Promise<Parts> {
  const layers = `v: dense(${hidden}, bias: false)\n${norm}\nw: dense(${outputs}, bias: false)`;
  const data = `data gaussian(samples: ${samples}, mean: 1, seed: 3)`;
  const architecture = validArch(`model M {\ninput ${features}\n${data}\ninit lecun_normal(seed: 5)\n${layers}\n}`);
  const { value } = await instantiate(architecture, noFiles);
  const tensors = value!.nodes.flatMap(({ operation }) => operation.parameters);
  const weightOf = (label: string) => {
    const { shape, values } = tensors.find(({ name }) => name === `${label}.weight`)!;
    return Matrix.from1DArray(shape[0], shape[1], values);
  };
  const { inputs } = value!.data;
  return {
    network: value!,
    x: Matrix.from1DArray(samples, features, inputs.data).transpose(),
    v: weightOf('v'),
    w: weightOf('w'),
  };
}

/** Spectrum of G against the eigenvalues of a symmetric matrix that are not zero. */
function expectSpectrum({ network: net }: Parts, matrix: Matrix): void {
  const jacobian = factoredJacobian(net, undefined);
  const { values, rank } = measureSpectrum(jacobian, { structuralRank: null, mayFactorise: () => true })!;
  const eigenvalues = new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues.toSorted(
    (a, b) => b - a,
  );
  const nonzero = eigenvalues.filter((value) => value > 1e-12 * eigenvalues[0]);
  expect(rank).toBe(nonzero.length);
  nonzero.forEach((value, at) => expect(values[at] / value).toBeCloseTo(1, 11));
}

test('W BN(V x): I (x) sum u u^T + sum w w^T / sd^2 (x) (I - u u^T) Sigma_c (I - u u^T)', async () => {
  const parts = await network('batch_norm(eps: 0, affine: false)');
  const { x, v, w } = parts;
  const centred = x.clone().subColumnVector(x.mean('row'));
  const covariance = outer(centred).div(samples);
  const root = squareRoot(covariance);
  let ghat = Matrix.zeros(outputs * features, outputs * features);
  for (const r of range(hidden)) {
    const row = v.getRowVector(r).transpose();
    const deviation = Math.sqrt(row.transpose().mmul(covariance).mmul(row).get(0, 0));
    const u = root.mmul(row).div(deviation);
    const rest = identity(features).sub(outer(u));
    const column = w.getColumnVector(r);
    ghat = Matrix.add(ghat, identity(outputs).kroneckerProduct(outer(u)));
    const moved = rest
      .mmul(covariance)
      .mmul(rest)
      .div(deviation ** 2);
    ghat = Matrix.add(ghat, outer(column).kroneckerProduct(moved));
  }
  expectSpectrum(parts, ghat);
});

test('with learned gamma and beta: Y^T Y (x) I + sum [(gamma / sd)^2 Pi X^T X Pi + z z^T + 1 1^T] (x) w w^T', async () => {
  const parts = await network('norm: batch_norm(eps: 0)');
  const { x, v, w } = parts;
  const [gamma, beta] = parts.network.nodes.find(({ node }) => node.kind === 'batch_norm')!.operation.parameters;
  gamma.values.set(numbers(1, hidden, 5).data);
  beta.values.set(numbers(1, hidden, 6).data);
  const ones = Matrix.ones(samples, 1);
  const y = Matrix.zeros(hidden, samples);
  let kernel = Matrix.zeros(samples * outputs, samples * outputs);
  for (const r of range(hidden)) {
    const values = v.getRowVector(r).mmul(x).transpose();
    const shifted = Matrix.sub(values, values.mean());
    const deviation = shifted.norm() / Math.sqrt(samples);
    const z = shifted.div(deviation);
    y.setRow(r, Matrix.mul(z, gamma.values[r]).add(beta.values[r]).to1DArray());
    const projection = identity(samples)
      .sub(Matrix.div(outer(ones), samples))
      .sub(Matrix.div(outer(z), samples));
    const moved = projection
      .mmul(x.transpose())
      .mmul(x)
      .mmul(projection)
      .mul((gamma.values[r] / deviation) ** 2);
    kernel = Matrix.add(
      kernel,
      moved
        .add(outer(z))
        .add(outer(ones))
        .kroneckerProduct(outer(w.getColumnVector(r))),
    );
  }
  kernel = Matrix.add(kernel, y.transpose().mmul(y).kroneckerProduct(identity(outputs)));
  expectSpectrum(parts, kernel.div(samples));
});

test.each([
  ['layer_norm', 1],
  ['rms_norm', 0],
])(
  'W %s(V x): D = (I - 1 1^T / m - z z^T / m) / s stands where an activation has its derivative',
  async (norm, centred) => {
    const parts = await network(`${norm}(eps: 0, affine: false)`);
    const { x, v, w } = parts;
    const blocks = range(samples).map((i) => {
      const input = x.getColumnVector(i);
      const values = v.mmul(input);
      const shifted = Matrix.sub(values, centred * values.mean());
      const deviation = shifted.norm() / Math.sqrt(hidden);
      const z = shifted.div(deviation);
      const d = identity(hidden)
        .sub(Matrix.mul(Matrix.ones(hidden, hidden), centred / hidden))
        .sub(Matrix.div(outer(z), hidden))
        .div(deviation);
      const ofV = w.mmul(d).kroneckerProduct(input.transpose());
      const ofW = identity(outputs).kroneckerProduct(z.transpose());
      return range(outputs).map((c) => [...ofV.getRow(c), ...ofW.getRow(c)]);
    });
    expectSpectrum(parts, outer(new Matrix(blocks.flat())).div(samples));
  },
);

function squareRoot(symmetric: Matrix): Matrix {
  const { eigenvectorMatrix: q, realEigenvalues } = new EigenvalueDecomposition(symmetric, { assumeSymmetric: true });
  return q.mmul(Matrix.diag(realEigenvalues.map(Math.sqrt))).mmul(q.transpose());
}
