import type { Arena } from './arena';
import type { Kernels } from './wasm';

/** Matrices up to this size are left to QL. */
const LEAF = 32;
/** Couplings and differences of so many |T| are negligible. */
const NEGLIGIBLE = 4 * Number.EPSILON;
/** Couplings whose squares would underflow are none. */
const TINY = 2 ** -500;

/** Which entries of a vector may differ from zero: those of the first half, all, those of the second half. */
const FIRST = 0;
const BOTH = 1;
const SECOND = 2;

export interface TridiagonalEigen {
  /** Unordered. */
  readonly values: Float64Array;
  /** Address of the orthonormal vectors, n entries each, one after another. */
  readonly vectors: number;
}

/**
 * Eigenvalues and all eigenvectors of a tridiagonal matrix whose largest entries are near 1: halves are solved, and joined by a rank-one
 * modification (Cuppen, Numer. Math. 36, 1981), whose vectors are made by products. Destroys diagonal and coupling. Undefined when a
 * value does not settle.
 */
export function tridiagonalEigen(
  kernels: Kernels,
  arena: Arena,
  n: number,
  { diagonal, coupling }: { readonly diagonal: number; readonly coupling: number },
): TridiagonalEigen | undefined {
  const vectors = arena.zeros(n * n);
  const problem = new DivideAndConquer(kernels, arena, n, diagonal, coupling, vectors);
  return problem.solve(0, n) ? { values: arena.take(diagonal, n), vectors } : undefined;
}

class DivideAndConquer {
  private readonly leafVectors: number;
  private readonly modified: number;
  private readonly gathered: number;
  private readonly poles: number;
  private readonly weights: number;
  private readonly roots: number;
  private readonly places: number;
  private readonly work: number;
  private readonly values: Float64Array;
  private readonly couplings: Float64Array;
  private readonly entries: Float64Array;

  constructor(
    private readonly kernels: Kernels,
    private readonly arena: Arena,
    private readonly n: number,
    private readonly diagonal: number,
    private readonly coupling: number,
    private readonly vectors: number,
  ) {
    this.leafVectors = arena.reserve(LEAF ** 2);
    [this.poles, this.weights, this.roots, this.places] = Array.from({ length: 4 }, () => arena.reserve(n));
    this.work = arena.reserve(2 * n);
    const merged = n > LEAF ? n * n : 0;
    this.modified = arena.reserve(merged);
    this.gathered = arena.reserve(merged);
    // Nothing is reserved from here on: views stay.
    this.values = arena.view(diagonal, n);
    this.couplings = arena.view(coupling, n);
    this.couplings.forEach((join, i) => {
      if (Math.abs(join) < TINY) this.couplings[i] = 0;
    });
    this.entries = arena.view(vectors, n * n);
  }

  /** Rows and columns start to end-1: values in place of the diagonal, vectors in the same rows and columns. */
  solve(start: number, end: number): boolean {
    if (end - start <= LEAF) return this.solveLeaf(start, end);
    const middle = (start + end) >> 1;
    const join = this.couplings[middle - 1];
    this.values[middle - 1] -= Math.abs(join);
    this.values[middle] -= Math.abs(join);
    if (!this.solve(start, middle) || !this.solve(middle, end)) return false;
    this.merge(start, middle, end, join);
    return true;
  }

  private solveLeaf(start: number, end: number): boolean {
    const { kernels, arena, n, entries, diagonal, coupling, leafVectors } = this;
    const size = end - start;
    const identity = arena.view(leafVectors, size ** 2).fill(0);
    for (let i = 0; i < size; i++) identity[i * (size + 1)] = 1;
    if (!kernels.tridiagonalVectors(size, size, diagonal + 8 * start, coupling + 8 * start, leafVectors)) return false;
    for (let i = 0; i < size; i++) entries.set(arena.view(leafVectors + 8 * size * i, size), (start + i) * n + start);
    return true;
  }

  /** Adds |join| u u^T, u having 1 and the sign of `join` in the middle, to the two halves. */
  private merge(start: number, middle: number, end: number, join: number): void {
    const { n, entries, values } = this;
    const rho = 2 * Math.abs(join);
    const z = new Float64Array(end - start);
    for (let i = start; i < end; i++)
      z[i - start] =
        Math.SQRT1_2 * (i < middle ? entries[i * n + middle - 1] : Math.sign(join) * entries[i * n + middle]);
    const support = Uint8Array.from(z, (_, i) => (start + i < middle ? FIRST : SECOND));
    const { kept, deflated } = this.deflate(start, end, z, rho, support);
    if (kept.length === 0) return;
    const ordered = [FIRST, BOTH, SECOND].flatMap((which) => kept.filter((i) => support[i] === which));
    const firsts = kept.filter((i) => support[i] === FIRST).length;
    const seconds = kept.filter((i) => support[i] === SECOND).length;
    this.findModified(start, kept, ordered, z, Math.sqrt(rho));
    const deflatedValues = deflated.map((i) => values[start + i]);
    values.set(this.arena.view(this.roots, kept.length), start);
    values.set(deflatedValues, start + kept.length);
    this.multiply(start, middle, end, {
      first: ordered.slice(0, kept.length - seconds),
      second: ordered.slice(firsts),
      deflated,
    });
  }

  /**
   * Vectors that rho z z^T does not touch, made more by rotations among those with nearly equal values (Dongarra and Sorensen, SIAM J.
   * Sci. Stat. Comput. 8, 1987); `kept`: the others, by ascending value. Indices count from `start`.
   */
  private deflate(start: number, end: number, z: Float64Array, rho: number, support: Uint8Array) {
    const values = this.values.subarray(start, end);
    const order = Uint32Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
    const largest = (numbers: Float64Array) => numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    const negligible = NEGLIGIBLE * Math.max(largest(values), largest(z));
    const kept: number[] = [];
    const deflated: number[] = [];
    let last = -1;
    for (const next of order) {
      if (rho * Math.abs(z[next]) <= negligible) {
        deflated.push(next);
        continue;
      }
      if (last >= 0) {
        const length = Math.hypot(z[last], z[next]);
        const c = z[next] / length;
        const s = z[last] / length;
        if (Math.abs((values[next] - values[last]) * c * s) <= negligible) {
          this.rotate(start, end, [last, next], c, s);
          const [x, y] = [values[last], values[next]];
          values[last] = x * c * c + y * s * s;
          values[next] = x * s * s + y * c * c;
          z[next] = length;
          if (support[last] !== support[next]) support[next] = BOTH;
          deflated.push(last);
        } else kept.push(last);
      }
      last = next;
    }
    if (last >= 0) kept.push(last);
    return { kept, deflated };
  }

  /** (x, y) = (c x - s y, s x + c y) */
  private rotate(start: number, end: number, [i, j]: readonly [number, number], c: number, s: number): void {
    const { n, entries } = this;
    const x = entries.subarray((start + i) * n + start, (start + i) * n + end);
    const y = entries.subarray((start + j) * n + start, (start + j) * n + end);
    for (let k = 0; k < x.length; k++) [x[k], y[k]] = [c * x[k] - s * y[k], s * x[k] + c * y[k]];
  }

  /** Values to `roots` and vectors to the rows of `modified`, components in the order given. */
  private findModified(start: number, kept: number[], ordered: number[], z: Float64Array, root: number): void {
    const { kernels, arena, values, poles, weights, roots, places, modified, work } = this;
    const count = kept.length;
    arena.view(poles, count).set(kept.map((i) => values[start + i]));
    arena.view(weights, count).set(kept.map((i) => root * z[i]));
    const placeOf = new Int32Array(z.length);
    ordered.forEach((i, place) => (placeOf[i] = place));
    arena.integers(places, count).set(kept.map((i) => placeOf[i]));
    kernels.secularRoots(count, poles, weights, roots, modified);
    kernels.secularVectors(count, poles, weights, modified, places, work);
  }

  /** The new vectors, then the deflated ones, in place of the old. */
  private multiply(
    start: number,
    middle: number,
    end: number,
    { first, second, deflated }: Record<'first' | 'second' | 'deflated', number[]>,
  ): void {
    const { kernels, n, entries, vectors, modified, gathered } = this;
    const count = end - start - deflated.length;
    const secondRows = gathered + 8 * first.length * (middle - start);
    const deflatedRows = secondRows + 8 * second.length * (end - middle);
    this.gather(first, start, start, middle, gathered);
    this.gather(second, start, middle, end, secondRows);
    this.gather(deflated, start, start, end, deflatedRows);
    for (let i = start; i < start + count; i++) entries.fill(0, i * n + start, i * n + end);
    const target = vectors + 8 * start * n;
    const halves = [
      { rows: first.length, offset: 0, from: start, size: middle - start, operand: gathered },
      { rows: second.length, offset: count - second.length, from: middle, size: end - middle, operand: secondRows },
    ];
    for (const { rows, offset, from, size, operand } of halves)
      kernels.gemm(
        count,
        size,
        rows,
        1,
        modified + 8 * offset,
        count,
        1,
        operand,
        size,
        1,
        target + 8 * from,
        n,
        false,
      );
    const kept = this.arena.view(deflatedRows, deflated.length * (end - start));
    deflated.forEach((_, at) =>
      entries.set(kept.subarray(at * (end - start), (at + 1) * (end - start)), (start + count + at) * n + start),
    );
  }

  private gather(rows: number[], start: number, from: number, to: number, target: number): void {
    const { n, entries, arena } = this;
    const copies = arena.view(target, rows.length * (to - from));
    rows.forEach((i, at) =>
      copies.set(entries.subarray((start + i) * n + from, (start + i) * n + to), at * (to - from)),
    );
  }
}
