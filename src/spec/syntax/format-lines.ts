import type { Piece } from './format-pieces';

/** What stands on a line of its own if it fits: a layer up to its brace, a directive, a closing brace, a comment. */
export interface Line {
  readonly pieces: Piece[];
  /** Braces around it. */
  readonly depth: number;
  /** Whether an empty line stands before it. */
  readonly apart: boolean;
}

/** Divides the pieces of a file into lines. Comments stay after what they followed and above what they preceded. */
export function linesOf(pieces: readonly Piece[]): Line[] {
  const lines: Line[] = [];
  let depth = 0;
  for (const [index, piece] of pieces.entries()) {
    if (piece.role === 'bodyClose') depth--;
    const last = lines.at(-1);
    if (!last || opensLine(piece, index, pieces, last)) {
      lines.push({ pieces: [piece], depth, apart: isApart(piece, last) });
    } else {
      last.pieces.push(piece);
    }
    if (piece.role === 'bodyOpen' || piece.role === 'branchOpen') depth++;
  }
  return lines;
}

function opensLine(piece: Piece, index: number, pieces: readonly Piece[], line: Line): boolean {
  const leads = line.pieces.every(({ role }) => role === 'comment');
  switch (piece.role) {
    case 'keyword':
    case 'start':
    case 'branchOpen':
      // A comment between braces before a word stays before it.
      return !(leads && piece.breaksBefore === 0);
    case 'bodyClose':
      return pieces[index - 1]?.role !== 'bodyOpen' && pieces[index - 1]?.role !== 'branchOpen';
    case 'comment':
      return opensLineAfter(pieces, index);
    default:
      return false;
  }
}

/** Whether a comment is not part of the line before: it stands on a line of its own, or in front of the first word of the next. */
function opensLineAfter(pieces: readonly Piece[], index: number): boolean {
  let next = index;
  while (pieces[next]?.role === 'comment') next++;
  const between = next === pieces.length || firstOnLine.has(pieces[next]!.role);
  return between && pieces[index]!.breaksBefore > 0;
}

const firstOnLine: ReadonlySet<string> = new Set(['keyword', 'start', 'branchOpen', 'bodyClose']);

function isApart(piece: Piece, last: Line | undefined): boolean {
  if (!last || piece.breaksBefore < 2 || piece.role === 'bodyClose') return false;
  const before = last.pieces.findLast(({ role }) => role !== 'comment');
  const isOpening = before?.role === 'bodyOpen' || before?.role === 'branchOpen';
  return !isOpening;
}
