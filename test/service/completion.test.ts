import { describe, expect, it } from 'vitest';
import { doComplete } from '../../src/service/completion';
import { filledIn } from '../../src/service/completion/snippet';
import type { Completion } from '../../src/service/types';
import { layers } from '../../src/spec/catalogue/catalogue';
import { applyEdits } from '../../src/spec/apply-edits';
import { readSpecification } from '../../src/spec/specification';
import { atCursor, jsonModel, model, slice } from './cursor';

function completionsAt(marked: string): readonly Completion[] {
  const { document, offset } = atCursor(marked);
  return doComplete(document, offset);
}

function labelsAt(marked: string): string {
  return completionsAt(marked)
    .map(({ label }) => label)
    .join(' ');
}

/** What is inserted for a label, in snippet notation. */
function insertedAt(marked: string, label: string): string | undefined {
  return completionsAt(marked).find((completion) => completion.label === label)?.newText;
}

const kinds = [...layers.keys()].join(' ');
const activations =
  'linear relu leaky_relu relu6 abs elu selu gelu gelu_tanh silu mish softplus tanh hardtanh sigmoid logsigmoid erf sin relu_power quadratic normalized';
const functions = 'pi sqrt log exp abs floor ceil round min max';
const numbers = `width depth ${functions}`;
const rest = 'data loss init biases layout seeds weights expect';
const codes = labelsAt(model('allow |'));

describe('.arch: what is expected, and nothing else', () => {
  it.each([
    ['an empty file', '|', 'model: perceptron model: residual network model: deep linear network model: classifier'],
    ['the first word', 'mo|', 'model: perceptron model: residual network model: deep linear network model: classifier'],
    ['the name of a model', 'model |', ''],
    ['behind a model', 'model M {} |', ''],
    ['a new model', 'model M { | }', `input ${rest} allow ${kinds}`],
    ['a model with an input', model('|'), `${kinds} ${rest} allow`],
    ['a word begun', model('den|'), `${kinds} ${rest} allow`],
    ['behind a layer on its line', model('dense(4) |'), `allow ${kinds} ${rest}`],
    [
      'directives given already',
      model('loss mse\n  |\n dense(1)'),
      `${kinds} data init biases layout seeds weights expect allow`,
    ],
    ['behind a label', model('stem: |\n  dense(4)'), kinds],
    ['a label', model('st|: dense(4)'), ''],
    ['a body', model('repeat(2) {\n |\n}'), kinds],
    ['behind a layer in a body', model('repeat(2) { dense(4) | }'), `allow ${kinds}`],
    ['behind a stray bracket', model('repeat(2 {\n  dense(4))\n  |\n}'), kinds],
    ['branches', model('parallel { | }'), '{ }'],
    ['more branches', model('parallel { {} | }'), '{ }'],
    ['a branch', model('parallel { { | } }'), kinds],
    [
      'arguments',
      model('dense(|)'),
      `units activation bias init biases prune trainable weight_standardized ${numbers}`,
    ],
    [
      'arguments left',
      model('dense(64, act|)'),
      `activation bias init biases prune trainable weight_standardized ${activations}`,
    ],
    [
      'arguments given behind',
      model('dense(64, |, bias: false)'),
      `activation init biases prune trainable weight_standardized ${activations}`,
    ],
    [
      'behind a named argument',
      model('dense(bias: false, |)'),
      'units activation init biases prune trainable weight_standardized',
    ],
    ['an argument of an unclosed list', model('dense(64, activation: |'), activations],
    [
      'a name before its colon',
      model('dense(64, act|: relu)'),
      'activation bias init biases prune trainable weight_standardized',
    ],
    ['a flag', model('dense(64, bias: |)'), 'true false'],
    ['an initialiser of biases', model('dense(64, biases: |)'), 'zeros normal'],
    ['a choice', model('parallel(merge: |) { {} {} }'), 'add concat mean'],
    ['a family with a shorthand', model('dense(64, prune: |)'), `prune ${numbers}`],
    ['arguments of a value', model('dense(64, prune(0.5, |))'), 'method magnitude random'],
    ['an activation inside another', model('dense(64, activation: normalized(|))'), `activation ${activations}`],
    ['arithmetic', model('dense(2 * |)'), numbers],
    ['sizes', model('conv2d(4, kernel: |)'), numbers],
    ['sizes or a word', model('conv2d(4, 3, padding: |)'), `same valid circular ${numbers}`],
    ['one of several sizes', model('conv2d(4, [3, |])'), numbers],
    ['one size of a shape', model('conv2d(4, 3x(|))'), numbers],
    ['a layer to use again', model('a: dense(4)\nresidual { b: dense(4) }\nuse(|)\nc: dense(4)'), `layer a b`],
    ['a layer in the other spelling', model('a: dense(4)\nuse: |'), 'a'],
    ['a layer by name', model('a: dense(4)\nuse(layer: |)'), 'a'],
    ['a layer of a repeat', model('a: dense(4)\nrepeat(2) { b: dense(4) use(|) }'), 'layer a b'],
    ['none of a repeat', model('a: dense(4)\nrepeat(2) { b: dense(4) }\nuse(|)'), 'layer a'],
    ['labels beside an axis', model('a: dense(4)\nconcat(a, axis: |)'), numbers],
    ['a function', model('dense(sqrt(|))'), numbers],
    ['a shape', model('reshape(2x(|))'), numbers],
    ['a parameter of the model', 'model M(a = 1, b = |, c = 2) { input 1 }', `a ${functions}`],
    ['its name', 'model M(|) { input 1 }', ''],
    ['labels', model('a: dense(3)\nb: dense(3)\nadd(|)\nc: dense(3)'), 'a b'],
    ['labels around', model('a: dense(3)\nr: residual { b: dense(3) add(a, |) }'), 'b a'],
    ['labels of another body', model('residual { b: dense(3) }\nadd(|)'), ''],
    ['a loss', model('loss |\n  dense(1)'), 'mse cross_entropy binary_cross_entropy'],
    ['data', model('data |'), 'gaussian sphere orthogonal tokens npy csv idx'],
    [
      'arguments of data',
      model('data gaussian(samples: 3, |)'),
      'covariance mean seed targets whiten center normalize',
    ],
    ['a covariance', model('data gaussian(covariance: |)'), 'identity powerlaw condition'],
    ['the subject of an expectation', model('expect |'), 'kappa bound_gap rank lambda_max lambda_min'],
    ['its limit', model('expect kappa < |'), numbers],
    ['codes of a layer', model('dense(4) allow K110, |'), codes],
    ['codes in a comment', model('// kappa-ignore K110, K|\n  dense(4)'), codes],
    ['layers of weights', model('weights "w.npz" { | }\n  a: dense(4)\n  dense(4)'), 'a dense1'],
    [
      'layers of weights in quotes',
      model('weights "w.npz" { "|": "x" }\n  repeat(1) { dense(4) }'),
      'repeat1.0.dense1',
    ],
    ['a number', model('dense(6|)'), ''],
    ['a value that is complete', model('dense(64 |)'), ''],
    ['a directive that is complete', model('dense(prune(0.5)|)'), ''],
    ['close behind a bracket', model('dense(64)|'), ''],
    ['a comment', model('// den|'), ''],
    ['behind the reason in a comment', model('// kappa-ignore K110 because |'), ''],
    ['a block comment', model('/* den| */'), ''],
    ['a path', model('data npy("x|")'), ''],
    ['behind a path', model('data npy("x"|)'), ''],
    ['the prefix of weights', model('weights "w.npz" { a: "|" }'), ''],
  ])('%s', (_, text, labels) => expect(labelsAt(text)).toBe(labels));
});

describe('JSON: what is expected, and nothing else', () => {
  const layerKeys = `${kinds} name allow`;
  it.each([
    ['an empty object', '{ | }', `model parameters layers input ${rest} allow`],
    ['a key of the model', '{ "model": "M", "|": 1, "input": 3 }', `parameters layers ${rest} allow`],
    ['the name of the model', '{ "model": "|" }', ''],
    ['a layer', jsonModel('|'), kinds],
    ['a second layer', jsonModel('{ "dense": 3 }, |'), kinds],
    ['a layer in quotes', jsonModel('"|"'), ''],
    ['the key of a layer', jsonModel('{ "|" }'), layerKeys],
    ['a key beside the kind', jsonModel('{ "dense": 3, | }'), 'name allow'],
    [
      'arguments',
      jsonModel('{ "dense": { "units": 3, "|" } }'),
      'activation bias init biases prune trainable weight_standardized',
    ],
    ['arguments and a body', jsonModel('{ "repeat": { | } }'), 'times layers'],
    ['arguments and branches', jsonModel('{ "parallel": { | } }'), 'merge axis branches'],
    ['a layer of a body', jsonModel('{ "repeat": { "layers": [ | ] } }'), kinds],
    ['a layer of a branch', jsonModel('{ "parallel": { "branches": [[], [|]] } }'), kinds],
    ['a value', jsonModel('{ "dense": { "activation": | } }'), activations],
    ['a value in quotes', jsonModel('{ "dense": { "activation": "re|" } }'), activations],
    ['the only argument', jsonModel('{ "dense": | }'), numbers],
    ['a listed argument', jsonModel('{ "dense": [3, |] }'), activations],
    ['an argument beside a body', jsonModel('{ "residual": { "arguments": [|], "layers": [] } }'), numbers],
    ['an expression', jsonModel('{ "dense": { "units": "width / |" } }'), numbers],
    ['a call in a string', '{ "data": "gaussian(covariance: |)" }', 'identity powerlaw condition'],
    ['what is called', '{ "data": { "|" } }', 'gaussian sphere orthogonal tokens npy csv idx'],
    [
      'arguments of a call',
      '{ "data": { "gaussian": { "whiten": true, "|" } } }',
      'samples covariance mean seed targets center normalize',
    ],
    ['a size of the input', '{ "parameters": { "width": 3 }, "input": [28, |] }', `width ${functions}`],
    ['a parameter', '{ "parameters": { "a": 1, "b": "|" } }', `a ${functions}`],
    ['the name of a parameter', '{ "parameters": { "|" } }', ''],
    ['labels', jsonModel('{ "name": "a", "dense": 3 }, { "add": ["|"] }, { "name": "b", "dense": 3 }'), 'a'],
    ['one more label', jsonModel('{ "name": "a", "dense": 3 }, { "add": ["a", "|"] }'), 'a'],
    ['sizes or a word', jsonModel('{ "conv2d": { "padding": | } }'), `same valid circular ${numbers}`],
    ['sizes or a word in quotes', jsonModel('{ "conv2d": { "padding": "|" } }'), `same valid circular ${numbers}`],
    ['one of several sizes', jsonModel('{ "conv2d": { "kernel": [3, |] } }'), numbers],
    ['a layer to use again', jsonModel('{ "name": "a", "dense": 3 }, { "use": | }'), 'a'],
    [
      'a layer of another block',
      jsonModel('{ "residual": { "layers": [{ "name": "a", "dense": 3 }] } }, { "use": "|" }'),
      'a',
    ],
    [
      'none of a repeat',
      jsonModel('{ "repeat": { "times": 2, "layers": [{ "name": "a", "dense": 3 }] } }, { "use": "|" }'),
      '',
    ],
    ['a loss', '{ "loss": "|" }', 'mse cross_entropy binary_cross_entropy'],
    ['an expectation', '{ "expect": ["|"] }', 'kappa bound_gap rank lambda_max lambda_min'],
    ['the limit of an expectation', '{ "expect": ["kappa < |"] }', functions],
    ['codes', '{ "allow": ["|"] }', codes],
    ['codes of a layer', jsonModel('{ "dense": 3, "allow": [|] }'), codes],
    ['weights', '{ "weights": { "|" } }', 'file map'],
    [
      'layers of weights',
      '{ "input": 1, "layers": [{ "name": "a", "dense": 1 }], "weights": { "file": "w", "map": { "|" } } }',
      'a',
    ],
    ['a path', '{ "data": { "npy": "|" } }', ''],
    ['behind a value', jsonModel('{ "dense": 3 | }'), ''],
    ['a number', jsonModel('{ "dense": 3| }'), ''],
    ['a comment', '{ // |\n }', ''],
    ['an unknown layer', jsonModel('{ "dens": { "|" } }'), ''],
  ])('%s', (_, text, labels) => expect(labelsAt(text)).toBe(labels));
});

describe('what is inserted', () => {
  it.each([
    [model('|'), 'dense', 'dense(${1:units})'],
    [model('|(4)'), 'dense', 'dense'],
    [model('|'), 'flatten', 'flatten'],
    [model('|'), 'residual', 'residual {\n\t$0\n}'],
    [model('|'), 'repeat', 'repeat(${1:times}) {\n\t$0\n}'],
    [model('|'), 'loss', 'loss ${1|mse,cross_entropy,binary_cross_entropy|}'],
    [model('dense(4, |)'), 'bias', 'bias: ${1|false,true|}'],
    [model('dense(4, |: true)'), 'bias', 'bias'],
    [model('dense(4, biases: |)'), 'normal', 'normal(${1:std})'],
    [model('|'), 'conv2d', 'conv2d(${1:filters}, ${2:kernel})'],
    [model('conv2d(4, |)'), 'kernel', 'kernel: ${1:kernel}'],
    [model('conv2d(4, 3, |)'), 'stride', 'stride: ${1:1}'],
    [model('conv2d(4, 3, |)'), 'padding', 'padding: ${1|same,valid,circular|}'],
    [model('|'), 'use', 'use(${1:label})'],
    [jsonModel('{ "conv2d": { "|" } }'), 'stride', 'stride": ${1:1}'],
    [jsonModel('{ "conv2d": { "|" } }'), 'padding', 'padding": "${1|same,valid,circular|}"'],
    [jsonModel('|'), 'use', '{ "use": { "layer": "${1:layer}" } }'],
    [model('data |'), 'npy', 'npy("${1:file}")'],
    [model('expect |'), 'kappa', 'kappa ${1|<,<=,>,>=|} $2'],
    [model('expect | < 3'), 'kappa', 'kappa'],
    [model('weights "w" { | }\n  repeat(1) { dense(4) }'), 'repeat1.0.dense1', '"repeat1.0.dense1": "$1"'],
    [jsonModel('|'), 'dense', '{ "dense": { "units": "${1:units}" } }'],
    [jsonModel('| { "dense": 3 }'), 'flatten', '{ "flatten": {} },'],
    [jsonModel('{ "|" }'), 'dense', 'dense": { "units": "${1:units}" }'],
    [jsonModel('{ "|": 3 }'), 'dense', 'dense"'],
    [jsonModel('{ "dense": { "|'), 'bias', 'bias": ${1|false,true|}'],
    [jsonModel('{ "dense": { "units": | } }'), 'width', '"width"'],
    [jsonModel('{ "dense": { "units": "|" } }'), 'width', 'width'],
    [jsonModel('{ "dense": { "units": "|'), 'width', 'width"'],
    [jsonModel('{ "dense": { "bias": | } }'), 'true', 'true'],
    ['{ "data": | }', 'npy', '{ "npy": { "file": "${1:file}" } }'],
    ['{ "data": "|" }', 'npy', 'npy(\\\\"${1:file}\\\\")'],
    ['{ "expect": [|] }', 'kappa', '"kappa ${1|<,<=,>,>=|} $2"'],
    ['{ | }', 'data', '"data": ${1:{ "gaussian": { "samples": 256 \\} \\}}'],
  ])('%j: %s', (text, label, inserted) => expect(insertedAt(text, label)).toBe(inserted));

  it('replaces the whole word', () => {
    const { document, offset } = atCursor(model('dense(4, activation: re|lu6)'));
    expect(slice(document, doComplete(document, offset)[0].range)).toBe('relu6');
  });
});

describe('what is inserted reads without a syntax error once it is filled in', () => {
  it.each([
    '|',
    model('|'),
    model('a: dense(4)\n  b: |'),
    model('repeat(2) { | }'),
    model('dense(4, |)'),
    model('data |'),
    model('data gaussian(|)'),
    model('dense(activation: |)'),
    '{ | }',
    '{ "input": 4, | }',
    jsonModel('|'),
    jsonModel('{ "dense": 3 }, |'),
    jsonModel('| { "dense": 3 }'),
    jsonModel('{ "|" }'),
    jsonModel('{ "dense": { "|" } }'),
    jsonModel('{ "dense": { "units": 4, | "bias": true } }'),
    jsonModel('{ "repeat": { "layers": [ | ] } }'),
    jsonModel('{ "dense": { "activation": | } }'),
    '{ "data": | }',
    '{ "data": "|" }',
    '{ "data": { "|" } }',
  ])('%j', (text) => {
    const { document, offset } = atCursor(text);
    const proposals = doComplete(document, offset).filter(({ label }) => label !== 'expect');
    expect(proposals).not.toEqual([]);
    for (const { range, newText, snippet, label } of proposals) {
      const changed = applyEdits(document.text, [{ range, newText: snippet ? filledIn(newText) : newText }]);
      const { problems } = readSpecification(changed, { syntax: document.syntax });
      expect([label, ...problems.filter(({ code }) => code < 'K016' || code === 'K019')]).toEqual([label]);
    }
  });
});

describe('what is said', () => {
  const of = (text: string, label: string) => completionsAt(text).find((completion) => completion.label === label);
  it.each([
    [model('dense(|)'), 'width', 'parameter', '= 128'],
    [model('dense(4, |)'), 'linear', 'value', 'default'],
    [model('dense(4, |)'), 'bias', 'parameter', 'true or false'],
    [model('a: dense(3)\n  add(|)'), 'a', 'reference', 'dense → 3'],
    [model('|'), 'flatten', 'layer', 'Makes one axis of all, the last axis running fastest.'],
  ])('%j: %s', (text, label, kind, detail) => expect(of(text, label)).toMatchObject({ kind, detail }));

  it('documents layers, arguments and codes', () => {
    expect(of(model('|'), 'dense')?.documentation).toContain('Affine map on the last axis');
    expect(of(model('dense(|)'), 'units')?.documentation).toContain('output features');
    expect(of(model('allow |'), 'K110')?.documentation).toContain('docs/rules/K110.md');
  });
});
