import { parameterCount } from './factored-jacobian';
import type { PartFactors } from './jacobian-columns';

/** Entries that the factors may take in the kernels' memory. */
const PAIRS_ENTRIES = 2 ** 27;

/** How one part's share of K = J J^T is formed, and what that costs. */
export interface GramWork {
  /**
   * `product`: H o Gamma without positions, `pairs`: over pairs of positions, `columns`: columns of J. Source:
   * docs/theory/gauss-newton.md 8.1.
   */
  readonly route: 'product' | 'pairs' | 'columns';
  /** Floating-point operations. */
  readonly operations: number;
}

/** The cheapest way for one part. rows: of J. */
export function gramWork(rows: number, part: PartFactors): GramWork {
  const { jacobian: factors, samples } = part;
  const columns: GramWork = {
    route: 'columns',
    operations: rows ** 2 * parameterCount(factors) + entriesWork(rows, part),
  };
  if (factors.form !== 'outer') return columns;
  const { positions, leftWidth, rightWidth, left, right, mask } = factors;
  if (positions === 1) {
    const repeats = mask ? leftWidth : 1;
    const grams = left.rows ** 2 * leftWidth + repeats * samples ** 2 * rightWidth;
    return { route: 'product', operations: grams + 2 * repeats * rows ** 2 };
  }
  if (mask || left.data.length + right.data.length + rows ** 2 > PAIRS_ENTRIES) return columns;
  const perSample = rows / samples;
  const operations =
    (samples * positions) ** 2 * (rightWidth + perSample * leftWidth) + rows ** 2 * positions * leftWidth;
  return operations < columns.operations ? { route: 'pairs', operations } : columns;
}

/** Floating-point operations for all entries of one part. */
function entriesWork(rows: number, { jacobian: factors }: PartFactors): number {
  if (factors.form === 'columns') return 2 * rows * factors.width;
  const width = factors.form === 'outer' ? factors.leftWidth * factors.rightWidth : factors.width;
  return 2 * rows * factors.positions * width;
}
