import type { Arena } from './arena';
import { MOST_THREADS } from './team';
import type { TridiagonalForm } from './tridiagonal-form';
import type { Kernels } from './wasm';

/** Entries of the band left of the diagonal: more cost the second step more, fewer make the products of the first one slower. */
export const BAND_WIDTH = 48;
/** Columns whose products with the panel are taken together. */
const COLUMNS_AT_ONCE = 256;

/**
 * As tridiagonaliseInPlace, by way of a band: twice as many operations where products are, and none that waits for memory. Q is the
 * product of the reflectors below the band and of those that chase bulges, which are kept above the diagonal.
 */
export function tridiagonaliseByBand(kernels: Kernels, arena: Arena, n: number, reduced: number): TridiagonalForm {
  const taus = arena.zeros(n);
  const diagonal = arena.zeros(n);
  const coupling = arena.zeros(n);
  const band = arena.zeros(kernels.bandSize(n, BAND_WIDTH));
  reduceToBand(kernels, arena, { n, a: reduced, taus, band });
  const counters = arena.zeros(kernels.bulgeCounters(n));
  const work = arena.reserve(MOST_THREADS * kernels.bulgeWorkSize(BAND_WIDTH));
  kernels.tridiagonaliseBand(n, BAND_WIDTH, band, diagonal, coupling, reduced, counters, work);
  return { reduced, diagonal, coupling, taus, width: BAND_WIDTH };
}

interface Reduction {
  readonly n: number;
  readonly a: number;
  readonly taus: number;
  readonly band: number;
}

function reduceToBand(kernels: Kernels, arena: Arena, { n, a, taus, band }: Reduction): void {
  const square = BAND_WIDTH ** 2;
  const stacked = arena.reserve(3 * BAND_WIDTH * n);
  const product = arena.reserve(BAND_WIDTH * n);
  const [t, inner, turned, work] = Array.from({ length: 4 }, () => arena.reserve(square));
  const zero = (address: number, count: number) => void arena.view(address, count).fill(0);
  let active = n;
  for (; active > BAND_WIDTH; active -= BAND_WIDTH) {
    const m = active - BAND_WIDTH;
    const count = Math.min(BAND_WIDTH, m);
    // W over V over W, W = P - S V / 2 with P = t^T V A and S = t^T V P^T: A becomes A - V^T W - W^T V.
    const w = stacked;
    const v = w + 8 * count * m;
    kernels.bandPanel(active, BAND_WIDTH, n, a, taus, band, v, t, work);
    zero(product, count * m);
    multiplySymmetric(kernels, { n, m, a, count, v, product });
    zero(w, count * m);
    kernels.gemm(count, m, count, 1, t, 1, count, product, 1, count, w, m, false);
    zero(inner, square);
    kernels.gemm(count, count, m, 1, v, m, 1, w, 1, m, inner, count, false);
    zero(turned, square);
    kernels.gemm(count, count, count, 1, t, 1, count, inner, count, 1, turned, count, false);
    kernels.gemm(count, m, count, -0.5, turned, count, 1, v, m, 1, w, m, false);
    arena.view(v + 8 * count * m, count * m).set(arena.view(w, count * m));
    kernels.gemm(m, m, 2 * count, -1, v, 1, m, w, m, 1, a, n, true);
  }
  kernels.leadingRowsToBand(active, BAND_WIDTH, n, a, band);
}

/** product += A V^T, m x count; A: the leading m rows and columns, lower triangle, of a matrix with rows n apart. V: count x m. */
function multiplySymmetric(
  kernels: Kernels,
  { n, m, a, count, v, product }: Record<'n' | 'm' | 'a' | 'count' | 'v' | 'product', number>,
): void {
  for (let from = 0; from < m; from += COLUMNS_AT_ONCE) {
    const size = Math.min(COLUMNS_AT_ONCE, m - from);
    const corner = a + 8 * from * (n + 1);
    const target = product + 8 * from * count;
    kernels.mirrorBlock(size, corner, n);
    kernels.gemm(size, count, m - from, 1, corner, 1, n, v + 8 * from, 1, m, target, count, false);
    const rest = m - from - size;
    if (rest === 0) return;
    const below = corner + 8 * size * n;
    kernels.gemm(rest, count, size, 1, below, n, 1, v + 8 * from, 1, m, target + 8 * size * count, count, false);
  }
}
