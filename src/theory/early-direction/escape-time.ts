/** How long gradient flow from small weights stays small. */
import type { Certainty } from '../certainty';

export interface Escape {
  /** P. */
  readonly order: number;
  /** |w(0)|. */
  readonly start: number;
  readonly radius: number;
}

export interface EscapeTime {
  readonly time: number;
  readonly certainty: Certainty;
}

/**
 * Least time until |w| = radius, for any convex loss and any start: d|w|^2/dt <= 2 P N |w|^P with N at least max N(u) over |u| = 1. Zero when
 * it starts there. Source: docs/theory/early-direction.md 3.
 */
export function escapeTimeBound({ order, start, radius }: Escape, correlation: number): EscapeTime {
  return { time: growthTime(order, start, radius, correlation), certainty: 'bound' };
}

/**
 * The same with N(u0) > 0 of the start's direction: longer than the flow of N alone takes, and about what training takes while outputs are
 * far below the targets. Infinite for N(u0) <= 0. Source: docs/theory/early-direction.md 3.
 */
export function escapeTimeEstimate({ order, start, radius }: Escape, correlationAtStart: number): EscapeTime {
  const time = correlationAtStart > 0 ? growthTime(order, start, radius, correlationAtStart) : Infinity;
  return { time, certainty: 'heuristic' };
}

/** Start norm from which the bound on the time to a far radius is `time`; null for P <= 2, where it depends on the radius. */
export function startForEscapeTime(order: number, correlation: number, time: number): number | null {
  return order > 2 ? (time * order * (order - 2) * correlation) ** (-1 / (order - 2)) : null;
}

/** Time of dr/dt = P N r^(P-1) from start to radius. */
function growthTime(order: number, start: number, radius: number, correlation: number): number {
  if (!(radius > start)) return 0;
  if (!(correlation > 0)) return Infinity;
  if (order === 2) return Math.log(radius / start) / (2 * correlation);
  const excess = order - 2;
  return (start ** -excess - radius ** -excess) / (order * excess * correlation);
}
