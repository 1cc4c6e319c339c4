/** Random syntax trees, most of them wrong somewhere: what no reader would make, elaboration must still survive. */
import fc from 'fast-check';
import { activations } from '../../src/spec/catalogue/activations';
import { layers } from '../../src/spec/catalogue/catalogue';
import { dataSources } from '../../src/spec/catalogue/data-sources';
import { directives } from '../../src/spec/catalogue/directives';
import { initialisers } from '../../src/spec/catalogue/initialisers';
import type { Argument, Directive, Expression, Name, Statement, SyntaxTree } from '../../src/spec/syntax/tree';

const argumentNames = [...new Set([...layers.values()].flatMap(({ parameters }) => Object.keys(parameters)))];
const words = [
  ...activations.entries.keys(),
  ...initialisers.entries.keys(),
  ...dataSources.entries.keys(),
  ...[
    'a',
    'b',
    'w',
    'pi',
    'sqrt',
    'min',
    'add',
    'concat',
    'mean',
    'prune',
    'unit',
    'mse',
    'kappa',
    'K110',
    'nonsense',
    'toString',
    '__proto__',
  ],
];

const range = fc.nat(200).map((start) => ({ start, end: start + 3 }));
const nameOf = (...candidates: string[]): fc.Arbitrary<Name> =>
  fc.record({
    text: fc.oneof(
      { weight: 15, arbitrary: fc.constantFrom(...candidates) },
      { weight: 1, arbitrary: fc.string({ maxLength: 4 }) },
    ),
    range,
  });
const numbers = fc.oneof(fc.integer({ min: -2, max: 12 }), fc.constantFrom(0.5, 1e9, 1e300, Infinity, NaN, -0));

const { expression } = fc.letrec<{ expression: Expression; argument: Argument }>((tie) => ({
  argument: fc.record(
    { name: nameOf(...argumentNames), value: tie('expression'), range },
    { requiredKeys: ['value', 'range'] },
  ),
  expression: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.record({ type: fc.constant('number' as const), value: numbers, range }),
    fc.record({ type: fc.constant('name' as const), text: fc.constantFrom(...words), range }),
    fc.record({ type: fc.constant('boolean' as const), value: fc.boolean(), range }),
    fc.record({ type: fc.constant('string' as const), value: fc.string({ maxLength: 6 }), range }),
    fc.record({
      type: fc.constant('text' as const),
      value: fc.oneof(fc.constantFrom(...words, 'w / 2', '2 <'), fc.string({ maxLength: 6 })),
      range,
    }),
    fc.record({ type: fc.constant('missing' as const), range }),
    fc.record({
      type: fc.constantFrom('list' as const, 'shape' as const),
      items: fc.array(tie('expression'), { maxLength: 3 }),
      range,
    }),
    fc.record({
      type: fc.constant('call' as const),
      callee: nameOf(...words),
      arguments: fc.array(tie('argument'), { maxLength: 3 }),
      range,
    }),
    fc.record({
      type: fc.constant('unary' as const),
      operator: fc.constantFrom('-' as const, '+' as const),
      operand: tie('expression'),
      range,
    }),
    fc.record({
      type: fc.constant('binary' as const),
      operator: fc.constantFrom('+', '-', '*', '/', '^', '<', '<=', '>', '>='),
      left: tie('expression'),
      right: tie('expression'),
      range,
    }) as fc.Arbitrary<Expression>,
  ),
}));

const argument = fc.record(
  { name: nameOf(...argumentNames), value: expression, range },
  { requiredKeys: ['value', 'range'] },
);
const labels = nameOf('a', 'b', 'dense1', 'x.y');
const allow = fc.array(nameOf('K110', 'K203'), { maxLength: 1 });

const kinds = nameOf(...layers.keys(), ...layers.keys(), 'dens', 'relu', 'input', '');
const statementWith = (blocks: fc.Arbitrary<Statement['blocks']>): fc.Arbitrary<Statement> =>
  fc.record(
    { label: labels, kind: kinds, arguments: fc.array(argument, { maxLength: 3 }), blocks, allow, range },
    { requiredKeys: ['kind', 'arguments', 'blocks', 'allow', 'range'] },
  );

const given = (value: fc.Arbitrary<number>): fc.Arbitrary<Argument[]> =>
  fc.tuple(value, range).map(([value, range]) => [{ value: { type: 'number', value, range }, range }]);

/** Statements as a reader would make them: the right arguments and as many blocks as the layer takes. */
function plausible(block: fc.Arbitrary<Statement['blocks'][number]>): fc.Arbitrary<Statement> {
  const leaf = fc.constant([]);
  const as = (kind: string, args: fc.Arbitrary<Argument[]>, blocks: fc.Arbitrary<Statement['blocks']> = leaf) =>
    fc.record(
      { label: labels, kind: fc.record({ text: fc.constant(kind), range }), arguments: args, blocks, allow, range },
      { requiredKeys: ['kind', 'arguments', 'blocks', 'allow', 'range'] },
    );
  const none = fc.constant<Argument[]>([]);
  return fc.oneof(
    { weight: 5, arbitrary: as('dense', given(fc.integer({ min: 1, max: 6 }))) },
    as('flatten', none),
    as('bias', none),
    as('dropout', given(fc.constant(0.5))),
    as('scale', given(fc.constant(2))),
    as('repeat', given(fc.nat(3)), fc.tuple(block)),
    as('residual', given(fc.constantFrom(0.5, 1)), fc.tuple(block)),
    as('parallel', none, fc.tuple(block, block)),
  );
}

const { statement } = fc.letrec<{ statement: Statement }>((tie) => {
  const block = fc.record({ statements: fc.array(tie('statement'), { minLength: 1, maxLength: 3 }), range });
  return {
    statement: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      { weight: 6, arbitrary: plausible(fc.constant({ statements: [], range: { start: 0, end: 1 } })) },
      { weight: 4, arbitrary: plausible(block) },
      { weight: 1, arbitrary: statementWith(fc.constant([])) },
      { weight: 1, arbitrary: statementWith(fc.array(block, { maxLength: 2 })) },
    ),
  };
});

const soundInput: fc.Arbitrary<Directive> = fc.tuple(fc.integer({ min: 1, max: 6 }), range).map(([value, range]) => ({
  keyword: { text: 'input', range },
  values: [{ type: 'number', value, range }],
  entries: [],
  allow: [],
  range,
}));

const directive: fc.Arbitrary<Directive> = fc.record({
  keyword: nameOf(...directives.keys(), 'input'),
  values: fc.array(expression, { maxLength: 2 }),
  entries: fc.array(fc.record({ name: labels, value: expression }), { maxLength: 2 }),
  allow,
  range,
});

export const randomTree: fc.Arbitrary<SyntaxTree> = fc.record(
  {
    syntax: fc.constantFrom('arch' as const, 'json' as const),
    source: fc.constant(' '.repeat(250)),
    model: fc.record(
      {
        name: nameOf('M'),
        parameters: fc.array(fc.record({ name: nameOf('a', 'b', 'w'), value: expression, range }), { maxLength: 3 }),
        directives: fc
          .tuple(soundInput, fc.array(directive, { maxLength: 2 }))
          .map(([input, others]) => [input, ...others]),
        statements: fc.array(statement, { maxLength: 4 }),
        range,
      },
      { requiredKeys: ['parameters', 'directives', 'statements', 'range'] },
    ),
  },
  { requiredKeys: ['syntax', 'source'] },
);
