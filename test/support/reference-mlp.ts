/**
 * Features and backpropagated derivatives of the reference multilayer perceptrons, by hand and not by the product's
 * network code.
 */
import type { SchurLayer } from '../../src/gauss-newton/bounds/schur';
import { Matrix } from '../../src/numerics/matrix';
import type { MlpCase } from './reference-linear';

export function denseFactors({
  weights,
  biases,
  X,
  act,
  slope,
}: Pick<MlpCase, 'weights' | 'biases' | 'X' | 'act' | 'slope'>): readonly SchurLayer[] {
  const samples = X[0].length;
  const outputs = weights[weights.length - 1].length;
  const activate = (u: number) => (act === 'tanh' ? Math.tanh(u) : u > 0 ? u : (slope ?? 0) * u);
  const derivative = (u: number) => (act === 'tanh' ? 1 - Math.tanh(u) ** 2 : u > 0 ? 1 : (slope ?? 0));
  const lefts: number[][][] = weights.map(() => []);
  const rights: number[][][] = weights.map(() => []);
  for (let i = 0; i < samples; i++) {
    let features = X.map((row) => row[i]);
    const preactivations = weights.map((weight, l) => {
      rights[l].push(biases ? [...features, 1] : features);
      const u = weight.map((row, o) => row.reduce((total, w, q) => total + w * features[q], biases?.[l][o] ?? 0));
      features = u.map(activate);
      return u;
    });
    let cotangents: number[][] = Array.from({ length: outputs }, (_, c) =>
      Array.from({ length: outputs }, (_, o) => (c === o ? 1 : 0)),
    );
    for (let l = weights.length - 1; l >= 0; l--) {
      lefts[l].push(...cotangents);
      cotangents = cotangents.map((row) =>
        weights[l][0].map((_, q) => row.reduce((total, value, o) => total + value * weights[l][o][q], 0)),
      );
      if (l > 0)
        cotangents = cotangents.map((row) => row.map((value, q) => value * derivative(preactivations[l - 1][q])));
    }
  }
  return weights.map((_, l) => ({ left: Matrix.fromRows(lefts[l]), right: Matrix.fromRows(rights[l]) }));
}
