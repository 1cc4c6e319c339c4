/** The Report: plain data that every view renders and nothing else (docs/report.md). */
import type { Certainty } from '../spec/certainty';
import type { Range, Severity, TextEdit } from '../spec/problem';
import type { Loss, Shape } from '../spec/architecture';
import type { TheorySections } from './theory';

export type { Certainty };

export interface Tagged<T = number> {
  readonly value: T;
  readonly certainty: Certainty;
}

export interface Report {
  readonly schemaVersion: 1;
  readonly model: ModelSummary;
  readonly data: DataSummary;
  readonly spectrum: Spectrum;
  readonly bounds: readonly Bound[];
  /** Tightest certified interval for kappa from the bounds alone; null ends are not bounded. */
  readonly bracket: { readonly low: number | null; readonly high: number | null };
  readonly layers: readonly LayerReport[];
  readonly theory: Theory;
  /** Distribution of kappa over initialisations, with `seeds N`. */
  readonly distribution: Distribution | null;
  readonly expectations: readonly ExpectationResult[];
  readonly findings: readonly Finding[];
  readonly timings: readonly { readonly stage: string; readonly milliseconds: number }[];
  readonly skipped: readonly Skipped[];
}

export interface ModelSummary {
  readonly name: string;
  /** As given on the command line or by the editor; null for text without a file. */
  readonly source: string | null;
  readonly layerCount: number;
  readonly parameterCount: number;
  /** Learnable and not pruned: the dimension of G. */
  readonly trainableCount: number;
  readonly input: Shape;
  readonly output: Shape;
  readonly samples: number;
  readonly outputs: number;
  readonly loss: Loss;
  readonly lossNormalisation: '1/n';
  readonly seed: number;
  readonly weights: 'initialised' | 'file';
  /** Linear in [x; 1], whatever the sample. */
  readonly linear: boolean;
  readonly depth: number;
}

export interface DataSummary {
  /** gaussian, sphere, orthogonal, npy, csv, idx. */
  readonly source: string;
  readonly samples: number;
  readonly dimension: number;
  /** Of the second moment Sigma = X X^T / n. */
  readonly rank: number;
  /** Pseudo-condition number of Sigma. */
  readonly kappaSigma: number | null;
  /** |mean|^2 / trace(Sigma): 0 for centred data, near 1 when the mean dominates. */
  readonly meanShare: number;
  readonly duplicates: number;
  /** Pairs x, -x. */
  readonly antipodal: number;
  readonly constantFeatures: number;
}

export interface Spectrum {
  /** Nonzero eigenvalues of G = (1/n) sum J_i^T H_i J_i, descending. */
  readonly eigenvalues: readonly number[] | null;
  readonly rank: number | null;
  /** Number of learnable parameters, G is dimension x dimension. */
  readonly dimension: number;
  readonly lambdaMax: number | null;
  readonly lambdaMin: number | null;
  readonly kappa: number | null;
  /** What kappa could be, with the error of lambda_min and every undecided singular value taken either way; null end: no upper end. */
  readonly kappaInterval: readonly [number, number | null] | null;
  readonly rankCertain: boolean;
  /**
   * Of lambda_min, a bound with safety factor (docs/theory/gauss-newton.md 8.3: 4 sqrt(dim) eps sqrt(kappa) for
   * singular values).
   */
  readonly relativeError: number | null;
  readonly trace: number | null;
  /** How the eigenvalues are distributed where neither they nor both ends could be had; null elsewhere, and where time held not even that. */
  readonly density: SpectralDensity | null;
  /** How it was computed, one line for people: `singular values of J (640 x 640 factor)`. */
  readonly method: string;
  /** Eigenvalue below which a value counts as zero; null where the rank is known exactly. */
  readonly cut: number | null;
  /** Eigenvalues within a factor 10 (in singular value) of the cut, kept or not. */
  readonly undecided: readonly number[];
  /** Exact integer rank from the structure of a linear network. */
  readonly structuralRank: number | null;
  /** sigma_r / sigma_{r+1}: how clear the cut is; null when nothing was cut. */
  readonly rankGap: number | null;
  /** What a float32 computation of the Gram matrix would have reported. */
  readonly float32: { readonly kappa: number | null; readonly rank: number; readonly misleads: boolean } | null;
  readonly skipped: { readonly reason: string; readonly estimate: string } | null;
}

/** An estimate of the whole spectrum (docs/theory/gauss-newton.md 9). It says nothing of any single eigenvalue: lambda_min is not in it. */
export interface SpectralDensity {
  /** Eigenvalues that it counts, zeros among them: the smaller side of J. */
  readonly size: number;
  /** Random starts, and Lanczos steps of each. */
  readonly probes: number;
  readonly steps: number;
  /** Pairs with ascending levels: a level and the share of the eigenvalues at or below it. */
  readonly points: readonly (readonly [number, number])[];
  /** The share of the eigenvalues at or below `level`, which the steps cannot tell from zero; null where there is none. */
  readonly unresolved: { readonly level: number; readonly share: number } | null;
  /** Largest standard error of a share, from what the probes differ by. */
  readonly error: number;
  readonly certainty: Certainty;
}

export interface Bound {
  /** U0, U1, U2, U3, staircase, schur, cross_entropy, residual, als, weyl, wolkowicz_styan, sandwich, … */
  readonly id: string;
  /** For people: `Kronecker extremes (U0)`. */
  readonly title: string;
  readonly direction: 'upper' | 'lower';
  readonly value: number | null;
  /** value / kappa. */
  readonly gap: number | null;
  readonly applies: boolean;
  /** Why it does not apply. */
  readonly reason: string | null;
  readonly certainty: Certainty;
  readonly reference: string;
}

export interface LayerReport {
  readonly name: string;
  readonly kind: string;
  readonly range: Range;
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly parameters: number;
  readonly trainable: boolean;
  /** Weight of this layer in the convex combination of U2; linear networks. */
  readonly alpha: number | null;
  /** kappa(W^{L:l+1})^2 kappa(W^{l-1:1})^2. */
  readonly term: number | null;
  /** a_max b_max and a_min b_min of this layer (docs/theory/gauss-newton.md 3.1). */
  readonly top: number | null;
  readonly bottom: number | null;
  /** Shares of the layer's parameters in the top and the bottom eigenvector; each sums to 1 over layers. */
  readonly topShare: number | null;
  readonly bottomShare: number | null;
  /** Share of trace(G). */
  readonly traceShare: number | null;
  /** r_l = rank of the map from this layer's output to the network's; s_l = rank of what reaches it; linear networks. */
  readonly rankLeft: number | null;
  readonly rankRight: number | null;
  /** Owns the largest share of the bottom eigenvector. */
  readonly owner: boolean;
  /** Units that no sample activates; layers with an activation that can die. */
  readonly deadUnits: number | null;
  /** Pre-activations exactly at a kink, where the derivative is a convention; layers with an activation. */
  readonly kinkHits: number | null;
  /** Windows, over all samples, whose largest value is not the only one, where the derivative is a convention; max-pools. */
  readonly tiedWindows: number | null;
  /** Tokens of the vocabulary that no sample holds, whose features move nothing; embeddings. */
  readonly unusedTokens: number | null;
  /** Spectral radius of the branch of a linear residual block, measured, at most 1% too large. */
  readonly branchRadius: number | null;
  readonly predictions: readonly Prediction[];
}

/** What theory says of Gaussian initialisation without sampling. */
export interface Prediction extends Tagged {
  readonly id: string;
  readonly title: string;
  readonly reference: string;
}

/** Beside the figures of training and initialisation one section a topic (`deepConditioning`, `meanField`, …). */
export interface Theory extends TheorySections {
  readonly optimisation: Optimisation | null;
  /** Whole-model predictions at initialisation (docs/theory/gauss-newton.md 7). */
  readonly initialisation: readonly Prediction[];
}

export interface Optimisation {
  /** Largest stable learning rates for the loss (1/2n) sum |f - y|^2; heavy ball and Nesterov at their optimal momentum. */
  readonly maximalLearningRate: {
    readonly gradientDescent: number;
    readonly heavyBall: number;
    readonly nesterov: number;
  };
  readonly momentum: number;
  /** Iterations for ten times less error along the slowest direction. */
  readonly iterationsPerDecade: {
    readonly gradientDescent: number;
    readonly gradientDescentSafe: number;
    readonly heavyBall: number;
    readonly nesterov: number;
    readonly dampedGaussNewton: number;
  };
  readonly certainty: Certainty;
  readonly note: string;
}

export interface Distribution {
  /** With a value. */
  readonly seeds: number;
  readonly values: readonly number[];
  /** Seeds whose draw has no kappa, and why. */
  readonly missing: readonly { readonly seed: number; readonly reason: string }[];
  readonly median: number;
  /** At 5, 25, 75 and 95 per cent. */
  readonly quantiles: readonly [number, number, number, number];
}

export interface ExpectationResult {
  readonly text: string;
  /** null: cannot be decided (an interval that straddles the limit, or a figure that was not computed). */
  readonly holds: boolean | null;
  readonly actual: string;
  readonly range: Range;
}

export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** The rule's number and its threshold, where it compares one. */
  readonly value: number | null;
  readonly threshold: number | null;
  readonly layer: string | null;
  readonly range: Range;
  /** Path of the rule's page, `docs/rules/K110.md`. */
  readonly documentation: string;
  readonly hint: string | null;
  readonly related: readonly { readonly message: string; readonly range: Range }[];
  readonly fixes: readonly Fix[];
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** kappa that theory expects after the fix; null when it cannot tell. */
  readonly predicted: number | null;
  /** kappa measured with the fix applied, once somebody measured it. */
  readonly measured: number | null;
}

export interface Skipped {
  readonly stage: string;
  readonly reason: string;
  /** What it would have cost: `2.1 GB, about 40 s`. */
  readonly estimate: string;
  /** What is shown instead. */
  readonly instead: string;
}
