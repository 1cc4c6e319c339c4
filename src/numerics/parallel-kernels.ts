import type { Task, Team } from './team';
import type { Kernels } from './wasm';

/** Below this many floating-point operations dividing a call costs more than it saves. */
const WORTH_DIVIDING = 2e7;
/** A piece has at least this many rows, since every piece packs the other factor anew. */
const FEWEST_ROWS = 64;
/** Pieces that a thread gets on the average: with one that is late, the others do more of them. */
const PIECES = 4;
/** Where the kernels may be split without changing a bit. */
const TILE = 4;

/** The kernels, the costly ones divided among the team's threads. Results are the same to the last bit. */
export function parallelKernels(kernels: Kernels, team: Team): Kernels {
  const isWorthIt = (operations: number) => operations >= WORTH_DIVIDING && team.size > 1;
  return {
    ...kernels,
    gemm(...args) {
      const [m, n, k] = args;
      const lowerOnly = args[12];
      if (!isWorthIt((lowerOnly ? 1 : 2) * m * n * k)) kernels.gemm(...args);
      else if (lowerOnly) team.run('gemm', lowerPieces(team.size, args));
      else team.run('gemm', m >= n ? rowPieces(team.size, args) : columnPieces(team.size, args));
    },
    solveRows(...args) {
      const [rows, n, l, lStride, b, bStride] = args;
      if (!isWorthIt(rows * n * n)) return kernels.solveRows(...args);
      const pieces = evenPieces(rows, team.size);
      team.run('solveRows', pieces.map(([from, to]) => [to - from, n, l, lStride, b + 8 * from * bStride, bStride])); // prettier-ignore
    },
  };
}

type Gemm = Parameters<Kernels['gemm']>;
type Range = readonly [from: number, to: number];

function rowPieces(threads: number, [m, ...rest]: Gemm): Task[] {
  return evenPieces(m, threads).map((range) => rowsOf([m, ...rest], range));
}

function rowsOf([, n, k, alpha, a, aRow, aColumn, b, bRow, bColumn, c, cStride]: Gemm, [from, to]: Range): Task {
  return [
    ...[to - from, n, k, alpha, a + 8 * from * aRow, aRow, aColumn, b, bRow, bColumn],
    ...[c + 8 * from * cStride, cStride, 0],
  ];
}

function columnPieces(threads: number, [m, n, k, alpha, a, aRow, aColumn, b, bRow, bColumn, c, cStride]: Gemm): Task[] {
  return evenPieces(n, threads).map(([from, to]) => [
    ...[m, to - from, k, alpha, a, aRow, aColumn, b + 8 * from * bColumn, bRow, bColumn],
    ...[c + 8 * from, cStride, 0],
  ]);
}

/** Of each range of rows what lies left of the diagonal block, and that block; the largest pieces first. */
function lowerPieces(threads: number, args: Gemm): Task[] {
  const [m, , k, alpha, a, aRow, aColumn, b, bRow, bColumn, c, cStride] = args;
  const count = pieceCount(m, threads);
  const ranges = split(m, count, (share) => Math.sqrt(share));
  return ranges.reverse().flatMap(([from, to]) => {
    const left = rowsOf(args, [from, to]).with(1, from);
    const size = to - from;
    const corner = [
      ...[size, size, k, alpha, a + 8 * from * aRow, aRow, aColumn, b + 8 * from * bColumn, bRow, bColumn],
      ...[c + 8 * from * (cStride + 1), cStride, 1],
    ];
    return from > 0 ? [left, corner] : [corner];
  });
}

function evenPieces(size: number, threads: number): Range[] {
  return split(size, pieceCount(size, threads), (share) => share);
}

function pieceCount(size: number, threads: number): number {
  return Math.max(1, Math.min(PIECES * threads, Math.floor(size / FEWEST_ROWS)));
}

/** Ranges that end at these shares of the size, up to whole tiles. */
function split(size: number, count: number, end: (share: number) => number): Range[] {
  const ends = Array.from({ length: count }, (_, i) =>
    i + 1 === count ? size : Math.round((end((i + 1) / count) * size) / TILE) * TILE,
  );
  return ends.map((to, i) => [i === 0 ? 0 : ends[i - 1], to]);
}
