import type { RitzNode } from './lanczos';

/** How the eigenvalues of a symmetric positive semidefinite matrix are distributed, without any one of them. */
export interface SpectralDistribution {
  /** Pairs with ascending levels, even on a logarithmic scale: a level and the share of the eigenvalues at or below it. */
  readonly points: readonly (readonly [number, number])[];
  /** The share of the eigenvalues at or below `level`, which the steps cannot tell from zero; null where there is none. */
  readonly unresolved: { readonly level: number; readonly share: number } | null;
  /** Largest standard error of a share, from what the probes differ by; what the steps smooth is not in it. */
  readonly error: number;
}

/** Levels of a distribution. */
const LEVELS = 96;
/** The first level stands by this factor below all that is resolved. */
const BELOW = 1.005;

/**
 * Stochastic Lanczos quadrature: the mean over random starts of the measures that their Gauss quadratures approximate. A node stands for the
 * eigenvalues around it, as far as its residual says that one can be away, at most halfway to the next node. Up to `floor`, an
 * absolute value, all is rounding. Undefined where nothing stands above what cannot be told from zero. Source: docs/theory/gauss-newton.md 9.
 */
export function spectralDistribution(
  probes: readonly (readonly RitzNode[])[],
  floor: number,
): SpectralDistribution | undefined {
  const measures = probes.map((nodes) => blocksOf(nodes, floor));
  const all = measures.flat();
  const top = all.reduce((most, { value }) => Math.max(most, value), 0);
  const unresolved = all.filter(({ isZero }) => isZero);
  const level = unresolved.reduce((most, { to }) => Math.max(most, to), 0);
  const bottom = all.reduce((least, { from, isZero }) => (isZero ? least : Math.min(least, from)), top);
  if (!(top > Math.max(level, floor))) return undefined;
  const shares = (at: number) => measures.map((blocks) => (at >= top ? 1 : shareUpTo(blocks, at)));
  const first = level > 0 ? level : bottom / BELOW;
  const factor = (top / first) ** (1 / (LEVELS - 1));
  const levels = Array.from({ length: LEVELS }, (_, at) => (at === LEVELS - 1 ? top : first * factor ** at));
  const sampled = levels.map(shares);
  return {
    points: levels.map((at, index) => [at, mean(sampled[index])]),
    unresolved: unresolved.length > 0 ? { level, share: mean(sampled[0]) } : null,
    error: sampled.reduce((most, values) => Math.max(most, standardError(values)), 0),
  };
}

/** Once a start has seen all that it reaches, rounding makes nodes of no weight. */
const WEIGHTLESS = Number.EPSILON ** 1.5;

/** The weight of a node, even between two values. */
interface Block {
  readonly value: number;
  readonly weight: number;
  readonly from: number;
  readonly to: number;
  /** Nothing tells it from zero. */
  readonly isZero: boolean;
}

function blocksOf(all: readonly RitzNode[], floor: number): readonly Block[] {
  const nodes = all.filter(({ weight }) => weight > WEIGHTLESS);
  return nodes.map(({ value, weight, residual }, at) => {
    const below = at > 0 ? (nodes[at - 1].value + value) / 2 : 0;
    const above = at + 1 < nodes.length ? (value + nodes[at + 1].value) / 2 : value;
    const from = Math.max(0, below, value - residual);
    const isZero = from <= floor;
    const to = Math.max(isZero ? floor : 0, Math.min(above, value + residual));
    return { value, weight, from, to, isZero };
  });
}

function shareUpTo(blocks: readonly Block[], level: number): number {
  return blocks.reduce((sum, { weight, from, to }) => {
    const part = to <= level ? 1 : level <= from ? 0 : (level - from) / (to - from);
    return sum + weight * part;
  }, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function standardError(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1) / values.length);
}
