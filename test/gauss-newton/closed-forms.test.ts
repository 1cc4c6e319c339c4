/** Truth: closed forms of docs/theory/gauss-newton.md 7 for two linear layers, written out and decomposed by ml-matrix. */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { expect, test } from 'vitest';
import { factoredJacobian } from '../../src/gauss-newton/jacobian';
import { secondMomentFactor } from '../../src/gauss-newton/second-moment-factor';
import { measureSpectrum } from '../../src/gauss-newton/spectrum';
import { instantiate } from '../../src/network/instantiate';
import type { Parameter } from '../../src/network/operation';
import { noFiles } from '../network/build';
import { validArch } from '../support/elaborate-arch';

const [features, hidden, outputs, samples] = [4, 6, 2, 9];
const range = (count: number) => Array.from({ length: count }, (_, at) => at);
const outer = (left: Matrix) => left.mmul(left.transpose());

async function measured(layers: string) {
  const data = `data gaussian(samples: ${samples}, mean: 0.5, covariance: condition(5), seed: 3)`;
  const source = `model M { input ${features} ${data} init lecun_normal(seed: 5) ${layers} }`;
  const { value } = await instantiate(validArch(source), noFiles);
  const network = value!;
  const jacobian = factoredJacobian(network, secondMomentFactor(network.data.inputs, false));
  const { values, rank } = measureSpectrum(jacobian, { structuralRank: null, mayFactorise: () => true })!;
  const x = Matrix.from1DArray(samples, features, network.data.inputs.data);
  const parameters = network.nodes.flatMap(({ operation }) => operation.parameters);
  return { eigenvalues: values.slice(0, rank), root: squareRoot(x.transpose().mmul(x).div(samples)), parameters };
}

function squareRoot(symmetric: Matrix): Matrix {
  const { eigenvectorMatrix: q, realEigenvalues } = new EigenvalueDecomposition(symmetric, { assumeSymmetric: true });
  return q.mmul(Matrix.diag(realEigenvalues.map(Math.sqrt))).mmul(q.transpose());
}

function weightOf({ shape, values }: Parameter): Matrix {
  return Matrix.from1DArray(shape[0], shape[1], values);
}

function expectEigenvalues(actual: Float64Array, ghat: Matrix, digits: number): void {
  const all = new EigenvalueDecomposition(ghat, { assumeSymmetric: true }).realEigenvalues.toSorted((a, b) => b - a);
  const nonzero = all.filter((value) => value > 1e-12 * all[0]);
  expect(actual).toHaveLength(nonzero.length);
  nonzero.forEach((value, at) => expect(actual[at] / value).toBeCloseTo(1, digits));
}

test('weight standardisation: sum_r w_r w_r^T / s_r^2 (x) S (I - 1 1^T / d - v v^T / d) S + I (x) S V^T V S', async () => {
  const layers = `dense(${hidden}, bias: false, weight_standardized: true) dense(${outputs}, bias: false)`;
  const { eigenvalues, root, parameters } = await measured(layers);
  const [raw, w] = parameters.map(weightOf);
  const rows = range(hidden).map((r) => {
    const row = raw.getRowVector(r).transpose();
    const shifted = Matrix.sub(row, row.mean());
    const deviation = shifted.norm() / Math.sqrt(features);
    return { v: shifted.div(deviation), deviation };
  });
  let ghat = Matrix.zeros(outputs * features, outputs * features);
  rows.forEach(({ v, deviation }, r) => {
    const projector = Matrix.eye(features)
      .sub(Matrix.ones(features, features).div(features))
      .sub(Matrix.div(outer(v), features));
    const ofData = root.mmul(projector).mmul(root);
    ghat = Matrix.add(ghat, outer(w.getColumnVector(r)).kroneckerProduct(ofData.div(deviation ** 2)));
    ghat = Matrix.add(ghat, Matrix.eye(outputs).kroneckerProduct(outer(root.mmul(v))));
  });
  // The program adds 1e-10 to the variances.
  expectEigenvalues(eigenvalues, ghat, 7);
});

test.each(['magnitude', 'random'])(
  'pruned by %s, survivors counted: sum over units of (L e_i)(L e_i)^T (x) S R^T diag(M[i, :]) R S',
  async (method) => {
    const prune = `bias: false, prune: prune(0.4, method: ${method})`;
    const { eigenvalues, root, parameters } = await measured(`dense(${hidden}, ${prune}) dense(${outputs}, ${prune})`);
    const [v, w] = parameters.map(weightOf);
    const [ofV, ofW] = parameters.map(({ mask, shape }) => Matrix.from1DArray(shape[0], shape[1], mask!));
    let ghat = Matrix.zeros(outputs * features, outputs * features);
    for (const i of range(hidden)) {
      const alive = Matrix.diag(ofV.getRow(i));
      ghat = Matrix.add(ghat, outer(w.getColumnVector(i)).kroneckerProduct(root.mmul(alive).mmul(root)));
    }
    for (const i of range(outputs)) {
      const alive = Matrix.diag(ofW.getRow(i));
      const unit = Matrix.eye(outputs).getColumnVector(i);
      const reach = root.mmul(v.transpose());
      ghat = Matrix.add(ghat, outer(unit).kroneckerProduct(reach.mmul(alive).mmul(reach.transpose())));
    }
    expectEigenvalues(eigenvalues, ghat, 10);
  },
);
