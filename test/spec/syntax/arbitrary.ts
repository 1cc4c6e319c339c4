/** Random trees and texts. Trees hold what their reader can yield, so that reading what was printed gives the same tree. */
import fc from 'fast-check';
import { directiveWords } from '../../../src/spec/syntax/directives';
import type {
  Argument,
  Block,
  Directive,
  Expression,
  Name,
  Statement,
  Syntax,
  SyntaxTree,
} from '../../../src/spec/syntax/tree';

const nowhere = { start: 0, end: 0 };

const word = fc
  .oneof(
    fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,6}$/),
    fc.constantFrom('x', 'x3', 'e1', 'model', 'data', 'truly', 'relu', 'arguments_', 'bias'),
  )
  .filter((text) => text !== 'true' && text !== 'false');
const name: fc.Arbitrary<Name> = word.map((text) => ({ text, range: nowhere }));
/** Not the word of a directive: a warning stands where one labels a layer. */
const label = name.filter(({ text }) => !directiveWords.some((one) => one === text));
const kind = label;
const code: fc.Arbitrary<Name> = fc.integer({ min: 0, max: 999 }).map((n) => ({ text: `K${n}`, range: nowhere }));
const codes = fc.array(code, { maxLength: 2 });

const number: fc.Arbitrary<Expression> = fc
  .oneof(fc.nat(), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }))
  .map((value) => ({ type: 'number', value: Math.abs(value), range: nowhere }));
const boolean: fc.Arbitrary<Expression> = fc.boolean().map((value) => ({ type: 'boolean', value, range: nowhere }));
const nameExpression: fc.Arbitrary<Expression> = name.map((one) => ({ type: 'name', ...one }));
const text = fc.oneof(
  fc.string(),
  fc.constantFrom('y.npy', 'relu', '1', 'a"b', 'C:\\x', '"q"', '(', '28x28', '\n', ' '),
);
const string: fc.Arbitrary<Expression> = text.map((value) => ({ type: 'string', value, range: nowhere }));
const jsonText: fc.Arbitrary<Expression> = fc
  .oneof(text, fc.constantFrom('width / 2', 'relu', 'f(1, a: "b")'))
  .filter((value) => value !== '')
  .map((value) => ({ type: 'text', value, range: nowhere }));

function given(value: fc.Arbitrary<Expression>): fc.Arbitrary<Argument[]> {
  const positional = fc.array(
    value.map((one): Argument => ({ value: one, range: nowhere })),
    { maxLength: 2 },
  );
  const named = fc.uniqueArray(fc.record({ name: label, value, range: fc.constant(nowhere) }), {
    maxLength: 2,
    selector: ({ name }) => name.text,
  });
  return fc
    .tuple(positional, named)
    .map(([first, second]) => [
      ...first,
      ...second.filter(({ name }) => !['arguments', 'layers', 'branches'].includes(name.text)),
    ]);
}

const at = { range: fc.constant(nowhere) };

/** What `.arch` can say, with at most `depth` levels. */
function archExpression(depth: number): fc.Arbitrary<Expression> {
  const leaf = fc.oneof(number, nameExpression, boolean, string);
  if (depth === 0) return leaf;
  const value = archExpression(depth - 1);
  return fc.oneof(
    leaf,
    listOf(value),
    callOf(value),
    fc.record({ type: fc.constant('shape' as const), items: fc.array(value, { minLength: 2, maxLength: 3 }), ...at }),
    fc.record({ type: fc.constant('unary' as const), operator: fc.constantFrom('-', '+'), operand: value, ...at }),
    fc.record({
      type: fc.constant('binary' as const),
      operator: fc.constantFrom('+', '-', '*', '/', '^', '<', '<=', '>', '>='),
      left: value,
      right: value,
      ...at,
    }),
  );
}

/** What JSON can say: text stands for all arithmetic, a negative number is a sign and a number. */
function jsonExpression(depth: number): fc.Arbitrary<Expression> {
  const negative = number.map((operand): Expression => ({ type: 'unary', operator: '-', operand, range: nowhere }));
  const leaf = fc.oneof(number, negative, boolean, jsonText);
  if (depth === 0) return leaf;
  const value = jsonExpression(depth - 1);
  return fc.oneof(leaf, listOf(value), callOf(value));
}

function listOf(value: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  return fc.record({ type: fc.constant('list' as const), items: fc.array(value, { maxLength: 3 }), ...at });
}

function callOf(value: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  return fc.record({ type: fc.constant('call' as const), callee: name, arguments: given(value), ...at });
}

function statementOf(value: fc.Arbitrary<Expression>, depth: number): fc.Arbitrary<Statement> {
  const block = (): fc.Arbitrary<Block> =>
    fc.record({ statements: fc.array(statementOf(value, depth - 1), { maxLength: 2 }), ...at });
  return fc.record(
    {
      label,
      kind,
      arguments: given(value),
      blocks: depth === 0 ? fc.constant([]) : fc.array(block(), { maxLength: 3 }),
      allow: codes,
      ...at,
    },
    { requiredKeys: ['kind', 'arguments', 'blocks', 'allow', 'range'] },
  );
}

const path = text.filter((value) => value !== '');

/** One of each directive at most, in the usual order, as JSON keeps them. */
function directives(syntax: Syntax, value: fc.Arbitrary<Expression>): fc.Arbitrary<Directive[]> {
  const quoted = (value: string): Expression => ({
    type: syntax === 'json' ? 'text' : 'string',
    value,
    range: nowhere,
  });
  const allow = syntax === 'json' ? fc.constant([]) : codes;
  const one = (keyword: string) =>
    fc.record({
      keyword: fc.constant({ text: keyword, range: nowhere }),
      values: valuesOf(keyword),
      entries: keyword === 'weights' ? entries : fc.constant([]),
      allow: keyword === 'allow' ? fc.constant([]) : allow,
      range: fc.constant(nowhere),
    });
  const entries = fc.uniqueArray(
    fc.record({ name: fc.oneof(word, path).map((text) => ({ text, range: nowhere })), value: path.map(quoted) }),
    { maxLength: 2, selector: ({ name }) => name.text },
  );
  const valuesOf = (keyword: string): fc.Arbitrary<Expression[]> => {
    if (keyword === 'weights') return path.map((one) => [quoted(one)]);
    if (keyword === 'allow')
      return fc.array(
        code.map((one): Expression => ({ type: 'name', ...one })),
        { minLength: 1, maxLength: 3 },
      );
    if (keyword === 'expect' && syntax === 'json') return jsonText.map((one) => [one]);
    return value
      .filter((one) => !(syntax === 'json' && keyword === 'input' && one.type === 'list'))
      .map((one) => [one]);
  };
  return fc.subarray([...directiveWords]).chain((words) => fc.tuple(...words.map(one)));
}

function tree(syntax: Syntax, value: fc.Arbitrary<Expression>): fc.Arbitrary<SyntaxTree> {
  const parameter = fc.record({ name, value, range: fc.constant(nowhere) });
  return fc.record({
    syntax: fc.constant(syntax),
    source: fc.constant(''),
    model: fc.record(
      {
        name,
        parameters: fc.uniqueArray(parameter, { maxLength: 3, selector: ({ name }) => name.text }),
        directives: directives(syntax, value),
        statements: fc.array(statementOf(value, 2), { maxLength: 3 }),
        range: fc.constant(nowhere),
      },
      { requiredKeys: ['parameters', 'directives', 'statements', 'range'] },
    ),
  });
}

export const archTree = tree('arch', archExpression(2));
export const jsonTree = tree('json', jsonExpression(2));

/** Trees of `.arch` that JSON can carry without loss: no code at a directive, no empty path, texts where they may be read as such. */
export const sharedTree = archTree.map((one): SyntaxTree => ({
  ...one,
  model: one.model && {
    ...one.model,
    directives: one.model.directives.map((directive) => ({ ...directive, allow: [] })),
  },
}));

const pieces = [
  ...[
    'model',
    'input',
    'data',
    'weights',
    'expect',
    'allow',
    'dense',
    'x',
    'K203',
    'true',
    '784',
    '1e-3',
    '28x28',
    '2w',
    '1e999',
  ],
  ...['(', ')', '[', ']', '{', '}', ',', ':', '=', '+', '-', '*', '/', '^', '<', '>=', '.', ';', '@', '"', "'", '\\'],
  ...[
    '"text"',
    '"open',
    "'s'",
    '// note\n',
    '// kappa-ignore K1\n',
    '/* block */',
    '/* open',
    '\n',
    '\r\n',
    ' ',
    '\uFEFF',
    'é',
    '\0',
  ],
];

/** Tokens in no order. */
export const soup: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...pieces) }, fc.string()), { maxLength: 60 })
  .chain((parts) => fc.constantFrom('', ' ').map((separator) => parts.join(separator)));

/** A valid text with pieces cut, doubled or put in. */
export function mutation(valid: string): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.nat(valid.length),
    cut: fc.nat(6),
    put: fc.oneof(fc.constant(''), fc.constantFrom(...pieces)),
  });
  return fc
    .array(edit, { minLength: 1, maxLength: 4 })
    .map((edits) => edits.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), valid));
}
