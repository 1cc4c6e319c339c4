/** The outline of a specification. */
import { formatShape } from '../spec/catalogue/shapes';
import type { Block, Directive, Model, ParameterDeclaration, Statement } from '../spec/syntax/tree';
import type { SpecificationDocument } from './document';
import type { DocumentSymbol } from './types';

/** The model with its parameters, directives and layers, in the order of the text; nothing in a file without a model. */
export function findSymbols({ text, specification }: SpecificationDocument): readonly DocumentSymbol[] {
  const { tree, draft } = specification;
  if (!tree.model) return [];
  const shapes = new Map(draft?.layers.map(({ range, outputShape }) => [range.start, formatShape(outputShape)]));
  return [new Outline(text, shapes).model(tree.model)];
}

class Outline {
  constructor(
    private readonly text: string,
    /** Output shapes by the start of the layer's statement. */
    private readonly shapes: ReadonlyMap<number, string>,
  ) {}

  model({ name, parameters, directives, statements, range }: Model): DocumentSymbol {
    const children = [
      ...parameters.map((parameter) => this.parameter(parameter)),
      ...directives.map((directive) => this.directive(directive)),
      ...statements.map((statement) => this.layer(statement)),
    ].sort((a, b) => a.range.start - b.range.start);
    const ranges = [range, ...children.map((child) => child.range)];
    // What stands outside the braces of the model belongs to it all the same.
    const whole = {
      start: Math.min(...ranges.map(({ start }) => start)),
      end: Math.max(...ranges.map(({ end }) => end)),
    };
    const named = name && name.text !== '' ? name : { text: 'Model', range: { start: range.start, end: range.start } };
    return {
      name: named.text,
      detail: this.shapeOf(statements.at(-1)),
      kind: 'model',
      range: whole,
      selectionRange: named.range,
      children,
    };
  }

  private parameter({ name, value, range }: ParameterDeclaration): DocumentSymbol {
    const detail = this.line(value.range);
    return { name: name.text || '?', detail, kind: 'parameter', range, selectionRange: name.range, children: [] };
  }

  private directive({ keyword, values, range }: Directive): DocumentSymbol {
    const [first, last] = [values[0], values.at(-1)];
    const detail = first && last ? this.line({ start: first.range.start, end: last.range.end }) : '';
    const isInside = range.start <= keyword.range.start && keyword.range.end <= range.end;
    const selectionRange = isInside ? keyword.range : range;
    return { name: keyword.text, detail, kind: 'directive', range, selectionRange, children: [] };
  }

  private layer(statement: Statement): DocumentSymbol {
    const { label, kind, blocks, range } = statement;
    const layers = (block: Block) => block.statements.map((inner) => this.layer(inner));
    const children =
      blocks.length > 1 ? blocks.map((block, i) => branch(i, block, layers(block))) : blocks.flatMap(layers);
    const shape = this.shapeOf(statement);
    const selected = label ?? kind;
    return {
      name: selected.text || '?',
      detail: [label ? kind.text : '', shape].filter(Boolean).join(' '),
      kind: 'layer',
      range,
      selectionRange: selected.range,
      children,
    };
  }

  private shapeOf(statement: Statement | undefined): string {
    const shape = statement && this.shapes.get(statement.range.start);
    return shape === undefined ? '' : `→ ${shape}`;
  }

  /** The text of a range on one line, cut short. */
  private line({ start, end }: { start: number; end: number }): string {
    const text = this.text.slice(start, end).replaceAll(/\s+/g, ' ');
    return text.length > longest ? `${text.slice(0, longest)}…` : text;
  }
}

const longest = 60;

function branch(index: number, { range }: Block, children: readonly DocumentSymbol[]): DocumentSymbol {
  return { name: `branch ${index + 1}`, detail: '', kind: 'block', range, selectionRange: range, children };
}
