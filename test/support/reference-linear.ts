/** Kronecker sums of explicit linear networks: of the reference cases, and of the random ones of property tests. */
import type { KroneckerSum, KroneckerTerm } from '../../src/gauss-newton/kronecker-sum';
import { secondMomentFactor } from '../../src/gauss-newton/second-moment-factor';
import { Matrix } from '../../src/numerics/matrix';
import { multiply } from '../../src/numerics/products';
import cases from '../reference/cases/gauss-newton.json';

type Rows = readonly (readonly number[])[];

export interface LinearCase {
  readonly id: string;
  readonly kind: 'linear' | 'residual' | 'residual_skip2';
  readonly loss: 'mse' | 'ce';
  readonly weights?: readonly Rows[];
  readonly blocks?: readonly { readonly W1: Rows; readonly W2: Rows }[];
  readonly beta: number | null;
  readonly residual_layers: readonly number[] | null;
  readonly X: Rows;
  readonly rank: number;
  readonly kappa: string;
  readonly lambda_max: string;
  readonly lambda_min_nz: string;
  readonly bounds: Readonly<Record<string, string | null>>;
  readonly alpha?: readonly string[];
  readonly layer_terms_k2k2?: readonly string[];
  readonly layer_top: readonly string[];
  readonly layer_bottom: readonly string[];
  readonly rank_left: readonly number[];
  readonly rank_right: readonly number[];
}

export interface MlpCase {
  readonly id: string;
  readonly kind: 'mlp';
  readonly weights: readonly Rows[];
  readonly biases: readonly (readonly number[])[] | null;
  readonly X: Rows;
  readonly act: 'relu' | 'tanh' | 'linear';
  readonly slope: number | null;
  readonly norm: 'LN' | null;
  readonly kappa: string;
  readonly bounds: { readonly U_schur: string | null };
}

export const referenceCases = cases.cases as unknown as readonly (LinearCase | MlpCase)[];

export const linearCases = referenceCases.filter((item): item is LinearCase =>
  ['linear', 'residual', 'residual_skip2'].includes(item.kind),
);

export const mlpCases = referenceCases.filter((item): item is MlpCase => item.kind === 'mlp');

/** The sum of a reference case. */
export function caseSum(item: LinearCase): KroneckerSum {
  const inputs = Matrix.fromRows(item.X).transpose();
  if (item.blocks)
    return skipSum(
      item.blocks.map(({ W1, W2 }) => [Matrix.fromRows(W1), Matrix.fromRows(W2)]),
      item.beta ?? 0,
      inputs,
    );
  const weights = (item.weights ?? []).map((rows) => Matrix.fromRows(rows));
  return chainSum(
    weights.map((weight, l) => (item.residual_layers?.includes(l) ? plusIdentity(weight, item.beta ?? 0) : weight)),
    inputs,
  );
}

/** A chain without biases: x -> W^L ... W^1 x; inputs n x d. */
export function chainSum(weights: readonly Matrix[], inputs: Matrix): KroneckerSum {
  const lefts: Matrix[] = [];
  let left = Matrix.identity(weights[weights.length - 1].rows);
  for (const weight of weights.toReversed()) {
    lefts.unshift(left);
    left = multiply(left, weight);
  }
  let right = Matrix.identity(inputs.cols);
  const factors = weights.map((weight, l) => {
    const factor = { layer: l, left: lefts[l], right };
    right = multiply(weight, right);
    return factor;
  });
  return assemble(factors, inputs, true);
}

/** Blocks x -> beta x + W2 W1 x one after another; inputs n x d. */
export function skipSum(blocks: readonly (readonly Matrix[])[], beta: number, inputs: Matrix): KroneckerSum {
  const maps = blocks.map(([first, second]) => plusIdentity(multiply(second, first), beta));
  const product = (parts: readonly Matrix[]) =>
    parts.reduce((total, part) => multiply(part, total), Matrix.identity(inputs.cols));
  const factors = blocks.flatMap(([first, second], b) => {
    const after = product(maps.slice(b + 1));
    const before = product(maps.slice(0, b));
    return [
      { layer: 2 * b, left: multiply(after, second), right: before },
      { layer: 2 * b + 1, left: after, right: multiply(first, before) },
    ];
  });
  return assemble(factors, inputs, false);
}

/** W + beta I. */
export function plusIdentity(weight: Matrix, beta: number): Matrix {
  const result = weight.clone();
  for (let i = 0; i < weight.rows; i++) result.set(i, i, weight.get(i, i) + beta);
  return result;
}

/** The sum with these L_l and R_l; inputs n x d. */
export function assemble(
  factors: readonly { readonly layer: number; readonly left: Matrix; readonly right: Matrix }[],
  inputs: Matrix,
  nested: boolean,
): KroneckerSum {
  const { samples, eigenvalues, full } = secondMomentFactor(inputs, false);
  const terms: KroneckerTerm[] = factors.map(({ layer, left, right }) => ({
    layer,
    left,
    data: multiply(right, samples.transpose()),
    ...(full && { right }),
  }));
  return { outputs: factors[0].left.rows, rank: samples.rows, terms, nested, sigma: { eigenvalues, full } };
}
