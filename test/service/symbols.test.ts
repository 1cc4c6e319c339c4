import { expect, it } from 'vitest';
import { findSymbols } from '../../src/service/symbols';
import type { DocumentSymbol } from '../../src/service/types';
import { openEither } from './cursor';

/** One line a symbol: kind, name, detail. */
function outline(symbols: readonly DocumentSymbol[], indent = ''): string {
  return symbols
    .map(
      ({ kind, name, detail, children }) =>
        `${indent}${kind} ${name} ${detail}`.trimEnd() + '\n' + outline(children, `${indent}  `),
    )
    .join('');
}

it.each([
  ['', ''],
  ['model M {', 'model M\n'],
  [
    'model M(width = 8, half = width / 2) {\n  input 4\n  loss mse\n  stem: dense(width)\n  repeat(2) {\n    residual { dense(8) }\n  }\n  parallel(concat) { { dense(half) } {} }\n  expect kappa <\n    1e4\n}',
    `model M → 12
  parameter width 8
  parameter half width / 2
  directive input 4
  directive loss mse
  layer stem dense → 8
  layer repeat
    layer residual → 8
      layer dense → 8
  layer parallel → 12
    block branch 1
      layer dense → 4
    block branch 2
  directive expect kappa < 1e4
`,
  ],
  [
    '{ "model": "M", "input": 4, "layers": [{ "name": "a", "dense": 3 }, { "residual": { "layers": [{ "dense": 3 }] } }] }',
    `model M → 3
  directive input 4
  layer a dense → 3
  layer residual → 3
    layer dense → 3
`,
  ],
  ['model M { input 4 dense(', 'model M\n  directive input 4\n  layer dense\n'],
  ['dense(4)', 'model Model → 4\n  layer dense → 4\n'],
])('%j', (text, expected) => expect(outline(findSymbols(openEither(text)))).toBe(expected));

it('selects names and spans statements', () => {
  const text = 'model M(w = 8) { input w  stem: dense(4, bias: false) }';
  const [model] = findSymbols(openEither(text));
  const shown = [model, ...model.children].map(({ range, selectionRange }) => [
    text.slice(range.start, range.end),
    text.slice(selectionRange.start, selectionRange.end),
  ]);
  expect(shown).toEqual([
    [text, 'M'],
    ['w = 8', 'w'],
    ['input w', 'input'],
    ['stem: dense(4, bias: false)', 'stem'],
  ]);
});
