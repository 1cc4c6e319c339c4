/** Constants of feed-forward networks H = W_L s(... s(W_1 x)), s homogeneous of degree p. Source: docs/theory/early-direction.md 2, 4. */
import type { Matrix } from '../../numerics/matrix';
import { singularValues } from '../../numerics/svd';

/** P = 1 + p + ... + p^(L-1). */
export function chainOrder(depth: number, power: number): number {
  return degrees(depth, power).reduce((sum, degree) => sum + degree, 0);
}

/** |W_l|_F^2 = p^(L-l) / P, first layer first, at every KKT direction of norm 1. */
export function layerShares(depth: number, power: number): number[] {
  const order = chainOrder(depth, power);
  return degrees(depth, power).map((degree) => degree / order);
}

/** C = prod_l (p^(L-l) / P)^(p^(L-l) / 2): the most that weights of norm 1 make of an input of norm 1. */
export function chainConstant(depth: number, power: number): number {
  const logarithm = layerShares(depth, power).reduce(
    (sum, share, l) => sum + (degrees(depth, power)[l] / 2) * Math.log(share),
    0,
  );
  return Math.exp(logarithm);
}

/**
 * Upper bounds on N(u) = sum_i targets_i . H(x_i; u), |u| = 1. inputs: n x d, targets: n x k. `norms` needs lengths only; `operator`, for
 * p = 1, the largest singular value of the inputs.
 */
export function correlationBounds(
  inputs: Matrix,
  targets: Matrix,
  depth: number,
  power: number,
): { readonly norms: number; readonly operator: number | null; readonly least: number } {
  const constant = chainConstant(depth, power);
  const [lengths, weights] = [rowNorms(inputs), rowNorms(targets)];
  const grown = lengths.map((length) => length ** (power ** (depth - 1)));
  const norms = constant * weights.reduce((sum, weight, i) => sum + weight * grown[i], 0);
  const operator = power === 1 ? constant * Math.hypot(...weights) * (singularValues(inputs)[0] ?? 0) : null;
  return { norms, operator, least: Math.min(norms, operator ?? Infinity) };
}

/** Upper bound on |H(X; u)|_F, |u| = 1: how large outputs can be. */
export function outputBound(inputs: Matrix, depth: number, power: number): number {
  const grown = rowNorms(inputs).map((length) => length ** (power ** (depth - 1)));
  const norms = Math.hypot(...grown);
  return chainConstant(depth, power) * (power === 1 ? Math.min(norms, singularValues(inputs)[0] ?? 0) : norms);
}

export function rowNorms(matrix: Matrix): number[] {
  return Array.from({ length: matrix.rows }, (_, i) => Math.hypot(...matrix.row(i)));
}

/** p^(L-l), first layer first: the degree of H in each layer's weights. */
function degrees(depth: number, power: number): number[] {
  return Array.from({ length: depth }, (_, l) => power ** (depth - 1 - l));
}
