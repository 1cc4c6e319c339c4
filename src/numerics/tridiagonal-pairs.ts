import { Matrix } from './matrix';
import { binaryScale } from './scaling';
import { withKernels } from './wasm';

/** Couplings whose squares would underflow, beside entries near 1, are none. */
const TINY = 2 ** -500;

export interface TridiagonalPairs {
  /** Descending. */
  readonly values: Float64Array;
  /** A row a value: of its unit vector the entries that were asked for. */
  readonly entries: Matrix;
}

/**
 * Eigenvalues of the symmetric tridiagonal matrix with this diagonal and these couplings (those from the diagonal's last entry on are not
 * read), each within a small multiple of eps |T|, and the entries at `places` of the vectors, at a cost of n^2 for each place. All NaN when
 * an entry is not finite or a value does not settle. QL, applied to some rows of the identity alone (Golub and Welsch, Math. Comp. 23, 1969).
 */
export function tridiagonalPairs(
  diagonal: readonly number[],
  coupling: readonly number[],
  places: readonly number[],
): TridiagonalPairs {
  const n = diagonal.length;
  const width = places.length;
  const couplings = coupling.slice(0, n - 1);
  const scale = binaryScale(Float64Array.of(...diagonal, ...couplings), 0);
  return withKernels((kernels, arena) => {
    const [values, joins, rows] = [arena.reserve(n), arena.zeros(n), arena.zeros(n * width)];
    arena.view(values, n).set(diagonal.map((entry) => entry * scale));
    arena.view(joins, n).set(couplings.map((entry) => (Math.abs(entry * scale) < TINY ? 0 : entry * scale)));
    places.forEach((place, at) => (arena.view(rows, n * width)[place * width + at] = 1));
    const isFound = !Number.isNaN(scale) && kernels.tridiagonalVectors(n, width, values, joins, rows);
    const [found, transformed] = [arena.view(values, n), arena.view(rows, n * width)];
    if (!isFound) for (const entries of [found, transformed]) entries.fill(NaN);
    const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => found[j] - found[i]);
    const entries = new Matrix(n, width);
    order.forEach((i, at) => entries.row(at).set(transformed.subarray(i * width, (i + 1) * width)));
    return { values: Float64Array.from(order, (i) => found[i] / scale), entries };
  });
}
