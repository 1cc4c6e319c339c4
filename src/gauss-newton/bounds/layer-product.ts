import type { BoundValue, Theorem } from './bound-value';
import { given, missing, singularData } from './bound-value';

const theorem: Theorem = {
  id: 'U4',
  title: 'Product of layer condition numbers (U4)',
  direction: 'upper',
  certainty: 'bound',
  reference: 'docs/theory/gauss-newton.md 3.1 (U4)',
};

export interface LayerProduct {
  /** d, hidden widths, k. */
  readonly widths: readonly number[];
  /** kappa(W^l), largest over smallest of min(rows, columns) singular values, from the first layer to the last; asked only where the bound holds. */
  readonly layerConditions: () => readonly number[];
  /** Null where Sigma is singular. */
  readonly kappaSigma: number | null;
}

/**
 * kappa(G) <= kappa(Sigma) max_l prod_{i != l} kappa(W^i)^2 of a chain without biases. Only for two layers or equal
 * hidden widths: a wide layer before a narrow one can annihilate what orthonormal layers built, so the product fails
 * there. Source: docs/theory/gauss-newton.md 3.1 (U4).
 */
export function layerProductBound({ widths, layerConditions, kappaSigma }: LayerProduct): BoundValue {
  if (kappaSigma === null) return missing(theorem, singularData);
  const hidden = widths.slice(1, -1);
  if (hidden.some((width) => width < Math.max(widths[0], widths[widths.length - 1])))
    return missing(theorem, 'A hidden width is below the input or the output width.');
  if (hidden.some((width) => width !== hidden[0])) return missing(theorem, 'The hidden widths differ.');
  const squares = layerConditions().map((value) => value ** 2);
  const products = squares.map((_, l) =>
    squares.reduce((product, value, i) => (i === l ? product : product * value), 1),
  );
  return given(theorem, kappaSigma * Math.max(...products));
}
