import type { Line } from './format-lines';
import { nodesOf, type Item, type List, type Node } from './format-lists';
import { endsLine, type Piece } from './format-pieces';

/** Longest line that is not broken at its lists. */
const width = 100;

/** The text of a line, broken at its lists where they must be or where it would be too long. `keywordWidth` aligns directives. */
export function printLine({ pieces, depth }: Line, keywordWidth: number): string {
  const printer = new LinePrinter(depth, keywordWidth);
  printer.nodes(nodesOf(pieces), depth, 0);
  return printer.text;
}

class LinePrinter {
  text: string;
  private previous: Piece | undefined;

  constructor(
    depth: number,
    private readonly keywordWidth: number,
  ) {
    this.text = indentation(depth);
  }

  /** `after` is the width of what must follow on the same line. */
  nodes(nodes: readonly Node[], depth: number, after: number): void {
    for (const [index, node] of nodes.entries()) {
      if (node.role === 'list') this.list(node, depth, after + restWidth(nodes.slice(index)));
      else this.piece(node, depth);
    }
  }

  private piece(piece: Piece, depth: number): void {
    if (this.previous && breaksBetween(this.previous, piece)) this.newLine(depth + 1);
    else this.text += this.gap(this.previous, piece);
    this.text += piece.text;
    this.previous = piece;
  }

  private list(list: List, depth: number, after: number): void {
    const flat = flatWidth(list);
    this.piece(list.open, depth);
    const column = this.text.length - (this.text.lastIndexOf('\n') + 1);
    if (list.expanded || column - 1 + flat + after > width) this.expanded(list, depth);
    else this.flat(list, depth);
  }

  private flat(list: List, depth: number): void {
    for (const [index, { nodes, trail }] of list.items.entries()) {
      this.nodes([...nodes, ...(index < list.items.length - 1 ? [comma] : []), ...trail], depth, 0);
    }
    this.piece(list.close, depth);
  }

  private expanded(list: List, depth: number): void {
    this.trail(list.afterOpen);
    for (const [index, item] of list.items.entries()) {
      this.ownLines(item.lead, depth + 1);
      this.newLine(depth + 1);
      this.nodes(item.nodes, depth + 1, 1);
      if (index < list.items.length - 1) this.piece(comma, depth + 1);
      this.trail(item.trail);
    }
    this.ownLines(list.beforeClose, depth + 1);
    this.newLine(depth);
    this.piece(list.close, depth);
  }

  private ownLines(comments: readonly Piece[], depth: number): void {
    for (const { text } of comments) {
      this.newLine(depth);
      this.text += text;
    }
  }

  private trail(comments: readonly Piece[]): void {
    for (const { text } of comments) this.text += ` ${text}`;
  }

  private newLine(depth: number): void {
    this.text += `\n${indentation(depth)}`;
    this.previous = undefined;
  }

  private gap(previous: Piece | undefined, next: Piece): string {
    if (previous?.role === 'keyword') return ' '.repeat(Math.max(0, this.keywordWidth - previous.text.length) + 1);
    return gapBetween(previous, next);
  }
}

const comma: Piece = { text: ',', role: 'comma', breaksBefore: 0 };

function indentation(depth: number): string {
  return '  '.repeat(depth);
}

function breaksBetween(previous: Piece, next: Piece): boolean {
  if (endsLine(previous)) return true;
  return (
    next.breaksBefore > 0 && (next.role === 'comment' || (previous.role === 'comment' && previous.breaksBefore > 0))
  );
}

function gapBetween(previous: Piece | undefined, next: Piece): '' | ' ' {
  if (!previous || next.role === 'comma' || next.role === 'colon') return '';
  if (previous.role === 'open') return previous.text === '{' && next.role !== 'close' ? ' ' : '';
  if (next.role === 'close') return next.text === '}' ? ' ' : '';
  if (previous.role === 'comment' || next.role === 'comment') return ' ';
  if (previous.role === 'prefix' || previous.role === 'tight' || next.role === 'tight') return '';
  if (next.text === '(' && (previous.role === 'operand' || previous.role === 'start')) return '';
  return previous.text === '{' && next.role === 'bodyClose' ? '' : ' ';
}

function flatWidth({ open, items, close }: List): number {
  const inside = items.reduce((sum, item) => sum + itemWidth(item), 0);
  const braces = open.text === '{' ? 2 : 0;
  return open.text.length + inside + 2 * Math.max(0, items.length - 1) + braces + close.text.length;
}

function itemWidth({ nodes, trail }: Item): number {
  return nodesWidth([...nodes, ...trail]);
}

function nodesWidth(nodes: readonly Node[]): number {
  let previous: Piece | undefined;
  let sum = 0;
  for (const node of nodes) {
    const first = node.role === 'list' ? node.open : node;
    sum += gapBetween(previous, first).length + (node.role === 'list' ? flatWidth(node) : node.text.length);
    previous = node.role === 'list' ? node.close : node;
  }
  return sum;
}

/** Width of what follows the first node up to the next place where the line may be broken. */
function restWidth([first, ...rest]: readonly Node[]): number {
  const stop = rest.findIndex(({ role }) => role === 'list' || role === 'comment');
  const following = stop < 0 ? rest : rest.slice(0, rest[stop]!.role === 'list' ? stop + 1 : stop);
  const upToBracket = following.map((node) => (node.role === 'list' ? node.open : node));
  const close = first?.role === 'list' ? [first.close] : [];
  return nodesWidth([...close, ...upToBracket]) - close.length;
}
