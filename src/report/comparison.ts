/** Two reports side by side, as plain data. */
import { formatNumber } from './numbers';
import type { Finding, LayerReport, Report } from './report';

export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

/** `cannot tell`: what is known of the two overlaps. `unchanged`: equal in all digits shown. */
export type Trend = 'lower' | 'higher' | 'unchanged' | 'cannot tell';

export interface Comparison {
  /** Files, or the names of the models where there are none. */
  readonly label: Pair<string>;
  readonly kappa: Pair<number | null> & {
    /** What kappa could be; from the certified bracket where it was not measured. */
    readonly interval: Pair<Interval>;
    /** after / before. */
    readonly ratio: number | null;
    /** What the ratio could be; null end: not bounded. */
    readonly ratioInterval: readonly [number, number | null];
    readonly trend: Trend;
  };
  readonly bracket: Pair<Report['bracket']>;
  readonly rank: Pair<number | null>;
  readonly rankCertain: Pair<boolean>;
  readonly lambdaMax: Pair<number | null>;
  readonly lambdaMin: Pair<number | null>;
  readonly parameters: Pair<number>;
  /** Largest stable, of gradient descent, and its iterations for ten times less error. */
  readonly learningRate: Pair<number | null>;
  readonly iterationsPerDecade: Pair<number | null>;
  /** In the order of the network after the change, removed layers where they were. */
  readonly layers: readonly LayerChange[];
  readonly findings: { readonly gone: readonly Finding[]; readonly new: readonly Finding[] };
}

type Interval = readonly [number, number | null];

/** One layer by name; null where the network does not have it. */
export interface LayerChange {
  readonly name: string;
  readonly change: 'kept' | 'added' | 'removed';
  readonly parameters: Pair<number | null>;
  readonly topShare: Pair<number | null>;
  readonly bottomShare: Pair<number | null>;
}

export function compareReports(before: Report, after: Report): Comparison {
  const pair = <T>(of: (report: Report) => T): Pair<T> => ({ before: of(before), after: of(after) });
  return {
    label: pair(({ model }) => model.source ?? model.name),
    kappa: compareKappa(before, after),
    bracket: pair(({ bracket }) => bracket),
    rank: pair(({ spectrum }) => spectrum.rank),
    rankCertain: pair(({ spectrum }) => spectrum.rankCertain),
    lambdaMax: pair(({ spectrum }) => spectrum.lambdaMax),
    lambdaMin: pair(({ spectrum }) => spectrum.lambdaMin),
    parameters: pair(({ model }) => model.parameterCount),
    learningRate: pair(({ theory }) => theory.optimisation?.maximalLearningRate.gradientDescent ?? null),
    iterationsPerDecade: pair(({ theory }) => theory.optimisation?.iterationsPerDecade.gradientDescent ?? null),
    layers: compareLayers(before.layers, after.layers),
    findings: {
      gone: missingIn(before.findings, after.findings),
      new: missingIn(after.findings, before.findings),
    },
  };
}

function compareKappa(before: Report, after: Report): Comparison['kappa'] {
  const interval = { before: knownInterval(before), after: knownInterval(after) };
  const [{ kappa: first }, { kappa: second }] = [before.spectrum, after.spectrum];
  const low = interval.before[1] === null ? 0 : interval.after[0] / interval.before[1];
  const high = interval.after[1] === null ? null : interval.after[1] / interval.before[0];
  return {
    before: first,
    after: second,
    interval,
    ratio: first !== null && second !== null ? second / first : null,
    ratioInterval: [low, high],
    trend: trendOf(first, second, [low, high]),
  };
}

/** kappa is at least 1, whatever is known. */
function knownInterval({ spectrum, bracket }: Report): Interval {
  const { kappa, kappaInterval } = spectrum;
  if (kappaInterval) return kappaInterval;
  return kappa === null ? [bracket.low ?? 1, bracket.high] : [kappa, kappa];
}

function trendOf(before: number | null, after: number | null, [low, high]: Interval): Trend {
  if (before !== null && after !== null && formatNumber(before) === formatNumber(after)) return 'unchanged';
  if (high !== null && high < 1) return 'lower';
  return low > 1 ? 'higher' : 'cannot tell';
}

function compareLayers(before: readonly LayerReport[], after: readonly LayerReport[]): readonly LayerChange[] {
  const old = new Map(before.map((layer) => [layer.name, layer]));
  const names = new Set(after.map(({ name }) => name));
  const changes: LayerChange[] = [];
  let reached = 0;
  const passRemoved = (end: number) => {
    for (; reached < end; reached++)
      if (!names.has(before[reached].name)) changes.push(change(before[reached], undefined));
  };
  for (const layer of after) {
    const was = old.get(layer.name);
    if (was) passRemoved(before.indexOf(was));
    changes.push(change(was, layer));
  }
  passRemoved(before.length);
  return changes;
}

function change(before: LayerReport | undefined, after: LayerReport | undefined): LayerChange {
  const pair = <T>(of: (layer: LayerReport) => T): Pair<T | null> => ({
    before: before ? of(before) : null,
    after: after ? of(after) : null,
  });
  return {
    name: (after ?? before)!.name,
    change: !before ? 'added' : !after ? 'removed' : 'kept',
    parameters: pair(({ parameters }) => parameters),
    topShare: pair(({ topShare }) => topShare),
    bottomShare: pair(({ bottomShare }) => bottomShare),
  };
}

/** Findings are the same when code and layer are; their places and numbers may differ. */
function missingIn(findings: readonly Finding[], others: readonly Finding[]): readonly Finding[] {
  const known = new Set(others.map(identity));
  return findings.filter((finding) => !known.has(identity(finding)));
}

function identity({ code, layer }: Finding): string {
  return `${code} ${layer ?? ''}`;
}
