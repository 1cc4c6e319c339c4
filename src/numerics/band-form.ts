import type { Arena } from './arena';
import { MOST_THREADS } from './team';
import type { TridiagonalForm } from './tridiagonal-form';
import type { Kernels } from './wasm';

/** Entries of the band left of the diagonal: more cost the second step more, fewer make the products of the first one slower. */
export const BAND_WIDTH = 48;

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
  const product = arena.reserve(BAND_WIDTH * n);
  const [t, inner, turned, work] = Array.from({ length: 4 }, () => arena.reserve(square));
  // Of one panel and the next.
  const stacks = [0, 1].map(() => arena.reserve(3 * BAND_WIDTH * n));
  const zero = (address: number, count: number) => void arena.view(address, count).fill(0);
  // W over V over W, P = A V^T, and with P' = t^T P^T and S = t^T V W^T: W = P' - S V / 2. A becomes A - V^T W - W^T V.
  const panelOf = (active: number) => {
    const m = active - BAND_WIDTH;
    const count = Math.min(BAND_WIDTH, m);
    const w = stacks[Math.ceil(active / BAND_WIDTH) % 2];
    return { m, count, w, v: w + 8 * count * m };
  };
  let active = n;
  if (n > BAND_WIDTH) kernels.bandPanel(n, BAND_WIDTH, n, a, taus, band, panelOf(n).v, t, work);
  for (; active > BAND_WIDTH; active -= BAND_WIDTH) {
    const { m, count, w, v } = panelOf(active);
    kernels.symmetricRowsTimes(0, m, m, n, a, count, v, product);
    zero(w, count * m);
    kernels.gemm(count, m, count, 1, t, 1, count, product, 1, count, w, m, false);
    zero(inner, square);
    kernels.gemm(count, count, m, 1, v, m, 1, w, 1, m, inner, count, false);
    zero(turned, square);
    kernels.gemm(count, count, count, 1, t, 1, count, inner, count, 1, turned, count, false);
    kernels.gemm(count, m, count, -0.5, turned, count, 1, v, m, 1, w, m, false);
    arena.view(v + 8 * count * m, count * m).set(arena.view(w, count * m));
    if (m > BAND_WIDTH) kernels.updateAndBandPanel(m, BAND_WIDTH, n, a, count, w, taus, band, panelOf(m).v, t, work);
    else kernels.gemm(m, m, 2 * count, -1, v, 1, m, w, m, 1, a, n, true);
  }
  kernels.leadingRowsToBand(active, BAND_WIDTH, n, a, band);
}
