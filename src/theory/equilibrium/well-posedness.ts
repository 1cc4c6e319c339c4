/** Whether h = phi(W h + b) has one solution, and what finds it. */
import type { ActivationFunction } from '../../network/activations/activation-function';
import { lipschitzConstant } from '../../network/activations/slope-range';
import { linearisation } from '../../network/operations/equilibrium-problem';
import { isProximal, monotonicityMargin } from '../../network/operations/forward-backward';
import type { Matrix } from '../../numerics/matrix';
import { spectralRadius } from '../../numerics/spectral-radius';
import { singularValues } from '../../numerics/svd';
import type { Certainty } from '../certainty';

/**
 * From strongest to weakest. `contracting`: one solution, plain iteration reaches it from anywhere. `monotone`: one solution, plain iteration
 * may diverge, forward-backward splitting cannot. `local`: iteration converges near a solution, others may exist. `none`: nothing is known to
 * converge.
 */
export type WellPosedness = 'contracting' | 'monotone' | 'local' | 'none';

export interface GaussianWellPosedness {
  readonly level: WellPosedness;
  /** Of the levels `contracting` and `monotone` as the width grows; `local` is a statement about infinite width only. */
  readonly certainty: Certainty;
  /** 1 - 2 sigma_w L: positive where wide networks contract. */
  readonly contractionMargin: number;
  /** 1 - sqrt(2) sigma_w where phi is proximal, else null. */
  readonly monotonicityMargin: number | null;
  /** sigma_w sqrt(max E phi'(z)^2), the spectral radius of D W at the solution; null when not asked for. */
  readonly localRadius: number | null;
  /** Bound on the probability that a layer of this width does not contract; 1 where nothing is known. */
  readonly failureProbability: number;
  /** Width from which that bound is below 1e-3; infinite where no width contracts. */
  readonly widthForCertainty: number;
}

/**
 * Before any weight is drawn: W_ij ~ N(0, deviation^2 / width). `squaredSlope` is max_i E phi'(z_i)^2 at the solution of the infinitely
 * wide layer. Source: docs/theory/equilibrium.md 1; the tail of |W| is Davidson and Szarek's (2001), the edges those of the circular
 * law and the semicircle.
 */
export function gaussianWellPosedness(
  deviation: number,
  phi: ActivationFunction,
  width: number,
  squaredSlope?: number,
): GaussianWellPosedness {
  const reach = deviation * lipschitzConstant(phi);
  const slack = 1 / reach - 2;
  const contractionMargin = 1 - 2 * reach;
  const monotone = isProximal(phi) ? 1 - Math.SQRT2 * deviation : null;
  const localRadius = squaredSlope === undefined ? null : deviation * Math.sqrt(squaredSlope);
  const level =
    contractionMargin > 0
      ? 'contracting'
      : monotone !== null && monotone > 0
        ? 'monotone'
        : localRadius !== null && localRadius < 1
          ? 'local'
          : 'none';
  return {
    level,
    certainty: 'infinite-width',
    contractionMargin,
    monotonicityMargin: monotone,
    localRadius,
    failureProbability: slack > 0 ? Math.exp((-width * slack * slack) / 2) : 1,
    widthForCertainty: slack > 0 ? Math.ceil((2 * Math.log(1e3)) / (slack * slack)) : Infinity,
  };
}

/** Largest deviation whose layers of this width contract but for a probability of `failure`: the inverse of the bound above. */
export function certifiedDeviation(phi: ActivationFunction, width: number, failure: number): number {
  return 1 / (lipschitzConstant(phi) * (2 + Math.sqrt((2 * Math.log(1 / failure)) / width)));
}

export interface MeasuredWellPosedness {
  readonly level: WellPosedness;
  readonly certainty: Certainty;
  /** |W| in the spectral norm. */
  readonly operatorNorm: number;
  /** L |W|: plain iteration contracts by it where it is below 1. */
  readonly contraction: number;
  /** lambda_max((W + W^T) / 2). */
  readonly symmetricEdge: number;
  /** Spectral radius of D W at each state. */
  readonly localRadii: readonly number[];
  /** sigma_min(I - D W) at each state: how far it is from being lost. */
  readonly smallestSingularValues: readonly number[];
}

/** At given weights. slopes: phi'(W h + b) of the solved states, one a row. Source: docs/theory/equilibrium.md 1, 5. */
export function measuredWellPosedness(weight: Matrix, phi: ActivationFunction, slopes: Matrix): MeasuredWellPosedness {
  const operatorNorm = singularValues(weight)[0];
  const contraction = operatorNorm === 0 ? 0 : operatorNorm * lipschitzConstant(phi);
  const symmetricEdge = 1 - monotonicityMargin(weight);
  const differentials = Array.from({ length: slopes.rows }, (_, i) => linearisation(weight, slopes.row(i)));
  const localRadii = differentials.map((differential) => spectralRadius(lessIdentity(differential)));
  const level =
    contraction < 1
      ? 'contracting'
      : isProximal(phi) && symmetricEdge < 1
        ? 'monotone'
        : localRadii.every((radius) => radius < 1)
          ? 'local'
          : 'none';
  return {
    level,
    certainty: 'exact',
    operatorNorm,
    contraction,
    symmetricEdge,
    localRadii,
    smallestSingularValues: differentials.map((differential) => singularValues(differential).at(-1)!),
  };
}

function lessIdentity(a: Matrix): Matrix {
  const result = a.clone();
  for (let i = 0; i < a.rows; i++) result.data[i * a.cols + i] -= 1;
  return result;
}
