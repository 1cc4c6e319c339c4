import { describe, expect, it } from 'vitest';
import { readArch } from '../../../src/spec/syntax/read-arch';
import type { Expression } from '../../../src/spec/syntax/tree';
import { outline } from './support';

const residualMlp = `// A residual MLP on correlated Gaussian inputs.
model ResidualMlp(width = 128, depth = 8, beta = 1.0) {
  input 784
  data  gaussian(samples: 256, covariance: powerlaw(1.0), seed: 1)
  loss  mse
  init  kaiming_normal(seed: 7)

  stem: dense(width, activation: relu)
  repeat(depth) {
    residual(beta) {
      dense(width, activation: relu)
      dense(width)
    }
  }
  head: dense(10)
}
`;

describe('reads a model', () => {
  it('with parameters, directives and layers', () => {
    const { value, problems } = readArch(residualMlp);
    expect(problems).toEqual([]);
    expect(outline(value)).toEqual([
      'model ResidualMlp',
      'parameter width 128',
      'parameter depth 8',
      'parameter beta 1',
      'input: 784',
      'data: gaussian[samples=256 covariance=powerlaw[1] seed=1]',
      'loss: mse',
      'init: kaiming_normal[seed=7]',
      'stem=dense[width activation=relu]',
      'repeat[depth] { residual[beta] { dense[width activation=relu]; dense[width] } }',
      'head=dense[10]',
    ]);
  });

  it.each([
    ['model A { }', ['model A']],
    ['model { }', ['model (no name)']],
    ['model A() { flatten }', ['model A', 'flatten[]']],
    ['model A(a = 1, b = a / 2,) { }', ['model A', 'parameter a 1', 'parameter b (/ a 2)']],
    ['model model { model: model }', ['model model', 'model=model[]']],
    ['model A { dense(1) relu dense(2) }', ['model A', 'dense[1]', 'relu[]', 'dense[2]']],
    ['model A { join: add(stem, b2) }', ['model A', 'join=add[stem b2]']],
    ['model A { use(stem) use: stem use: stem allow K1 }', ['model A', 'use[stem]', 'use[stem]', 'use[stem] allow K1']],
    ['model A { use: dense(3) use: flatten() use }', ['model A', 'use=dense[3]', 'use=flatten[]', 'use[]']],
    ['model A\n{\nstem:\n dense\n (1)\n { }\n}', ['model A', 'stem=dense[1] {  }']],
    [
      'model A { parallel(merge: add) { { a } { b c } { } } }',
      ['model A', 'parallel[merge=add] { a[] } { b[]; c[] } {  }'],
    ],
    ['model A { dense(1) allow K203, K110 relu }', ['model A', 'dense[1] allow K203 K110', 'relu[]']],
    ['model A { residual { relu } allow K117\n}', ['model A', 'residual[] { relu[] } allow K117']],
    ['model A { dense(2,\n  bias: false) allow K1 }', ['model A', 'dense[2 bias=false] allow K1']],
    ['\uFEFFmodel A {\r\n  dense(1)\r\n  relu\r\n}\r\n', ['model A', 'dense[1]', 'relu[]']],
  ])('%j', (source, expected) => {
    const { value, problems } = readArch(source);
    expect([outline(value), problems]).toEqual([expected, []]);
  });
});

describe('reads directives', () => {
  it.each([
    ['input 28x28x1', 'input: <28 28 1>'],
    ['input (width)x3', 'input: <width 3>'],
    ['input(784)', 'input: 784'],
    ['input -1', 'input: (- 1)'],
    ['biases normal(0.1)', 'biases: normal[0.1]'],
    ['layout channels_first', 'layout: channels_first'],
    ['seeds 16', 'seeds: 16'],
    ['expect kappa < 1e4', 'expect: (< kappa 10000)'],
    ['expect bound_gap < 3', 'expect: (< bound_gap 3)'],
    ['allow K203, K110', 'allow: K203 K110'],
    [
      'data gaussian(samples: 8, targets: npy("y.npy"), whiten: true)',
      'data: gaussian[samples=8 targets=npy["y.npy"] whiten=true]',
    ],
    ['data gaussian() allow K201', 'data: gaussian[] allow K201'],
    ['weights "model.safetensors"', 'weights: "model.safetensors"'],
    ['weights "m.npz" { stem: "net.0" }', 'weights: "m.npz" stem="net.0"'],
    [
      'weights "m.npz" {\n stem: "net.0"\n "repeat1.0.a": "net.1",\n}',
      'weights: "m.npz" stem="net.0" repeat1.0.a="net.1"',
    ],
  ])('%s', (source, expected) => {
    const { value, problems } = readArch(`model A {\n${source}\n}`);
    expect([outline(value), problems]).toEqual([['model A', expected], []]);
  });

  it('and takes their words for arguments, parameters and kinds where no directive can stand', () => {
    const { value, problems } = readArch('model data(input = 1) { bias(input, loss: data) \n biases zeros }');
    expect(problems).toEqual([]);
    expect(outline(value)).toEqual(['model data', 'parameter input 1', 'biases: zeros', 'bias[input loss=data]']);
  });

  it.each([
    ['seeds 16\n x: relu', ['seeds: 16', 'x=relu[]']],
    ['seeds 16 x28: relu', ['seeds: 16', 'x28=relu[]']],
    ['seeds 16\n x (3)', ['seeds: 16', 'x[3]']],
    ['dense(16) x(3)', ['dense[16]', 'x[3]']],
  ])('and takes no name for the sign of a shape: %j', (body, expected) => {
    expect(outline(readArch(`model A { ${body} }`).value).slice(1)).toEqual(expected);
  });

  it('takes allow for the layer on its line, and for the model on a line of its own', () => {
    const { value } = readArch('model A {\n dense(1) allow K1\n allow K2\n}');
    expect(outline(value)).toEqual(['model A', 'allow: K2', 'dense[1] allow K1']);
  });
});

describe('reads kappa-ignore on the line above', () => {
  it.each([
    ['a layer', '// kappa-ignore K203, K110\ndense(1)', 'dense[1] allow K203 K110'],
    ['a label', '//kappa-ignore K203\nstem: dense(1)', 'stem=dense[1] allow K203'],
    ['a directive', '// kappa-ignore K201: on purpose\ndata gaussian()', 'data: gaussian[] allow K201'],
    ['with its own allow', '// kappa-ignore K1\ndense(1) allow K2', 'dense[1] allow K1 K2'],
    ['twice', '// kappa-ignore K1\n// kappa-ignore K2 K3\ndense(1)', 'dense[1] allow K1 K2 K3'],
    ['with a comment between', '// kappa-ignore K1\n// why\n/* and more */ dense(1)', 'dense[1] allow K1'],
  ])('%s', (_, source, expected) => {
    const { value, problems } = readArch(`model A {\n${source}\n}`);
    expect([outline(value), problems]).toEqual([['model A', expected], []]);
  });
});

describe('gives ranges', () => {
  const source = 'model A(w = 1) {\n  input (w)x3\n  stem: dense(w, bias: false) { relu } allow K1\n}';
  const { model } = readArch(source).value;
  const [directive] = model!.directives;
  const [statement] = model!.statements;

  it.each([
    ['the model', model!, source],
    ['a parameter', model!.parameters[0]!, 'w = 1'],
    ['a directive', directive!, 'input (w)x3'],
    ['a shape', directive!.values[0]!, '(w)x3'],
    ['a parenthesised value', (directive!.values[0] as Extract<Expression, { type: 'shape' }>).items[0]!, '(w)'],
    ['a layer', statement!, 'stem: dense(w, bias: false) { relu } allow K1'],
    ['a label', statement!.label!, 'stem'],
    ['a kind', statement!.kind, 'dense'],
    ['an argument', statement!.arguments[1]!, 'bias: false'],
    ['a body', statement!.blocks[0]!, '{ relu }'],
    ['a code', statement!.allow[0]!, 'K1'],
  ])('of %s', (_, { range }, expected) => {
    expect(source.slice(range.start, range.end)).toBe(expected);
  });
});
