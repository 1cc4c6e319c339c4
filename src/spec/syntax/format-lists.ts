/** Brackets of one line as a tree: which pieces are items, and which comments belong to which item. */
import { endsLine, type Piece } from './format-pieces';

export type Node = Piece | List;

export interface List {
  readonly role: 'list';
  readonly open: Piece;
  /** Comments that end the line of the opening bracket. */
  readonly afterOpen: readonly Piece[];
  readonly items: readonly Item[];
  /** Comments on lines of their own before the closing bracket. */
  readonly beforeClose: readonly Piece[];
  readonly close: Piece;
  /** Whether it was written with one item a line, or must be for its comments. */
  readonly expanded: boolean;
}

export interface Item {
  /** Comments on lines of their own before the item. */
  readonly lead: readonly Piece[];
  readonly nodes: readonly Node[];
  /** Comments after the item's comma. */
  readonly trail: readonly Piece[];
}

/** The pieces of a line with their lists made whole. */
export function nodesOf(pieces: readonly Piece[]): readonly Node[] {
  return new ListReader(pieces).nodes();
}

class ListReader {
  private next = 0;

  constructor(private readonly pieces: readonly Piece[]) {}

  /** Up to the end, a closing bracket, a comma, or the next entry of a map. */
  nodes(inMap = false): Node[] {
    const nodes: Node[] = [];
    for (let piece = this.pieces[this.next]; piece; piece = this.pieces[this.next]) {
      if (piece.role === 'close' || piece.role === 'comma') break;
      if (inMap && nodes.some(({ role }) => role === 'colon') && this.isKey()) break;
      nodes.push(piece.role === 'open' ? this.list() : piece);
      if (piece.role !== 'open') this.next++;
    }
    return nodes;
  }

  private list(): List {
    const open = this.pieces[this.next++]!;
    const broken = (this.pieces[this.next]?.breaksBefore ?? 0) > 0;
    const afterOpen = this.comments((comment) => comment.breaksBefore === 0 && this.isLastOfLine());
    const items: Item[] = [];
    let lead = this.comments(() => this.isLastOfLine());
    while (this.pieces[this.next]?.role !== 'close') {
      const nodes = this.nodes(open.text === '{');
      const late = tailOf(nodes, ({ breaksBefore }) => breaksBefore > 0);
      const tail = tailOf(nodes, endsLine);
      if (this.pieces[this.next]?.role === 'comma') this.next++;
      const trail = [...tail, ...this.comments((comment) => comment.breaksBefore === 0 && this.isLastOfLine())];
      items.push({ lead, nodes, trail });
      lead = [...late, ...this.comments(() => this.isLastOfLine())];
    }
    const close = this.pieces[this.next++]!;
    const comments = [afterOpen, lead, ...items.map((item) => item.lead)].some(({ length }) => length > 0);
    const lines = items.some(({ nodes, trail }) =>
      [...nodes, ...trail].some((node) => node.role !== 'list' && endsLine(node)),
    );
    const expanded = broken || comments || lines;
    return { role: 'list', open, afterOpen, items, beforeClose: lead, close, expanded };
  }

  private comments(accepts: (comment: Piece) => boolean): Piece[] {
    const start = this.next;
    while (this.pieces[this.next]?.role === 'comment' && accepts(this.pieces[this.next]!)) this.next++;
    return this.pieces.slice(start, this.next);
  }

  private isLastOfLine(): boolean {
    return endsLine(this.pieces[this.next]!) || (this.pieces[this.next + 1]?.breaksBefore ?? 0) > 0;
  }

  private isKey(): boolean {
    return this.pieces[this.next]!.role === 'operand' && this.pieces[this.next + 1]?.role === 'colon';
  }
}

/** Takes the comments off the end for which `accepts` holds. */
function tailOf(nodes: Node[], accepts: (comment: Piece) => boolean): Piece[] {
  const tail: Piece[] = [];
  for (let last = nodes.at(-1); last?.role === 'comment' && accepts(last); last = nodes.at(-1)) {
    tail.unshift(last);
    nodes.pop();
  }
  return tail;
}
