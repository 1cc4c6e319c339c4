import { describe, expect, it } from 'vitest';
import type { Fix } from '../../src/report/report';
import { applyEdits } from '../../src/spec/apply-edits';
import type { Syntax } from '../../src/spec/syntax/tree';
import { open } from './documents';
import { actionsFor, arch, finding, json } from './finding-actions';

describe('silencing', () => {
  /** The two texts that silencing K123 on the last layer gives. */
  function silenced(text: string, syntax: Syntax = 'arch'): (string | undefined)[] {
    const document = open(text, syntax);
    const layer = document.specification.architecture!.layers.at(-1)!;
    const actions = actionsFor(document, [{ ...finding, layer: layer.name, range: layer.kindRange }]);
    return ['Silence K123 on this layer', 'Silence K123 in the whole model'].map((title) => {
      const action = actions.find((each) => each.title === title);
      return action && applyEdits(text, action.edits);
    });
  }

  it.each([
    ['a layer', 'dense(8)', 'dense(8) allow K123', 'input 4\n  allow K123\n  dense(8)'],
    [
      'a layer that allows',
      'dense(8) allow K110',
      'dense(8) allow K110, K123',
      'input 4\n  allow K123\n  dense(8) allow K110',
    ],
    [
      'a layer under a comment',
      '// kappa-ignore K110\n  dense(8)',
      '// kappa-ignore K110, K123\n  dense(8)',
      'input 4\n  allow K123\n  // kappa-ignore K110\n  dense(8)',
    ],
    [
      'a layer on a shared line',
      'dense(8) dense(2)',
      'dense(8) dense(2) allow K123',
      'input 4\n  allow K123\n  dense(8) dense(2)',
    ],
    [
      'a block',
      'residual {\n    dense(4)\n  }',
      'residual {\n    dense(4)\n  } allow K123',
      'input 4\n  allow K123\n  residual {\n    dense(4)\n  }',
    ],
    [
      'a layer in a repeat',
      'repeat(2) { dense(4) }',
      'repeat(2) { dense(4) allow K123 }',
      'input 4\n  allow K123\n  repeat(2) { dense(4) }',
    ],
    [
      'a model that allows',
      'allow K110\n  dense(8)',
      'allow K110\n  dense(8) allow K123',
      'input 4\n  allow K110, K123\n  dense(8)',
    ],
    [
      'a model with more to say',
      'loss mse // of course\n  dense(8)',
      'loss mse // of course\n  dense(8) allow K123',
      'input 4\n  loss mse // of course\n  allow K123\n  dense(8)',
    ],
  ])('%s', (_, lines, layer, model) => {
    expect(silenced(arch(lines))).toEqual([arch(layer), `model M {\n  ${model}\n}\n`]);
  });

  it.each([
    ['a layer', '{ "dense": 8 }', '', '{ "dense": 8, "allow": ["K123"] }', ', "allow": ["K123"]'],
    [
      'a layer that allows',
      '{ "dense": 8, "allow": ["K110"] }',
      '',
      '{ "dense": 8, "allow": ["K110", "K123"] }',
      ', "allow": ["K123"]',
    ],
    [
      'a layer that allows one',
      '{ "dense": 8, "allow": "K110" }',
      '',
      '{ "dense": 8, "allow": ["K110", "K123"] }',
      ', "allow": ["K123"]',
    ],
    [
      'a model that allows',
      '{ "dense": 8 }',
      ', "allow": ["K110"]',
      '{ "dense": 8, "allow": ["K123"] }',
      ', "allow": ["K110", "K123"]',
    ],
  ])('%s in JSON', (_, layers, rest, layer, model) => {
    expect(silenced(json(layers, rest), 'json')).toEqual([json(layer, rest), json(layers, model)]);
  });

  it('keeps the lines of JSON', () => {
    const text = '{\n  "input": [4],\n  "layers": [\n    {\n      "dense": 8\n    }\n  ]\n}\n';
    expect(silenced(text, 'json')).toEqual([
      text.replace('"dense": 8', '"dense": 8,\n      "allow": ["K123"]'),
      text.replace('[4],', '[4],\n  "allow": ["K123"],'),
    ]);
  });

  it('a finding about the whole model', () => {
    const actions = actionsFor(open(arch('dense(8)')), [finding]);
    expect(actions.map(({ title, preferred }) => [title, preferred])).toEqual([
      ['Silence K123 in the whole model', false],
    ]);
  });

  it.each(['K091', 'K092', 'K093', 'K080'])('is no answer to %s', (code) => {
    const document = open(arch('dense(8)'));
    expect(actionsFor(document, [{ ...finding, code }]).filter(({ title }) => title.startsWith('Silence'))).toEqual([]);
  });

  it('is offered once for all iterations of a layer, behind the fixes', () => {
    const document = open(arch('repeat(3) { dense(4) }'));
    const fix: Fix = { title: 'Widen', edits: [], predicted: null, measured: null };
    const findings = document.specification.architecture!.layers.map(({ name, kindRange }) => ({
      ...finding,
      layer: name,
      range: kindRange,
      fixes: [fix],
    }));
    expect(actionsFor(document, findings).map(({ title }) => title)).toEqual([
      'Widen',
      'Silence K123 on this layer',
      'Silence K123 in the whole model',
    ]);
  });
});

describe('an unused allowance is taken back', () => {
  const removed = (text: string, syntax: Syntax = 'arch') => {
    const document = open(text, syntax);
    const start = text.indexOf('K777');
    const [action] = actionsFor(document, [{ ...finding, code: 'K091', range: { start, end: start + 4 } }]);
    expect(action).toMatchObject({ title: 'Remove K777, which silences nothing', codes: ['K091'], preferred: true });
    return applyEdits(text, action.edits);
  };

  it.each([
    ['dense(8) allow K777', 'dense(8)'],
    ['dense(8) allow K777, K110', 'dense(8) allow K110'],
    ['dense(8) allow K110, K777', 'dense(8) allow K110'],
    ['dense(8) allow K110, K777, K203', 'dense(8) allow K110, K203'],
    ['allow K777\n  dense(8)', 'dense(8)'],
    ['allow K110, K777\n  dense(8)', 'allow K110\n  dense(8)'],
    ['// kappa-ignore K777\n  dense(8)', 'dense(8)'],
    ['// kappa-ignore K777 for a reason\n  dense(8)', 'dense(8)'],
    ['// kappa-ignore K777, K110\n  dense(8)', '// kappa-ignore K110\n  dense(8)'],
    ['// kappa-ignore K777\n  dense(8) allow K110', 'dense(8) allow K110'],
    ['// kappa-ignore K110\n  dense(8) allow K777', '// kappa-ignore K110\n  dense(8)'],
    ['residual {\n    dense(4) allow K777\n  }', 'residual {\n    dense(4)\n  }'],
  ])('%s', (before, after) => expect(removed(arch(before))).toBe(arch(after)));

  it.each([
    [json('{ "dense": 8, "allow": ["K777"] }'), json('{ "dense": 8 }')],
    [json('{ "dense": 8, "allow": "K777" }'), json('{ "dense": 8 }')],
    [json('{ "dense": 8, "allow": ["K777", "K110"] }'), json('{ "dense": 8, "allow": ["K110"] }')],
    [json('{ "dense": 8, "allow": ["K110", "K777"] }'), json('{ "dense": 8, "allow": ["K110"] }')],
    [json('{ "dense": 8 }', ', "allow": ["K777"]'), json('{ "dense": 8 }')],
  ])('%s', (before, after) => expect(removed(before, 'json')).toBe(after));
});
