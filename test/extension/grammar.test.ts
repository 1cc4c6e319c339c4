import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { parseRawGrammar, Registry, type IGrammar } from 'vscode-textmate';
import { beforeAll, describe, expect, it } from 'vitest';

const require = createRequire(import.meta.url);
let grammar: IGrammar;

beforeAll(async () => {
  await loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer as ArrayBuffer);
  const path = new URL('../../media/arch.tmLanguage.json', import.meta.url);
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async () => parseRawGrammar(readFileSync(path, 'utf8'), 'arch.tmLanguage.json'),
  });
  grammar = (await registry.loadGrammar('source.kappa-arch'))!;
});

/** Words of a text with the innermost scope of each, without the language's suffix; words without one of their own are left out. */
function scopes(text: string): readonly string[] {
  let stack: Parameters<IGrammar['tokenizeLine']>[1] = null;
  return text.split('\n').flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens.flatMap(({ startIndex, endIndex, scopes }) => {
      const word = line.slice(startIndex, endIndex).trim();
      const scope = scopes.at(-1)!.replace(/\.?(?:source\.)?kappa-arch$/, '');
      return word === '' || scope === '' || scope.startsWith('punctuation') ? [] : [`${word} ${scope}`];
    });
  });
}

describe('a line', () => {
  it.each<[string, readonly string[]]>([
    [
      'model Net(width = 64) {',
      [
        'model storage.type.model',
        'Net entity.name.type.model',
        'width variable.other.parameter',
        '= keyword.operator.assignment',
        '64 constant.numeric',
      ],
    ],
    [
      '  input 28x28x1',
      [
        'input keyword.other.directive',
        '28 constant.numeric',
        'x keyword.operator.shape',
        '28 constant.numeric',
        'x keyword.operator.shape',
        '1 constant.numeric',
      ],
    ],
    [
      '  data csv("a.csv", targets: none)',
      [
        'data keyword.other.directive',
        'csv support.function',
        '" string.quoted.double',
        'a.csv string.quoted.double',
        '" string.quoted.double',
        'targets variable.parameter',
        'none variable.other',
      ],
    ],
    [
      '  stem: dense(width, bias: false) // note',
      [
        'stem entity.name.label',
        'dense entity.name.function.layer',
        'width variable.other',
        'bias variable.parameter',
        'false constant.language.boolean',
        'note comment.line.double-slash',
      ],
    ],
    ['  flatten', ['flatten entity.name.function.layer']],
    [
      '  scale(1 / sqrt(2e3))',
      [
        'scale entity.name.function.layer',
        '1 constant.numeric',
        '/ keyword.operator.arithmetic',
        'sqrt support.function',
        '2e3 constant.numeric',
      ],
    ],
    [
      '  expect kappa < 1e4',
      [
        'expect keyword.other.directive',
        'kappa variable.language.figure',
        '< keyword.operator.comparison',
        '1e4 constant.numeric',
      ],
    ],
    [
      '  dense(8) allow K203, K110',
      [
        'dense entity.name.function.layer',
        '8 constant.numeric',
        'allow keyword.other.directive',
        'K203, K110 constant.other.code',
      ],
    ],
    ['  // kappa-ignore K203', ['kappa-ignore keyword.other.directive', 'K203 constant.other.code']],
    ['  input: dense(4)', ['input entity.name.label', 'dense entity.name.function.layer', '4 constant.numeric']],
    ['  { dense(8) }', ['dense entity.name.function.layer', '8 constant.numeric']],
  ])('%s', (line, expected) => expect(scopes(line)).toEqual(expected));
});

it('a comment over several lines ends where it ends', () =>
  expect(scopes('/* one\nmodel */ flatten')).toEqual([
    'one comment.block',
    'model comment.block',
    'flatten variable.other',
  ]));
