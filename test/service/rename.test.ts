import { describe, expect, it } from 'vitest';
import { findNames } from '../../src/service/names';
import { doRename, prepareRename } from '../../src/service/rename';
import { applyEdits } from '../../src/spec/apply-edits';
import type { Architecture } from '../../src/spec/architecture';
import type { TextEdit } from '../../src/spec/problem';
import { printJson } from '../../src/spec/syntax/print-json';
import { atCursor, jsonModel, model, openEither } from './cursor';
import { examples, open } from './documents';

/** The renamed text, or why not. */
function renamed(text: string, newName: string): string {
  const { document, offset } = atCursor(text);
  const edits = doRename(document, offset, newName);
  return 'problem' in edits ? edits.problem : applyEdits(document.text, edits);
}

it.each([
  ['model M(w = 8) { input w| }', 'width', 'model M(width = 8) { input width }'],
  ['model M { input 4 a|: dense(4) add(a) }', 'stem', 'model M { input 4 stem: dense(4) add(stem) }'],
  ['model M { input 4 a|: dense(4) add(a) }', 'a', 'model M { input 4 a: dense(4) add(a) }'],
  ['model M { input 4 a|: dense(4) add(a) }', 'dense', 'model M { input 4 dense: dense(4) add(dense) }'],
  [
    'model M { input 4 repeat(2) { a|: dense(4) add(a) } repeat(2) { a: dense(4) add(a) } }',
    'b',
    'model M { input 4 repeat(2) { b: dense(4) add(b) } repeat(2) { a: dense(4) add(a) } }',
  ],
  ['model M { input 4 a|: dense(4) use(a) use: a }', 'stem', 'model M { input 4 stem: dense(4) use(stem) use: stem }'],
  [
    'model M { input 4 weights "w" { "b.*.a": "h.*" } b: repeat(2) { a|: dense(4) } }',
    'fc',
    'model M { input 4 weights "w" { "b.*.fc": "h.*" } b: repeat(2) { fc: dense(4) } }',
  ],
  [
    '{ "parameters": { "w": 8 }, "input": "w|", "layers": [{ "dense": "2 * w" }] }',
    'width',
    '{ "parameters": { "width": 8 }, "input": "width", "layers": [{ "dense": "2 * width" }] }',
  ],
  [
    '{ "input": 4, "layers": [{ "name": "a|", "dense": 4 }, { "add": "a" }] }',
    'stem',
    '{ "input": 4, "layers": [{ "name": "stem", "dense": 4 }, { "add": "stem" }] }',
  ],
])('%j to %s', (text, newName, expected) => expect(renamed(text, newName)).toBe(expected));

describe('refused', () => {
  const parameters = 'model M(a| = 4, b = 5) { input a dense(b) }';
  const labels = 'model M { input 4 a|: dense(4) repeat(2) { b: dense(4) } dense(4) add(a) }';
  it.each([
    [parameters, '', '"" is not a name: use letters, digits and underscores, a letter first.'],
    [parameters, '2a', '"2a" is not a name: use letters, digits and underscores, a letter first.'],
    [parameters, 'a b', '"a b" is not a name: use letters, digits and underscores, a letter first.'],
    [parameters, 'sqrt', '"sqrt" is a word of the language.'],
    [parameters, 'pi', '"pi" is a word of the language.'],
    [parameters, 'true', '"true" is a word of the language.'],
    [parameters, 'b', 'The model has a parameter b already.'],
    [labels, 'input', '"input" is a word of the language.'],
    [labels, 'model', '"model" is a word of the language.'],
    [labels, 'b', 'A layer is called b already.'],
    [labels, 'dense1', 'A layer is called dense1 already.'],
    [
      'model M { input 4 dense2|: dense(4) dense(4) dense(4) }',
      'a',
      'Without a layer called dense2, layers that have no label would be numbered anew.',
    ],
    [model('den|se(4)'), 'a', 'Only parameters of the model and labels of layers can be renamed.'],
    [jsonModel('{ "den|se": 4 }'), 'a', 'Only parameters of the model and labels of layers can be renamed.'],
  ])('%j to %s', (text, newName, problem) => expect(renamed(text, newName)).toBe(problem));
});

it('prepares with the place and the present name', () => {
  const at = (text: string) => {
    const { document, offset } = atCursor(text);
    return prepareRename(document, offset);
  };
  expect(at('model M(wi|dth = 8) {}')).toEqual({ range: { start: 8, end: 13 }, placeholder: 'width' });
  expect(at('{ "parameters": { "w|": 8 } }')).toEqual({ range: { start: 19, end: 20 }, placeholder: 'w' });
  expect(at('model M| {}')).toEqual({ problem: 'Only parameters of the model and labels of layers can be renamed.' });
});

/** Everything but places in the text and names. */
function meaning(architecture: Architecture | undefined, { from, to }: { from: string; to: string }): unknown {
  const placeless = (key: string, value: unknown) =>
    /range$/i.test(key) || key === 'tree' || key === 'text' ? undefined : value;
  return JSON.parse(JSON.stringify(architecture, placeless).replaceAll(new RegExp(`\\b${from}\\b`, 'g'), to));
}

describe.each(examples())('every name of $name', ({ document }) => {
  it.each(['as it is', 'in the other syntax'])(
    '%s: renaming keeps what it means, renaming back the text',
    (spelling) => {
      const { tree } = document.specification;
      const before = spelling === 'as it is' || tree.syntax === 'json' ? document : open(printJson(tree), 'json');
      for (const { range, text } of findNames(before)) {
        const edits = doRename(before, range.start, 'renamed') as readonly TextEdit[];
        expect(edits.length).toBeGreaterThan(0);
        const after = openEither(applyEdits(before.text, edits));
        expect(after.specification.problems).toEqual([]);
        const names = { from: text, to: 'renamed' };
        expect(meaning(after.specification.architecture, names)).toEqual(
          meaning(before.specification.architecture, names),
        );
        const [first] = edits.toSorted((a, b) => a.range.start - b.range.start);
        const back = doRename(after, first.range.start, text) as readonly TextEdit[];
        expect(applyEdits(after.text, back)).toBe(before.text);
      }
    },
  );
});
