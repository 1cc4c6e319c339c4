/** Selections that grow with the tree. */
import { findNodeAtOffset, parseTree } from 'jsonc-parser';
import type { Range } from '../spec/problem';
import { lex, rangeOf } from '../spec/syntax/lex';
import type { Argument, Block, Directive, Expression, Model, Statement } from '../spec/syntax/tree';
import type { SpecificationDocument } from './document';
import type { SelectionRanges } from './types';
import { wordsOf } from './words';

/** The word at an offset, and what is around it up to the whole text; never empty. */
export function findSelectionRanges(document: SpecificationDocument, offset: number): SelectionRanges {
  const { text, syntax } = document;
  const candidates = syntax === 'json' ? [...jsonRanges(document, offset)] : [...archRanges(document, offset)];
  const around = candidates
    .filter(({ start, end }) => start <= offset && offset <= end && start < end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  return nested([...around, { start: 0, end: text.length }]);
}

/** Each of the ranges that holds the ones before it and more. */
function nested(ranges: readonly Range[]): Range[] {
  const kept: Range[] = [];
  for (const range of ranges) {
    const last = kept.at(-1);
    const grows = !last || range.end - range.start > last.end - last.start;
    if (grows && (!last || (range.start <= last.start && last.end <= range.end))) kept.push(range);
  }
  return kept;
}

function* archRanges({ text, specification }: SpecificationDocument, offset: number): Generator<Range> {
  const { tokens, comments } = lex(text);
  const touching = ({ start, end }: Range) => start <= offset && offset <= end;
  yield* [...tokens, ...comments].map(rangeOf).filter(touching);
  const { model } = specification.tree;
  if (!model) return;
  for (const range of partsOf(model)) if (touching(range)) yield range;
}

function* jsonRanges({ text, specification }: SpecificationDocument, offset: number): Generator<Range> {
  for (const { range } of wordsOf(specification.tree)) yield range;
  const root = parseTree(text, [], { allowTrailingComma: true });
  let node = root && findNodeAtOffset(root, offset, true);
  while (node) {
    const [start, end] = [node.offset, node.offset + node.length];
    if (node.type !== 'property' && end - start > 2) yield { start: start + 1, end: end - 1 };
    yield { start, end };
    node = node.parent;
  }
}

function* partsOf({ parameters, directives, statements, range }: Model): Generator<Range> {
  yield range;
  for (const parameter of parameters) {
    yield parameter.range;
    yield* partsOfValue(parameter.value);
  }
  for (const directive of directives) yield* partsOfDirective(directive);
  for (const statement of statements) yield* partsOfStatement(statement);
}

function* partsOfDirective({ values, entries, range }: Directive): Generator<Range> {
  yield range;
  for (const value of values) yield* partsOfValue(value);
  for (const { name, value } of entries) {
    yield { start: name.range.start, end: value.range.end };
    yield value.range;
  }
}

function* partsOfStatement({ label, kind, arguments: given, blocks, range }: Statement): Generator<Range> {
  yield range;
  if (label) yield { start: kind.range.start, end: range.end };
  yield* partsOfArguments(given);
  for (const block of blocks) yield* partsOfBlock(block);
}

function* partsOfBlock({ statements, range }: Block): Generator<Range> {
  yield range;
  if (statements.length > 0) yield { start: statements[0].range.start, end: statements.at(-1)!.range.end };
  for (const statement of statements) yield* partsOfStatement(statement);
}

function* partsOfArguments(given: readonly Argument[]): Generator<Range> {
  if (given.length > 0) yield { start: given[0].range.start, end: given.at(-1)!.range.end };
  for (const { value, range } of given) {
    yield range;
    yield* partsOfValue(value);
  }
}

function* partsOfValue(value: Expression): Generator<Range> {
  yield value.range;
  if (value.type === 'unary') yield* partsOfValue(value.operand);
  if (value.type === 'binary') {
    yield* partsOfValue(value.left);
    yield* partsOfValue(value.right);
  }
  if (value.type === 'list' || value.type === 'shape') for (const item of value.items) yield* partsOfValue(item);
  if (value.type === 'call') yield* partsOfArguments(value.arguments);
}
