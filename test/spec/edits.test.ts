import { describe, expect, it } from 'vitest';
import { setArgument, setDataArgument } from '../../src/spec/edits';
import type { TextEdit } from '../../src/spec/problem';
import { readSpecification } from '../../src/spec/specification';
import type { Syntax } from '../../src/spec/syntax/tree';

const apply = (source: string, edits: readonly TextEdit[]) =>
  edits.reduce((text, { range, newText }) => text.slice(0, range.start) + newText + text.slice(range.end), source);

function valid(source: string, syntax: Syntax) {
  const { architecture, tree, problems } = readSpecification(source, { syntax });
  expect(problems).toEqual([]);
  return { architecture, tree };
}

/** Edits the first statement and reads the result, which must be valid. */
function edited(source: string, syntax: Syntax, name: string, valueText: string): string {
  const { tree } = valid(source, syntax);
  const [statement] = tree.model?.statements ?? [];
  const result = apply(source, setArgument(tree, statement, name, valueText));
  valid(result, syntax);
  return result;
}

describe('setArgument in .arch', () => {
  const model = (layer: string) => `model M(w = 3) {\n  input 4\n  ${layer}\n}`;
  it.each([
    ['dense(3)', 'bias', 'false', 'dense(3, bias: false)'],
    ['dense(3, bias: true)', 'bias', 'false', 'dense(3, bias: false)'],
    ['dense(3, relu, true)', 'bias', 'false', 'dense(3, relu, false)'],
    ['dense(3)', 'units', '2 * w', 'dense(2 * w)'],
    ['residual { dense(4) }', 'beta', '1 / 2', 'residual(beta: 1 / 2) { dense(4) }'],
    ['residual() { dense(4) }', 'beta', '0.5', 'residual(beta: 0.5) { dense(4) }'],
    ['residual(1) { dense(4) }', 'beta', '0.5', 'residual(0.5) { dense(4) }'],
  ])('%s, %s: %s', (layer, name, valueText, expected) => {
    expect(edited(model(layer), 'arch', name, valueText)).toBe(model(expected));
  });
});

describe('setArgument in JSON', () => {
  const model = (layer: string) => `{ "parameters": { "w": 3 }, "input": [4], "layers": [ ${layer} ] }`;
  it.each([
    ['{ "dense": { "units": 3 } }', 'bias', 'false', '{ "dense": { "units": 3, "bias": false } }'],
    ['{ "dense": { "bias": true, "units": 3 } }', 'bias', 'false', '{ "dense": { "bias": false, "units": 3 } }'],
    ['{ "dense": 3 }', 'bias', 'false', '{ "dense": { "units": 3, "bias": false } }'],
    ['{ "dense": [3, "relu"] }', 'bias', 'false', '{ "dense": { "units": 3, "activation": "relu", "bias": false } }'],
    ['{ "dense": [3, "relu"] }', 'activation', 'tanh', '{ "dense": [3, "tanh"] }'],
    ['{ "dense": 3 }', 'units', '2 * w', '{ "dense": "2 * w" }'],
    [
      '{ "dense": { "arguments": [3, "relu"], "bias": false } }',
      'units',
      '5',
      '{ "dense": { "arguments": [5, "relu"], "bias": false } }',
    ],
    [
      '{ "dense": { "arguments": [3] } }',
      'activation',
      'relu',
      '{ "dense": { "arguments": [3], "activation": "relu" } }',
    ],
    [
      '{ "residual": { "layers": [{ "dense": 4 }] } }',
      'beta',
      '1 / 2',
      '{ "residual": { "beta": "1 / 2", "layers": [{ "dense": 4 }] } }',
    ],
    [
      '{ "dense": {\n  "units": 3\n} }',
      'activation',
      'leaky_relu(0.2)',
      '{ "dense": {\n  "units": 3,\n  "activation": "leaky_relu(0.2)"\n} }',
    ],
  ])('%s, %s: %s', (layer, name, valueText, expected) => {
    expect(edited(model(layer), 'json', name, valueText)).toBe(model(expected));
  });
});

describe('setDataArgument', () => {
  const arch = (data: string) => `model M {\n  input 4${data}\n  dense(3)\n}`;
  const json = (data: string) => `{ "input": [4]${data}, "layers": [{ "dense": 3 }] }`;
  it.each([
    ['arch', arch(''), arch('\n  data gaussian(whiten: true)')],
    ['arch', arch('\n  data sphere'), arch('\n  data sphere(whiten: true)')],
    ['arch', arch('\n  data gaussian()'), arch('\n  data gaussian(whiten: true)')],
    ['arch', arch('\n  data gaussian(8)'), arch('\n  data gaussian(8, whiten: true)')],
    ['arch', arch('\n  data sphere(8, whiten: false)'), arch('\n  data sphere(8, whiten: true)')],
    ['json', json(''), json(', "data": { "gaussian": { "whiten": true } }')],
    ['json', json(', "data": "sphere"'), json(', "data": { "sphere": { "whiten": true } }')],
    ['json', json(', "data": "sphere(8)"'), json(', "data": "sphere(8, whiten: true)"')],
    ['json', json(', "data": { "sphere": 8 }'), json(', "data": { "sphere": { "samples": 8, "whiten": true } }')],
    [
      'json',
      json(', "data": { "sphere": { "seed": 3 } }'),
      json(', "data": { "sphere": { "seed": 3, "whiten": true } }'),
    ],
    ['json', json(', "data": { "sphere": { "whiten": false } }'), json(', "data": { "sphere": { "whiten": true } }')],
  ] as const)('%s: %s', (syntax, source, expected) => {
    const result = apply(source, setDataArgument(valid(source, syntax).tree, 'whiten', 'true'));
    expect(result).toBe(expected);
    expect(valid(result, syntax).architecture?.data.whiten).toBe(true);
  });
});
