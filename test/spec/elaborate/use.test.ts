/** Layers applied once more. The truth of each row is the graph, the count or the message written beside it. */
import { describe, expect, it } from 'vitest';
import type { Architecture } from '../../../src/spec/architecture';
import { readSpecification } from '../../../src/spec/specification';
import { model, problemLines, validArch } from '../../support/elaborate-arch';

/** `3 dense 2 -> 4 = 1`: id, kind, inputs, output shape, the node whose tensors it has. */
const nodeLines = ({ nodes }: Architecture) =>
  nodes
    .slice(1)
    .map(
      ({ id, kind, inputs, outputShape, shares }) =>
        `${id} ${kind} ${inputs.join(',')} -> ${outputShape.join('x')}${shares === undefined ? '' : ` = ${shares}`}`,
    );

describe('use', () => {
  it.each([
    ['a: dense(4) use(a)', ['1 dense 0 -> 4', '2 dense 1 -> 4 = 1']],
    ['a: dense(4) use(layer: a)', ['1 dense 0 -> 4', '2 dense 1 -> 4 = 1']],
    ['a: dense(4) use: a', ['1 dense 0 -> 4', '2 dense 1 -> 4 = 1']],
    [
      'a: dense(4, relu) b: use(a)',
      ['1 dense 0 -> 4', '2 activation 1 -> 4', '3 dense 2 -> 4 = 1', '4 activation 3 -> 4'],
    ],
    [
      'a: bias b: use(a) use(b) dense(2)',
      ['1 bias 0 -> 4', '2 bias 1 -> 4 = 1', '3 bias 2 -> 4 = 1', '4 dense 3 -> 2'],
    ],
    ['a: dense(4) repeat(2) { use(a) }', ['1 dense 0 -> 4', '2 dense 1 -> 4 = 1', '3 dense 2 -> 4 = 1']],
    [
      'repeat(2) { a: dense(4) use(a) }',
      ['1 dense 0 -> 4', '2 dense 1 -> 4 = 1', '3 dense 2 -> 4', '4 dense 3 -> 4 = 3'],
    ],
    ['parallel { { tower: dense(3) } { use(tower) } }', ['1 dense 0 -> 3', '2 dense 0 -> 3 = 1', '3 add 1,2 -> 3']],
    ['residual { a: dense(4) } use(a)', ['1 dense 0 -> 4', '2 add 0,1 -> 4', '3 dense 2 -> 4 = 1']],
    [
      'a: dense(4) repeat(2) { repeat(1) { use(a) } b: dense(4) }',
      ['1 dense 0 -> 4', '2 dense 1 -> 4 = 1', '3 dense 2 -> 4', '4 dense 3 -> 4 = 1', '5 dense 4 -> 4'],
    ],
  ])('%s', (layers, expected) => {
    expect(nodeLines(validArch(model(layers)))).toEqual(expected);
  });

  it('reads other leading axes than the layer was made for', () => {
    const source = model('a: dense(3) flatten reshape(2x3) use(a)', { directives: 'input 2x3' });
    expect(validArch(source).output).toEqual([2, 3]);
  });

  it('is a layer of its own, that learns as the other does', () => {
    const architecture = validArch(
      model('a: dense(4, init: zeros, trainable: false, prune: 0.5) b: use(a) allow K110\nuse(b) dense(2)'),
    );
    const [a, b, c] = architecture.layers;
    expect([b.name, b.kind, c.name]).toEqual(['b', 'use', 'use1']);
    for (const { trainable, prune, init } of [b, c])
      expect({ trainable, prune, init }).toEqual({ trainable: false, prune: a.prune, init: a.init });
    expect(b.allow.map(({ code }) => code)).toEqual(['K110']);
    expect(architecture.nodes[2]).toMatchObject({ settings: { units: 4, bias: true }, tensors: { weight: [4, 4] } });
  });

  it('adds nothing to the size of the model', () => {
    const wide = model('a: dense(90000) b: dense(90000) use(b) use(b)');
    expect(problemLines(wide)).toEqual([]);
  });

  it('is the same in JSON', () => {
    const layers = [{ name: 'a', dense: 4 }, { name: 'b', use: 'a' }, { use: { layer: 'a' } }, { use: ['a'] }];
    const { architecture, problems } = readSpecification(JSON.stringify({ input: 4, layers }), { syntax: 'json' });
    expect(problems).toEqual([]);
    expect(nodeLines(architecture!)).toEqual([
      '1 dense 0 -> 4',
      '2 dense 1 -> 4 = 1',
      '3 dense 2 -> 4 = 1',
      '4 dense 3 -> 4 = 1',
    ]);
    expect(architecture!.layers.map(({ name }) => name)).toEqual(['a', 'b', 'use1', 'use2']);
  });

  it.each([
    ['use(a) dense(2)', 'K043 a: No layer is called "a".'],
    ['stem: dense(4) use(stm)', 'K043 stm: No layer is called "stm".'],
    ['stem: dense(4) use: stm', 'K043 stm: No layer is called "stm".'],
    ['use(a) a: dense(4)', 'K044 a: a comes later.'],
    ['repeat(2) { a: dense(4) } use(a)', 'K044 a: a stands inside a repeat, so it is not one layer.'],
    ['a: residual { dense(4) use(a) }', 'K044 a: a contains this layer, so it is not known here.'],
    ['dense(4) a: flatten use(a)', 'K054 use: a is a flatten without weights, so there is nothing to share.'],
    ['dense(4) a: scale(2) use(a)', 'K054 use: a is a scale without weights, so there is nothing to share.'],
    ['a: residual { dense(4) } use(a)', 'K054 a: a is a residual, and only a single layer can be used again.'],
    ['a: dense(3) use(a)', 'K040 use: a cannot be used here: its weight is 3x4, and this input needs 3x3.'],
    ['a: bias dense(3) use(a)', 'K040 use: a cannot be used here: its bias is 4, and this input needs 3.'],
    [
      'dense(6) repeat(3) { a: dense(6) dense(3) use(a) }',
      'K040 use: repeat1.0.a cannot be used here: its weight is 6x6, and this input needs 6x3.',
    ],
    ['a: dense(4) use("a")', 'K026 "a": layer of use must be the label of a layer, found the text "a".'],
    ['a: dense(4) use()', 'K025 use: use needs layer: label of the earlier layer.'],
    ['a: dense(4) use(a, a)', 'K024 a: use takes at most 1 argument: layer.'],
    ['a: dense(0) use(a)', 'K027 0: units of dense must be at least 1, found 0.'],
  ])('%s', (layers, problem) => {
    expect(problemLines(model(layers))).toEqual([problem]);
  });
});
