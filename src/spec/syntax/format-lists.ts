/** Brackets of one line as a tree: which pieces are items, and which comments belong to which item. */
import { endsLine, type Piece, type Role } from './format-pieces';

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
  return new ListReader(pieces).line();
}

class ListReader {
  private next = 0;

  constructor(private readonly pieces: readonly Piece[]) {}

  line(): Node[] {
    const nodes: Node[] = [];
    while (this.next < this.pieces.length) nodes.push(this.node());
    return nodes;
  }

  private node(): Node {
    return this.pieces[this.next]!.role === 'open' ? this.list() : this.pieces[this.next++]!;
  }

  /** Up to a closing bracket, a comma, or the next entry of a map. */
  private item(inMap: boolean): Node[] {
    const nodes: Node[] = [];
    for (let role = this.role(); role !== 'close' && role !== 'comma'; role = this.role()) {
      if (inMap && nodes.some((node) => node.role === 'colon') && this.isKey()) break;
      nodes.push(this.node());
    }
    return nodes;
  }

  private list(): List {
    const open = this.pieces[this.next++]!;
    const broken = (this.pieces[this.next]?.breaksBefore ?? 0) > 0;
    const afterOpen = this.comments((comment) => comment.breaksBefore === 0 && this.isLastOfLine());
    const items: Item[] = [];
    let lead = this.comments(() => this.isLastOfLine());
    while (this.role() !== 'close') {
      const nodes = this.item(open.text === '{');
      const late = tailOf(nodes, ({ breaksBefore }) => breaksBefore > 0);
      if (nodes.length === 0) {
        lead = [...lead, ...late];
        continue;
      }
      const tail = tailOf(nodes, endsLine);
      if (this.role() === 'comma') this.next++;
      const endsHere = late.length + tail.length > 0;
      const isTrail = ({ breaksBefore }: Piece) => !endsHere && breaksBefore === 0 && this.isLastOfLine();
      items.push({ lead, nodes, trail: [...tail, ...this.comments(isTrail)] });
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
    while (this.role() === 'comment' && accepts(this.pieces[this.next]!)) this.next++;
    return this.pieces.slice(start, this.next);
  }

  private role(): Role | undefined {
    return this.pieces[this.next]?.role;
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
