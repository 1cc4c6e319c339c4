import { expect, it } from 'vitest';
import { findSemanticTokens } from '../../src/service/semantic-tokens';
import { openEither } from './cursor';

/** `type text`, with `!` where something is declared. */
function tokens(text: string): string[] {
  return findSemanticTokens(openEither(text)).map(
    ({ range, type, declaration }) => `${type}${declaration ? '!' : ''} ${text.slice(range.start, range.end)}`,
  );
}

it.each([
  ['model M(w = 8) {', ['keyword model', 'class! M', 'parameter! w', 'operator =', 'number 8']],
  ['model M { input 28x28 }', ['keyword model', 'class! M', 'keyword input', 'number 28', 'operator x', 'number 28']],
  [
    'model M(w = 8) { a: dense(2 * sqrt(w), activation: normalized(relu), bias: true) add(a) }',
    [
      'keyword model',
      'class! M',
      'parameter! w',
      'operator =',
      'number 8',
      'variable! a',
      'class dense',
      'number 2',
      'operator *',
      'function sqrt',
      'parameter w',
      'property activation',
      'enumMember normalized',
      'enumMember relu',
      'property bias',
      'keyword true',
      'class add',
      'variable a',
    ],
  ],
  [
    'model M(same = 3) { conv2d(same, 3x(same), padding: same) s: use: s use(s) }',
    [
      'keyword model',
      'class! M',
      'parameter! same',
      'operator =',
      'number 3',
      'class conv2d',
      'parameter same',
      'number 3',
      'operator x',
      'parameter same',
      'property padding',
      'enumMember same',
      'variable! s',
      'class use',
      'variable s',
      'class use',
      'variable s',
    ],
  ],
  ['/* a\r\n\n b */', ['comment /* a', 'comment  b */']],
  ['model M { data npy("x") }', ['keyword model', 'class! M', 'keyword data', 'enumMember npy', 'string "x"']],
  ['model M { loss mse }', ['keyword model', 'class! M', 'keyword loss', 'enumMember mse']],
  [
    'model M { expect kappa < 1e4 }',
    ['keyword model', 'class! M', 'keyword expect', 'enumMember kappa', 'operator <', 'number 1e4'],
  ],
  [
    'model M { dense(4) allow K110 }',
    ['keyword model', 'class! M', 'class dense', 'number 4', 'keyword allow', 'enumMember K110'],
  ],
  [
    'model M { // kappa-ignore K110, K203 here\n dense(4) /* x */ }',
    [
      'keyword model',
      'class! M',
      'comment // kappa-ignore K110, K203 here',
      'class dense',
      'number 4',
      'comment /* x */',
    ],
  ],
  [
    'model M {\n// kappa-ignore K110, K203 here\n dense(4) }',
    [
      'keyword model',
      'class! M',
      'comment // kappa-ignore ',
      'enumMember K110',
      'comment , ',
      'enumMember K203',
      'comment  here',
      'class dense',
      'number 4',
    ],
  ],
  [
    'model M { weights "w" { "a.0.b": "x" } }',
    [
      'keyword model',
      'class! M',
      'keyword weights',
      'string "w"',
      'string "',
      'variable a.0.b',
      'string "',
      'string "x"',
    ],
  ],
  [
    'model M { dense(zzz, activation: zzz) }',
    ['keyword model', 'class! M', 'class dense', 'property activation', 'enumMember zzz'],
  ],
  [
    '{ "parameters": { "w": 8 }, "loss": "mse", "layers": [{ "dense": { "units": "2 * max(w, 3)", "activation": "relu" } }] }',
    ['enumMember mse', 'function max', 'parameter w', 'enumMember relu'],
  ],
])('%j', (text, expected) => expect(tokens(text)).toEqual(expected));
