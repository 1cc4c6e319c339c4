import type { Task, Team } from './team';
import type { Kernels } from './wasm';

/** Below this many floating-point operations dividing a call costs more than it saves. */
const WORTH_DIVIDING = 4e6;
/** Floating-point operations that take as long as one normal number. */
export const NORMAL_OPERATIONS = 300;
/** A piece has at least this many rows, since every piece packs the other factor anew. */
const FEWEST_ROWS = 64;
/** Pieces that a thread gets on the average: with one that is late, the others do more of them. */
const PIECES = 4;
/** That wait at a time. */
const MOST_TASKS = 60;
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
      else if (lowerOnly)
        team.run(
          'gemm',
          lowerPieces(team.size, m, (rows, columns) => lowerPiece(args, rows, columns)),
        );
      else team.run('gemm', m >= n ? rowPieces(team.size, args) : columnPieces(team.size, args));
    },
    multiplySparse(...args) {
      const [m, n, k] = args;
      if (!isWorthIt(2 * m * n * k)) kernels.multiplySparse(...args);
      else team.run('multiplySparse', sparsePieces(team.size, args));
    },
    addWeightedGram(...args) {
      const [first, last, , length] = args;
      if (!isWorthIt(2 * (last - first) * last * length)) kernels.addWeightedGram(...args);
      else team.run('addWeightedGram', weightedPieces(team.size, args));
    },
    solveRows(...args) {
      if (!isWorthIt(args[0] * args[1] ** 2)) kernels.solveRows(...args);
      else team.run('solveRows', solvedPieces(team.size, args, 8));
    },
    normals(...args) {
      if (!isWorthIt(NORMAL_OPERATIONS * args[0])) kernels.normals(...args);
      else team.run('normals', drawnPieces(team.size, args));
    },
    symmetricRowsTimes(...args) {
      const [first, last, m, , , count] = args;
      if (!isWorthIt(2 * (last - first) * m * count)) return kernels.symmetricRowsTimes(...args);
      const ranges = wholeRanges(first, last, kernels.symmetricRowsAtOnce());
      team.run(
        'symmetricRowsTimes',
        ranges.map(([from, to]) => [from, to, ...args.slice(2)]),
      );
    },
    updateAndBandPanel(...args) {
      const [active, width, n, a, count, stacked] = args;
      const rest = active - width;
      if (!isWorthIt(2 * rest * rest * count)) return kernels.updateAndBandPanel(...args);
      const v = stacked + 8 * count * active;
      const update: Gemm = [rest, rest, 2 * count, -1, v, 1, active, stacked, active, 1, a, n, true];
      const pieces = lowerPieces(team.size, rest, (rows, columns) => lowerPiece(update, rows, columns));
      team.run('gemm', pieces, { routine: 'updatedBandPanel', task: args });
    },
    tridiagonaliseBand(...args) {
      const [n, width, , , , , , work] = args;
      if (!isWorthIt(6 * n * n * width)) return kernels.tridiagonaliseBand(...args);
      const works = Array.from({ length: team.size }, (_, i) => work + 8 * i * kernels.bulgeWorkSize(width));
      team.run(
        'tridiagonaliseBand',
        works.map((own) => [...args.slice(0, -1), own]),
      );
    },
    subtractSingleProducts(...args) {
      const [m, n, k, , , , , , , lowerOnly] = args;
      if (!isWorthIt((lowerOnly ? 1 : 2) * m * n * k)) kernels.subtractSingleProducts(...args);
      else if (!lowerOnly)
        team.run(
          'subtractSingleProducts',
          evenPieces(n, team.size).map((columns) => singlePiece(args, [0, m], columns)),
        );
      else team.run('subtractSingleProducts', lowerPieces(team.size, m, (rows, columns) => singlePiece(args, rows, columns))); // prettier-ignore
    },
    solveSingleRows(...args) {
      if (!isWorthIt(args[0] * args[1] ** 2)) kernels.solveSingleRows(...args);
      else team.run('solveSingleRows', solvedPieces(team.size, args, 4));
    },
  };
}

type Gemm = Parameters<Kernels['gemm']>;
type Range = readonly [from: number, to: number];

function rowPieces(threads: number, [m, n, k, alpha, a, aRow, aColumn, b, bRow, bColumn, c, cStride]: Gemm): Task[] {
  return evenPieces(m, threads).map(([from, to]) => [
    ...[to - from, n, k, alpha, a + 8 * from * aRow, aRow, aColumn, b, bRow, bColumn],
    ...[c + 8 * from * cStride, cStride, 0],
  ]);
}

function columnPieces(threads: number, [m, n, k, alpha, a, aRow, aColumn, b, bRow, bColumn, c, cStride]: Gemm): Task[] {
  return evenPieces(n, threads).map(([from, to]) => [
    ...[m, to - from, k, alpha, a, aRow, aColumn, b + 8 * from * bColumn, bRow, bColumn],
    ...[c + 8 * from, cStride, 0],
  ]);
}

type Piece = (rows: Range, columns: Range) => Task;

/** Of each range of rows what lies left of the diagonal block, and that block; the largest pieces first. */
function lowerPieces(threads: number, size: number, piece: Piece): Task[] {
  const ranges = split(size, pieceCount(size, threads), (share) => Math.sqrt(share));
  return ranges.reverse().flatMap((rows) => {
    const corner = piece(rows, rows);
    return rows[0] > 0 ? [piece(rows, [0, rows[0]]), corner] : [corner];
  });
}

function lowerPiece(args: Gemm, rows: Range, columns: Range): Task {
  const [, , k, alpha, a, aRow, aColumn, b, bRow, bColumn, c, cStride] = args;
  return [
    ...[rows[1] - rows[0], columns[1] - columns[0], k, alpha],
    ...[a + 8 * rows[0] * aRow, aRow, aColumn, b + 8 * columns[0] * bColumn, bRow, bColumn],
    ...[c + 8 * (rows[0] * cStride + columns[0]), cStride, Number(rows === columns)],
  ];
}

function sparsePieces(
  threads: number,
  [m, n, k, a, aStride, b, bStride, c, cStride]: Parameters<Kernels['multiplySparse']>,
): Task[] {
  return evenPieces(m, threads).map(([from, to]) => [
    ...[to - from, n, k, a + 8 * from * aStride, aStride, b, bStride, c + 8 * from * cStride, cStride],
  ]);
}

function weightedPieces(threads: number, args: Parameters<Kernels['addWeightedGram']>): Task[] {
  const [first, last, ...others] = args;
  const operands = others.slice(0, -2);
  const [c, cStride] = others.slice(-2);
  return evenPieces(last - first, threads).map(([from, to]) => [
    ...[first + from, first + to, ...operands],
    ...[c + 8 * from * cStride, cStride],
  ]);
}

function singlePiece(args: Parameters<Kernels['subtractSingleProducts']>, rows: Range, columns: Range): Task {
  const [, , k, a, aStride, b, bStride, c, cStride] = args;
  return [
    ...[rows[1] - rows[0], columns[1] - columns[0], k],
    ...[a + 4 * rows[0] * aStride, aStride, b + 4 * columns[0] * bStride, bStride],
    ...[c + 4 * (rows[0] * cStride + columns[0]), cStride, Number(rows === columns)],
  ];
}

function solvedPieces(threads: number, args: Parameters<Kernels['solveRows']>, bytes: number): Task[] {
  const [rows, n, l, lStride, b, bStride] = args;
  return evenPieces(rows, threads).map(([from, to]) => [to - from, n, l, lStride, b + bytes * from * bStride, bStride]);
}

function drawnPieces(threads: number, [count, start, ...others]: Parameters<Kernels['normals']>): Task[] {
  const stream = others.slice(0, -1);
  const target = others[others.length - 1];
  return evenPieces(count, threads).map(([from, to]) => [to - from, start + from, ...stream, target + 8 * from]);
}

function evenPieces(size: number, threads: number): Range[] {
  return split(size, pieceCount(size, threads), (share) => share);
}

/** Ranges of `size`, the last one of what is left. At most as many as may be done at once. */
function wholeRanges(first: number, last: number, size: number): Range[] {
  const length = size * Math.ceil((last - first) / (size * MOST_TASKS));
  return Array.from({ length: Math.ceil((last - first) / length) }, (_, i) => {
    const from = first + i * length;
    return [from, Math.min(last, from + length)];
  });
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
