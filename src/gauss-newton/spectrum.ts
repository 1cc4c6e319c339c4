import type { Matrix } from '../numerics/matrix';
import { rightSingularVectors } from '../numerics/svd';
import { reduceSymmetric } from '../numerics/symmetric-reduction';
import { TriangularAccumulator } from '../numerics/triangular-accumulator';
import { factorError, GRAM_TOLERANCE, gramError, kappaInterval } from './certified-singular-values';
import { eigenspace } from './eigenspace';
import type { FactoredJacobian } from './factored-jacobian';
import { float32Rank } from './float32-rank';
import { gramMatrix, type GramMatrix } from './gram-matrix';
import { compressPart, forEachColumnBlock } from './jacobian-columns';
import { decideRank } from './rank-decision';

/** Nonzero eigenvalues of G with everything that says how far to trust them. */
export interface MeasuredSpectrum {
  /** Squared singular values of J down to rounding, descending, min(rows, columns) of them. */
  readonly values: Float64Array;
  readonly rank: number;
  readonly rankCertain: boolean;
  readonly lambdaMax: number;
  readonly lambdaMin: number;
  readonly kappa: number;
  /** Null end: nothing bounds kappa from above. */
  readonly interval: readonly [number, number | null];
  /** Stated bound on the relative error of lambdaMin. */
  readonly relativeError: number;
  readonly trace: number;
  readonly source: 'gram' | 'factor';
  /** Eigenvalue below which a value counts as zero; null where the rank is known from structure or nothing comes near a cut. */
  readonly cut: number | null;
  readonly undecided: readonly number[];
  readonly gap: number | null;
  /** Whose Gram matrix was taken: J J^T (rows, outputs of samples) or J^T J (columns, parameters). */
  readonly side: 'rows' | 'columns';
  /** Orthonormal eigenvectors of that matrix to the values at different indices; may be computed at every call. */
  readonly vectors: (indices: readonly number[]) => readonly Float64Array[];
  /** The Gram matrix that the smaller side gave. */
  readonly gram: Matrix;
}

export interface SpectrumOptions {
  /** Rank known from the structure of a linear chain. */
  readonly structuralRank: number | null;
  /** Asked before the costly step that the digits may demand; false keeps the Gram matrix's answer with its error bar. */
  readonly mayFactorise: () => boolean;
  /** The Gram matrix, where it is at hand. */
  readonly gram?: GramMatrix;
}

/**
 * Spectrum from the Gram matrix of the smaller side while its error bar stays below 1e-9, else from the singular values
 * of J: by streaming QR of compressed column blocks, then one-sided Jacobi. Undefined when there is nothing to measure.
 * Source: docs/theory/gauss-newton.md 8.1-8.5.
 */
export function measureSpectrum(jacobian: FactoredJacobian, options: SpectrumOptions): MeasuredSpectrum | undefined {
  const gram = options.gram ?? gramMatrix(jacobian);
  if (!gram) return undefined;
  const { side, matrix } = gram;
  const decided = (found: Pick<Decomposition, 'values' | 'vectors'>) =>
    gramSpectrum(jacobian, options.structuralRank, { ...found, side, gram: matrix });
  const reduction = reduceSymmetric(matrix, (values) => lookedAt(values, decided({ values, vectors: () => [] }).rank));
  if (!(reduction.values[0] > 0)) return undefined;
  const fromGram = decided(reduction);
  if (fromGram.relativeError < GRAM_TOLERANCE || !options.mayFactorise()) return fromGram;
  const { values: sigma, vectors: right } = rightSingularVectors(gram.explicit ?? rowsFactor(jacobian));
  return factorSpectrum(jacobian, options.structuralRank, { values: sigma, vectors: right, side, gram: matrix });
}

interface Decomposition {
  readonly values: Float64Array;
  readonly vectors: MeasuredSpectrum['vectors'];
  readonly side: 'rows' | 'columns';
  readonly gram: Matrix;
}

/** Vectors that layers' shares in both ends and the float32 recipe ask for. */
function lookedAt(values: Float64Array, rank: number): number[][] {
  const bottom = Math.max(1, rank) - 1;
  const single = Math.max(1, float32Rank(values)) - 1;
  return [eigenspace(values, 0), eigenspace(values, bottom), ...(single === bottom ? [] : [[single]])];
}

/** R of the QR factorisation of J^T, rows x rows at most: the same singular values and right vectors as J^T. */
function rowsFactor(jacobian: FactoredJacobian): Matrix {
  const accumulator = new TriangularAccumulator(jacobian.rows);
  for (const part of jacobian.parts)
    forEachColumnBlock(jacobian.rows, compressPart(part), (block) => accumulator.push(block));
  return accumulator.factor();
}

/** Eigenvalues of K cannot tell a zero from what lies below their own noise: there the rank stays open. */
function gramSpectrum(
  jacobian: FactoredJacobian,
  structuralRank: number | null,
  decomposition: Decomposition,
): MeasuredSpectrum {
  const { values } = decomposition;
  const [top] = values;
  const noise = gramError(values.length, 1) * top;
  const expected = structuralRank ?? Math.min(jacobian.rows, jacobian.columns);
  const resolved = values.findIndex((value) => value <= noise);
  const rank = resolved === -1 ? expected : Math.min(expected, resolved);
  const certain = rank === expected;
  const kappa = top / values[rank - 1];
  const relativeError = certain ? gramError(values.length, kappa) : 1;
  return {
    ...decomposition,
    rank,
    rankCertain: certain,
    lambdaMax: top,
    lambdaMin: values[rank - 1],
    kappa,
    interval: certain ? kappaInterval(kappa, relativeError) : [kappa, null],
    relativeError,
    trace: traceOf(values),
    source: 'gram',
    cut: certain ? null : noise,
    undecided: certain ? [] : Array.from(values.slice(rank, expected), (value) => Math.max(0, value)),
    gap: null,
  };
}

function factorSpectrum(
  jacobian: FactoredJacobian,
  structuralRank: number | null,
  decomposition: Decomposition,
): MeasuredSpectrum {
  const sigma = decomposition.values;
  const values = sigma.map((value) => value * value);
  const decision = decideRank(sigma, jacobian.rows, jacobian.columns);
  const { surelyNonzero, possiblyNonzero } = decision;
  const isKnown = structuralRank !== null && structuralRank >= surelyNonzero && structuralRank <= possiblyNonzero;
  const rank = isKnown ? structuralRank : decision.rank;
  const kappaOf = (count: number) => values[0] / values[Math.max(1, count) - 1];
  const kappa = kappaOf(rank);
  const errorOf = (value: number) => Math.min(1, factorError(sigma.length, value));
  const [low, high] = isKnown ? [kappa, kappa] : [kappaOf(surelyNonzero), kappaOf(possiblyNonzero)];
  // A rank that the structure has and the numbers have not: the values in between are lost in rounding.
  const isLost = structuralRank !== null && !isKnown;
  return {
    ...decomposition,
    values,
    rank,
    rankCertain: isKnown || (structuralRank === null && decision.certain),
    lambdaMax: values[0],
    lambdaMin: values[Math.max(1, rank) - 1],
    kappa,
    interval: [kappaInterval(low, errorOf(low))[0], isLost ? null : kappaInterval(high, errorOf(high))[1]],
    relativeError: errorOf(kappa),
    trace: traceOf(values),
    source: 'factor',
    cut: isKnown ? null : decision.threshold ** 2,
    undecided: isKnown ? [] : Array.from(values.slice(surelyNonzero, possiblyNonzero)),
    gap: sigma[rank] ? sigma[rank - 1] / sigma[rank] : null,
  };
}

function traceOf(values: Float64Array): number {
  return values.reduceRight((sum, value) => sum + Math.max(0, value), 0);
}
