import type { Arena } from './arena';
import type { TridiagonalForm } from './tridiagonal-form';
import type { Kernels } from './wasm';

/** Entries of the band left of the diagonal: more cost the second step more, fewer make the products of the first one slower. */
export const BAND_WIDTH = 48;
/** Columns whose products with the panel are taken together. */
const COLUMNS_AT_ONCE = 512;

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
  kernels.tridiagonaliseBand(n, BAND_WIDTH, band, diagonal, coupling, reduced, arena.reserve(4 * BAND_WIDTH));
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
    multiplyRowsBySymmetric(kernels, { rows: count, v, n, m, a, product });
    zero(w, count * m);
    kernels.gemm(count, m, count, 1, t, 1, count, product, m, 1, w, m, false);
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

/** product += V A for `rows` rows V of m entries; A: the leading m rows and columns, lower triangle, of a matrix with rows n apart. */
function multiplyRowsBySymmetric(
  kernels: Kernels,
  { rows, v, n, m, a, product }: Record<'rows' | 'v' | 'n' | 'm' | 'a' | 'product', number>,
): void {
  for (let from = 0; from < m; from += COLUMNS_AT_ONCE) {
    const count = Math.min(COLUMNS_AT_ONCE, m - from);
    const corner = a + 8 * from * (n + 1);
    kernels.mirrorBlock(count, corner, n);
    kernels.gemm(rows, count, m - from, 1, v + 8 * from, m, 1, corner, n, 1, product + 8 * from, m, false);
    const rest = m - from - count;
    if (rest === 0) return;
    const below = corner + 8 * count * n;
    const target = product + 8 * (from + count);
    kernels.gemm(rows, rest, count, 1, v + 8 * from, m, 1, below, 1, n, target, m, false);
  }
}
