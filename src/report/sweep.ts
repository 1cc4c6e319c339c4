/** Kappa over combinations of a model's parameters and over seeds: plain data that every view of a sweep renders (docs/report.md). */
import type { Report } from './report';
import { quantile } from './quantile';

export interface Sweep {
  readonly schemaVersion: 1;
  readonly model: string;
  readonly source: string;
  /** What was varied, in the order asked for: parameters of the model, and `samples`. */
  readonly varied: readonly string[];
  /** Of every row. */
  readonly seeds: number;
  /** Every combination; the value varied last changes first. */
  readonly rows: readonly SweepRow[];
}

export interface SweepRow {
  /** In the order of `varied`. */
  readonly settings: readonly { readonly name: string; readonly value: number }[];
  /** Over the runs with a kappa; null without one. */
  readonly kappa: KappaOverSeeds | null;
  /** One a seed, consecutive seeds. */
  readonly runs: readonly SweepRun[];
}

export interface KappaOverSeeds {
  readonly lowest: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly highest: number;
}

/** What a Report with kappa says; null where this run has no such figure. */
export interface SweepRun {
  readonly seed: number;
  readonly parameters: number | null;
  readonly samples: number | null;
  readonly kappa: number | null;
  readonly kappaInterval: Report['spectrum']['kappaInterval'];
  readonly rank: number | null;
  readonly rankCertain: boolean;
  readonly lambdaMax: number | null;
  readonly lambdaMin: number | null;
  /** Certified by those bounds that were known when kappa was. */
  readonly bracket: Report['bracket'];
  /** Why there is no kappa, one plain sentence; null where there is. */
  readonly message: string | null;
}

/** A row of its runs. */
export function sweepRow(settings: SweepRow['settings'], runs: readonly SweepRun[]): SweepRow {
  return { settings, kappa: overSeeds(runs.flatMap(({ kappa }) => kappa ?? [])), runs };
}

/** A run that a Report came of. */
export function measuredRun(seed: number, { model, spectrum, bracket }: Report): SweepRun {
  const { kappa, kappaInterval, rank, rankCertain, lambdaMax, lambdaMin, skipped } = spectrum;
  return {
    seed,
    parameters: model.parameterCount,
    samples: model.samples,
    kappa,
    kappaInterval,
    rank,
    rankCertain: rank !== null && rankCertain,
    lambdaMax,
    lambdaMin,
    bracket,
    message:
      kappa === null ? `Not measured: ${skipped?.reason ?? 'no direction of the weights moves the outputs'}.` : null,
  };
}

/** A run that nothing came of but a message. */
export function failedRun(seed: number, message: string): SweepRun {
  return {
    seed,
    parameters: null,
    samples: null,
    kappa: null,
    kappaInterval: null,
    rank: null,
    rankCertain: false,
    lambdaMax: null,
    lambdaMin: null,
    bracket: { low: null, high: null },
    message,
  };
}

function overSeeds(values: readonly number[]): KappaOverSeeds | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  return {
    lowest: sorted[0],
    lowerQuartile: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    upperQuartile: quantile(sorted, 0.75),
    highest: sorted[sorted.length - 1],
  };
}
