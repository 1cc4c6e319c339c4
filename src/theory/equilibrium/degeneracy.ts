/** Inputs and activations whose equilibrium kernel is singular whatever the weights' scales. */
import type { ActivationFunction } from '../../network/activations/activation-function';
import type { Matrix } from '../../numerics/matrix';
import { gram } from '../../numerics/products';

export type Degeneracy =
  /** The layer does not read its input. */
  | { readonly kind: 'no input' }
  /** Rank of at most d, d + 1 with a bias, below the number of samples. */
  | { readonly kind: 'affine'; readonly rank: number }
  | { readonly kind: 'duplicates'; readonly pairs: readonly (readonly [number, number])[] }
  /** phi(-x) = -phi(x) and x_j = -x_i. */
  | { readonly kind: 'odd and antipodal'; readonly pairs: readonly (readonly [number, number])[] }
  /** phi(t x) = t phi(x) for t > 0 and x_j = t x_i. */
  | { readonly kind: 'homogeneous and parallel'; readonly pairs: readonly (readonly [number, number])[] };

/** Rows closer than this to being parallel, by 1 - |cosine|, are. */
const PARALLEL = 1e-14;

/** Everything that makes K singular; with none of it K is positive definite. Source: docs/theory/equilibrium.md 3. */
export function degeneracies(
  phi: ActivationFunction,
  inputs: Matrix,
  { input, biased }: { readonly input: number; readonly biased: boolean },
): readonly Degeneracy[] {
  if (input === 0) return [{ kind: 'no input' }];
  const rank = inputs.cols + (biased ? 1 : 0);
  const products = gram(inputs);
  const pairs = parallelPairs(products);
  const equal = pairs.filter(([i, j]) => products.get(i, j) > 0 && sameLength(products, i, j));
  const opposite =
    biased || !isOdd(phi) ? [] : pairs.filter(([i, j]) => products.get(i, j) < 0 && sameLength(products, i, j));
  const scaled =
    biased || !isHomogeneous(phi)
      ? []
      : pairs.filter(([i, j]) => products.get(i, j) > 0 && !sameLength(products, i, j));
  return [
    ...(phi.linear && inputs.rows > rank ? [{ kind: 'affine', rank } as const] : []),
    ...(equal.length > 0 ? [{ kind: 'duplicates', pairs: equal } as const] : []),
    ...(opposite.length > 0 ? [{ kind: 'odd and antipodal', pairs: opposite } as const] : []),
    ...(scaled.length > 0 ? [{ kind: 'homogeneous and parallel', pairs: scaled } as const] : []),
  ];
}

const probes = [0.1, 0.37, 1, 2.3, 5.9, 7.1];

/** phi(-x) = -phi(x). */
function isOdd(phi: ActivationFunction): boolean {
  return probes.every((x) => Math.abs(phi.value(-x) + phi.value(x)) <= 1e-14 * Math.abs(phi.value(x)));
}

/** phi(t x) = t phi(x) for t > 0. */
function isHomogeneous(phi: ActivationFunction): boolean {
  const rays = [-1, 1].map((sign) => ({ sign, slope: phi.value(sign) }));
  return rays.every(({ sign, slope }) =>
    probes.every((x) => Math.abs(phi.value(sign * x) - slope * x) <= 1e-14 * (1 + Math.abs(slope) * x)),
  );
}

function parallelPairs(products: Matrix): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0; i < products.rows; i++)
    for (let j = i + 1; j < products.rows; j++) {
      const scale = Math.sqrt(products.get(i, i) * products.get(j, j));
      if (scale === 0 ? products.get(i, i) === products.get(j, j) : 1 - Math.abs(products.get(i, j)) / scale < PARALLEL)
        pairs.push([i, j]);
    }
  return pairs;
}

function sameLength(products: Matrix, i: number, j: number): boolean {
  return Math.abs(products.get(i, i) / products.get(j, j) - 1) < PARALLEL;
}
