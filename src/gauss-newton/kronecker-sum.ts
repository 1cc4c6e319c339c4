import { Matrix } from '../numerics/matrix';
import { memoise } from '../numerics/memoise';
import { isDiagonal } from '../numerics/near-diagonal';
import { columnGram, gram } from '../numerics/products';
import { singularValues } from '../numerics/svd';
import { certifiedEigenvalues, certifiedSingularValues } from './certified-singular-values';
import { decideRank } from './rank-decision';

/** One layer's share of the sum: dF = L_l dW^l R_l x. */
export interface KroneckerTerm {
  /** Index of the layer that owns the parameters. */
  readonly layer: number;
  /** L_l = d output / d (what the parameters make), k x m_l; A_l = L_l L_l^T. */
  readonly left: Matrix;
  /** R_l S, m_{l-1} x r, with S S^T = Sigma; B_l = (R_l S)^T (R_l S). */
  readonly data: Matrix;
  /** Its transpose, where that is at hand. */
  readonly samples?: Matrix;
  /** R_l, m_{l-1} x d; present when Sigma > 0 (r = d). */
  readonly right?: Matrix;
}

/**
 * The Gauss-Newton matrix of a linear network in the outputs' space: Ghat = sum_l A_l (x) B_l, whose nonzero
 * eigenvalues are those of G = (1/n) sum J_i^T J_i. Terms stand in the order of the layers; biases are one more row of
 * `data`. Source: docs/theory/gauss-newton.md 1.3-1.6.
 */
export interface KroneckerSum {
  /** k. */
  readonly outputs: number;
  /** r = rank of Sigma. */
  readonly rank: number;
  readonly terms: readonly KroneckerTerm[];
  /**
   * A chain: the ranges of L_l grow and the row spaces of R_l S shrink along the layers. False for networks with
   * parallel paths.
   */
  readonly nested: boolean;
  readonly sigma: {
    /** Nonzero eigenvalues of Sigma, descending. */
    readonly eigenvalues: Float64Array;
    /** Whether Sigma > 0. */
    readonly full: boolean;
  };
}

/** Singular values (descending) and ranks of one term's factors. */
export interface TermSpectrum {
  readonly left: Float64Array;
  readonly data: Float64Array;
  readonly right: Float64Array | undefined;
  /** r_l = rank L_l and s_l = rank R_l S. */
  readonly rankLeft: number;
  readonly rankData: number;
  /** How many of these directions rounding in the products cannot have made. */
  readonly sureLeft: number;
  readonly sureData: number;
  /** Largest and smallest nonzero eigenvalue of A_l and of B_l; 0 where the factor vanishes. */
  readonly leftMax: number;
  readonly leftMin: number;
  readonly dataMax: number;
  readonly dataMin: number;
  /** Smallest eigenvalue of A_l and of B_l: 0 where they are, or may be, singular. */
  readonly leftFloor: number;
  readonly dataFloor: number;
}

/** A_l, k x k, and B_l, r x r, of every term; computed once a sum. */
export const termSquares = memoise(({ terms }: KroneckerSum) => ({
  left: terms.map(({ left }) => gram(left)),
  data: terms.map((term) => (term.samples ? squareOf(term.samples) : columnGram(term.data))),
}));

/** Nonzero eigenvalues of each B_l, descending, where they are certain to their digits; elsewhere only singular values of the factor tell. */
const dataEigenvalues = memoise((sum: KroneckerSum) =>
  sum.terms.map(({ data }, l) => certifiedEigenvalues(data.cols <= data.rows ? termSquares(sum).data[l] : gram(data))),
);

/** How many terms' spectra need singular values of a factor of the data's size, which cost ten times what eigenvalues do. */
export function dearTerms(sum: KroneckerSum): number {
  return dataEigenvalues(sum).filter((values) => values === undefined).length;
}

/** The spectra of every term, computed once a sum: every bound reads them. */
export const termSpectra = memoise(computeSpectra);

/**
 * Whether every L_l surely has rank k and every R_l S rank r, so that Ghat is positive definite term by term. Source:
 * docs/theory/gauss-newton.md 3.1.
 */
export function hasFullTerms(sum: KroneckerSum): boolean {
  return (
    sum.terms.length > 0 &&
    termSpectra(sum).every((term) => term.sureLeft === sum.outputs && term.sureData === sum.rank)
  );
}

/**
 * sum_l lambda_min(A_l) lambda_min(B_l) <= lambda_min(Ghat): positive when some term alone is positive definite.
 * Source: docs/theory/gauss-newton.md 3.1.
 */
export function definiteFloor(sum: KroneckerSum): number {
  return termSpectra(sum).reduce((total, { leftFloor, dataFloor }) => total + leftFloor * dataFloor, 0);
}

/** Condition number of the data's second moment over its nonzero eigenvalues. */
export function conditionOfSigma({ sigma: { eigenvalues } }: KroneckerSum): number {
  return eigenvalues[0] / eigenvalues[eigenvalues.length - 1];
}

function computeSpectra(sum: KroneckerSum): readonly TermSpectrum[] {
  const squares = termSquares(sum);
  const eigenvalues = dataEigenvalues(sum);
  const factors = sum.terms.map(({ left, data, right }, l) => {
    const values = {
      left: left.rows <= left.cols ? certifiedSingularValues(left, squares.left[l]) : certifiedSingularValues(left),
      data: eigenvalues[l]?.map(Math.sqrt) ?? singularValues(data),
    };
    const leftRank = decideRank(values.left, left.rows, left.cols, sum.terms.length);
    const dataRank = decideRank(values.data, data.rows, data.cols, sum.terms.length);
    return {
      ...values,
      right: right && certifiedSingularValues(right),
      rankLeft: leftRank.rank,
      rankData: dataRank.rank,
      sureLeft: leftRank.surelyNonzero,
      sureData: dataRank.surelyNonzero,
    };
  });
  const ranks = sum.nested ? monotoneRanks(factors) : factors;
  return factors.map((factor, l) => {
    const { rankLeft, rankData } = ranks[l];
    const sureLeft = Math.min(factor.sureLeft, rankLeft);
    const sureData = Math.min(factor.sureData, rankData);
    return {
      ...factor,
      rankLeft,
      rankData,
      sureLeft,
      sureData,
      leftMax: square(factor.left[0]),
      leftMin: square(factor.left[rankLeft - 1]),
      dataMax: square(factor.data[0]),
      dataMin: square(factor.data[rankData - 1]),
      leftFloor: sureLeft === sum.outputs ? square(factor.left[rankLeft - 1]) : 0,
      dataFloor: sureData === sum.rank ? square(factor.data[rankData - 1]) : 0,
    };
  });
}

/**
 * In a chain no product has more rank than a shorter part of it; rounding in a product can hide that from its singular
 * values.
 */
function monotoneRanks(factors: readonly { readonly rankLeft: number; readonly rankData: number }[]) {
  const left = factors.map((_, l) => Math.min(...factors.slice(l).map(({ rankLeft }) => rankLeft)));
  const data = factors.map((_, l) => Math.min(...factors.slice(0, l + 1).map(({ rankData }) => rankData)));
  return factors.map((_, l) => ({ rankLeft: left[l], rankData: data[l] }));
}

function squareOf(samples: Matrix): Matrix {
  if (!isDiagonal(samples)) return gram(samples);
  return Matrix.diagonal(Float64Array.from({ length: samples.rows }, (_, i) => samples.get(i, i) ** 2));
}

function square(value: number | undefined): number {
  return (value ?? 0) ** 2;
}
