import { describe, expect, it } from 'vitest';
import { findDefinition } from '../../src/service/definition';
import { findReferences } from '../../src/service/references';
import { atCursor, jsonModel, marked, model, slice } from './cursor';

/** The text with `«…»` around the declaration, and around all places. */
function placesAt(text: string): { definition: string | undefined; references: string } {
  const { document, offset } = atCursor(text);
  const definition = findDefinition(document, offset);
  return {
    definition: definition && `${slice(document, definition)} at ${definition.start}`,
    references: marked(document.text, findReferences(document, offset, true)),
  };
}

describe('everywhere that a name stands', () => {
  it.each([
    [
      'a parameter from its declaration',
      'model M(wi|dth = 8, half = width / 2) { input width dense(2 * width, prune: width) reshape((width)x1) }',
      'model M(«width» = 8, half = «width» / 2) { input «width» dense(2 * «width», prune: «width») reshape((«width»)x1) }',
    ],
    [
      'a parameter from a use, and not the activation of the same name',
      'model M(relu = 8) { input 4 dense(rel|u, activation: relu) }',
      'model M(«relu» = 8) { input 4 dense(«relu», activation: relu) }',
    ],
    [
      'a parameter in an expectation',
      'model M(k = 8) { expect kappa < 2 * k| }',
      'model M(«k» = 8) { expect kappa < 2 * «k» }',
    ],
    ['a parameter just before the cursor', 'model M(k = 8) { input k| }', 'model M(«k» = 8) { input «k» }'],
    [
      'a label, its references and its weights',
      'model M { input 4 weights "w" { stem: "a" } st|em: dense(4) add(stem, stem) }',
      'model M { input 4 weights "w" { «stem»: "a" } «stem»: dense(4) add(«stem», «stem») }',
    ],
    [
      'a label of a repeat in names of layers',
      'model M { input 4 weights "w" { "blo|ck.1.a": "x", "block.0.dense1": "y" } block: repeat(2) { a: dense(4) dense(4) } }',
      'model M { input 4 weights "w" { "«block».1.a": "x", "«block».0.dense1": "y" } «block»: repeat(2) { a: dense(4) dense(4) } }',
    ],
    [
      'labels in names of blocks, tensors and any iteration',
      'model M { input 4 weights "w" { block: "x", "block.*.a": "y", "block.1.a.weight": "z" } blo|ck: repeat(2) { a: dense(4) } }',
      'model M { input 4 weights "w" { «block»: "x", "«block».*.a": "y", "«block».1.a.weight": "z" } «block»: repeat(2) { a: dense(4) } }',
    ],
    [
      'a layer that is used again',
      'model M { input 4 st|em: dense(4) use(stem) again: use(layer: stem) use: stem add(stem, again) }',
      'model M { input 4 «stem»: dense(4) use(«stem») again: use(layer: «stem») use: «stem» add(«stem», again) }',
    ],
    [
      'a layer of another branch',
      'model M { input 4 parallel { { tower: dense(4) } { use(tow|er) } } }',
      'model M { input 4 parallel { { «tower»: dense(4) } { use(«tower») } } }',
    ],
    [
      'the layer of a repeat, not the one outside',
      'model M { input 4 a: dense(4) repeat(2) { a: dense(4) use(a|) } use(a) }',
      'model M { input 4 a: dense(4) repeat(2) { «a»: dense(4) use(«a») } use(a) }',
    ],
    [
      'a layer that is used again in JSON',
      '{ "input": 4, "layers": [{ "name": "a", "dense": 4 }, { "use": "|a" }, { "name": "b", "use": { "layer": "a" } }] }',
      '{ "input": 4, "layers": [{ "name": "«a»", "dense": 4 }, { "use": "«a»" }, { "name": "b", "use": { "layer": "«a»" } }] }',
    ],
    [
      'a parameter in sizes, and not the word of the same name',
      'model M(same = 3, k = 5) { input 9x9x1 conv2d(2, kernel: (k|)x3, padding: same, stride: [k, 1]) }',
      'model M(same = 3, «k» = 5) { input 9x9x1 conv2d(2, kernel: («k»)x3, padding: same, stride: [«k», 1]) }',
    ],
    [
      'a label in a repeat in names of layers',
      'model M { input 4 weights "w" { "block.1.a": "x" } block: repeat(2) { residual { a|: dense(4) } } }',
      'model M { input 4 weights "w" { "block.1.«a»": "x" } block: repeat(2) { residual { «a»: dense(4) } } }',
    ],
    [
      'the nearest of two labels',
      'model M { input 4 a: dense(4) repeat(2) { a: dense(4) add(a|) } add(a) }',
      'model M { input 4 a: dense(4) repeat(2) { «a»: dense(4) add(«a») } add(a) }',
    ],
    [
      'a parameter in JSON',
      '{ "parameters": { "w|": 8, "h": "w / 2" }, "input": ["w"], "layers": [{ "dense": { "units": "max(w, h)", "activation": "w" } }] }',
      '{ "parameters": { "«w»": 8, "h": "«w» / 2" }, "input": ["«w»"], "layers": [{ "dense": { "units": "max(«w», h)", "activation": "w" } }] }',
    ],
    [
      'a label in JSON',
      '{ "input": 4, "layers": [{ "name": "a", "dense": 4 }, { "add": ["a|", "a"] }], "weights": { "file": "w", "map": { "a": "x" } } }',
      '{ "input": 4, "layers": [{ "name": "«a»", "dense": 4 }, { "add": ["«a»", "«a»"] }], "weights": { "file": "w", "map": { "«a»": "x" } } }',
    ],
    ['no name', model('den|se(4)'), undefined],
    ['an unknown label', model('add(st|em)'), undefined],
    ['a label out of reach', model('residual { a: dense(4) }\n  add(a|)'), undefined],
    ['a later label', model('add(a|)\n  a: dense(4)'), undefined],
    ['an unknown key', jsonModel('{ "dens|e": 4 }'), undefined],
  ])('%s', (_, text, places) => {
    const { definition, references } = placesAt(text);
    expect(references).toBe(places ?? text.replace('|', ''));
    const [first] = /«\w+»/.exec(places?.replace(/weights[^}]*\}/g, '') ?? '') ?? [];
    expect(definition?.split(' ')[0]).toBe(first?.slice(1, -1));
  });
});

it('finds the declaration', () => {
  expect(placesAt('model M(k = 8) { input k| }').definition).toBe('k at 8');
  expect(placesAt('model M { input 4 a: dense(4) repeat(2) { a: dense(4) add(a|) } }').definition).toBe('a at 42');
});

it('leaves the declaration out on request', () => {
  const { document, offset } = atCursor('model M(k = 8) { input k| }');
  expect(findReferences(document, offset, false).map(({ start }) => start)).toEqual([23]);
});
