/** The largest growth rate of width-one chains g(b) = +-sum_i t_i S(b . x_i), |b| = 1: the direction that small networks align with. */
import { Matrix } from '../../numerics/matrix';
import { multiply, transposeMultiply } from '../../numerics/products';
import { singularValueDecomposition } from '../../numerics/svd';
import type { Certainty } from '../certainty';
import { chainConstant, chainOrder } from './chain-constants';
import type { CorrelationProblem } from './correlation';
import { isLinearForm } from './homogeneous-activation';
import { piecewiseLinearMaximum } from './piecewise-linear-maximum';
import { powerMaximum } from './power-maximum';
import type { ScalarMaximum } from './scalar-chain';

export interface ChainMaximum {
  /** max_b |g(b)| as found. */
  readonly scalar: number;
  /** N = C g, the value of N at the rank-one direction that the chain embeds as; lambda = P N its growth rate. */
  readonly correlation: number;
  readonly growthRate: number;
  /** Unit vector, the row space of W_1. */
  readonly direction: Float64Array;
  /** Unit vector of length k, the column space of W_L with its sign; for one output 1 or -1. */
  readonly readout: Float64Array;
  /** |gradient - (gradient . b) b| / |gradient|, over the Clarke gradients where samples lie on kinks. */
  readonly residual: number;
  /** Samples with b . x = 0 that hold the maximum on their kinks. */
  readonly pinned: readonly number[];
  /** Best of several starts; for linear networks the maximum. */
  readonly certainty: Certainty;
}

/**
 * Layers: L >= 2. Linear: closed form. p = 1: active sets. p > 1: L-BFGS with several starts. Several outputs: alternately for b and the
 * readout. Source: docs/theory/early-direction.md 4; N is the maximum over all networks for L = 2 and for linear ones.
 */
export function chainMaximum(problem: CorrelationProblem, depth: number): ChainMaximum {
  const { activation } = problem;
  const exact = isLinearForm(activation);
  const { direction, readout, value, residual, pinned } = exact
    ? linearMaximum(problem)
    : nonlinearMaximum(problem, depth);
  const constant = chainConstant(depth, activation.power);
  return {
    scalar: value,
    correlation: constant * value,
    growthRate: chainOrder(depth, activation.power) * constant * value,
    direction,
    readout,
    residual,
    pinned,
    certainty: exact ? 'exact' : 'heuristic',
  };
}

type OutputMaximum = ScalarMaximum & { readonly readout: Float64Array };

/** sigma_max(X^T T). */
function linearMaximum({ inputs, targets }: CorrelationProblem): OutputMaximum {
  const { left, values, right } = singularValueDecomposition(transposeMultiply(inputs, targets));
  return { direction: left.column(0), readout: right.column(0), value: values[0], residual: 0, pinned: [] };
}

/** Exchanges of readout and direction for several outputs. */
const EXCHANGES = 20;

function nonlinearMaximum(problem: CorrelationProblem, depth: number): OutputMaximum {
  const { inputs, targets, activation } = problem;
  const scalarTargets = (readout: Float64Array) => multiply(targets, new Matrix(readout.length, 1, readout)).data;
  const solve = (readout: Float64Array, starts: readonly Float64Array[]): OutputMaximum => {
    const scalar = { inputs, targets: scalarTargets(readout), starts };
    const found =
      activation.power === 1
        ? piecewiseLinearMaximum(scalar, -chainSide(activation, depth))
        : powerMaximum(scalar, activation.power ** (depth - 1), chainSide(activation, depth));
    return { ...found, readout };
  };
  const first = singularValueDecomposition(targets).right.column(0);
  let best = better(
    solve(first, []),
    solve(
      first.map((value) => -value),
      [],
    ),
  );
  if (targets.cols === 1) return best;
  for (let exchange = 0; exchange < EXCHANGES; exchange++) {
    const next = solve(bestReadout(problem, depth, best.direction), [best.direction]);
    if (!(next.value > best.value * (1 + 1e-12))) break;
    best = next;
  }
  return best;
}

function better<T extends ScalarMaximum>(one: T, other: T): T {
  return other.value > one.value ? other : one;
}

/** T^T S(X b), normalised. */
function bestReadout(
  { inputs, targets, activation }: CorrelationProblem,
  depth: number,
  b: Float64Array,
): Float64Array {
  const degree = activation.power ** (depth - 1);
  const side = chainSide(activation, depth);
  const images = multiply(inputs, new Matrix(b.length, 1, b)).data.map(
    (z) => (z > 0 ? 1 : side) * Math.abs(z) ** degree,
  );
  const readout = transposeMultiply(targets, new Matrix(images.length, 1, images)).data;
  const norm = Math.hypot(...readout);
  return readout.map((value) => value / norm);
}

/** S(-1), S = s applied L - 1 times; S(1) = 1. */
function chainSide({ power, slope }: CorrelationProblem['activation'], depth: number): number {
  let value = -1;
  for (let l = 1; l < depth; l++) value = (value > 0 ? value : slope * value) ** power;
  return value;
}
