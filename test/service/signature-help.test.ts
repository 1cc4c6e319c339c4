import { expect, it } from 'vitest';
import { doSignatureHelp } from '../../src/service/signature-help';
import { atCursor, jsonModel, model } from './cursor';

/** The called name and the text of the active parameter. */
function signatureAt(text: string): string | undefined {
  const { document, offset } = atCursor(text);
  const help = doSignatureHelp(document, offset);
  if (!help) return undefined;
  const active = help.parameters[help.activeParameter];
  return `${help.label.split('(')[0]}: ${active ? help.label.slice(...active.label) : 'none'}`;
}

it.each([
  [model('dense(|)'), 'dense: units'],
  [model('dense(|'), 'dense: units'],
  [model('dense(6|4)'), 'dense: units'],
  [model('dense(64|)'), 'dense: units'],
  [model('dense(64 |)'), 'dense: units'],
  [model('dense(2 * wi|dth)'), 'dense: units'],
  [model('dense(sqrt(|))'), 'dense: units'],
  [model('dense(64, |)'), 'dense: activation = linear'],
  [model('dense(64, re|lu, true)'), 'dense: activation = linear'],
  [model('dense(64, bias: |)'), 'dense: bias = true'],
  [model('dense(bias: false, units: |)'), 'dense: units'],
  [model('dense(64, bi|as: false)'), 'dense: bias = true'],
  [model('dense(64, prune(|))'), 'prune: sparsity'],
  [model('dense(64, prune: prune(0.5, |))'), 'prune: method = magnitude'],
  [model('dense(64, normalized(relu)|)'), 'dense: activation = linear'],
  [model('dense(64, prune: prune(0.5)|)'), 'dense: prune?'],
  [model('dense(64, nonsense: |)'), 'dense: none'],
  [model('dense(bias: false, |)'), 'dense: units'],
  [model('a: dense(4)\n  add(a, |)'), 'add: inputs…'],
  [model('conv2d(4, 3x|5)'), 'conv2d: kernel'],
  [model('conv2d(4, [3, |])'), 'conv2d: kernel'],
  [model('conv2d(4, 3, |)'), 'conv2d: stride = 1'],
  [model('conv2d(4, 3, padding: sa|me)'), 'conv2d: padding = valid'],
  [model('a: dense(4)\n  use(|)'), 'use: layer'],
  [model('a: dense(4)\n  concat(a, axis: |)'), 'concat: axis?'],
  [model('data npy("x|")'), 'npy: file'],
  [model('data gaussian(covariance: powerlaw(|))'), 'powerlaw: a = 1'],
  [model('dense(|64)'), 'dense: units'],
  [model('dense(64)|'), undefined],
  [model('den|se(64)'), undefined],
  [model('flatten|'), undefined],
  [model('nonsense(|)'), undefined],
  [model('// dense(|'), undefined],
  ['model M(|) {}', undefined],
  [jsonModel('{ "dense": | }'), 'dense: units'],
  [jsonModel('{ "dense": { "bias": | } }'), 'dense: bias = true'],
  [jsonModel('{ "conv2d": { "kernel": [3, |] } }'), 'conv2d: kernel'],
  [jsonModel('{ "use": "|" }'), 'use: layer'],
  [jsonModel('{ "dense": { "|" } }'), 'dense: none'],
  [jsonModel('{ "dense": [3, "|"] }'), 'dense: activation = linear'],
  [jsonModel('{ "dense": { "prune": "prune(0.5, |)" } }'), 'prune: method = magnitude'],
  ['{ "data": { "gaussian": { "covariance": { "powerlaw": { "a": | } } } } }', 'powerlaw: a = 1'],
  ['{ "loss": "|" }', undefined],
])('%j', (text, expected) => expect(signatureAt(text)).toBe(expected));

it('documents the call and each parameter', () => {
  const { document, offset } = atCursor(model('dense(|)'));
  const help = doSignatureHelp(document, offset)!;
  expect(help.label).toBe(
    'dense(units, activation = linear, bias = true, init?, biases?, prune?, trainable = true, weight_standardized = false)',
  );
  expect(help.documentation).toBe('Affine map on the last axis: y = W x + b, then the activation.');
  expect(help.parameters.map(({ label }) => help.label.slice(...label)).slice(0, 3)).toEqual([
    'units',
    'activation = linear',
    'bias = true',
  ]);
  expect(help.parameters[0].documentation).toBe('`units` (whole number from 1): output features');
});
