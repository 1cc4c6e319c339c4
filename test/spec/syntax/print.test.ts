import { describe, expect, it } from 'vitest';
import { printArch } from '../../../src/spec/syntax/print-arch';
import { printJson, type ParameterNames } from '../../../src/spec/syntax/print-json';
import { readArch } from '../../../src/spec/syntax/read-arch';
import { readJson } from '../../../src/spec/syntax/read-json';

const arch = `model ResidualMlp(width = 128, depth = 8, beta = 1) {
  input 784
  data  gaussian(samples: 256, covariance: powerlaw(1), seed: 1)
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

const json = `{
  "model": "ResidualMlp",
  "parameters": { "width": 128, "depth": 8, "beta": 1 },
  "input": [784],
  "data": { "gaussian": { "samples": 256, "covariance": { "powerlaw": 1 }, "seed": 1 } },
  "loss": "mse",
  "init": { "kaiming_normal": { "seed": 7 } },
  "layers": [
    { "name": "stem", "dense": { "units": "width", "activation": "relu" } },
    {
      "repeat": {
        "times": "depth",
        "layers": [
          {
            "residual": {
              "beta": "beta",
              "layers": [
                { "dense": { "units": "width", "activation": "relu" } },
                { "dense": { "units": "width" } }
              ]
            }
          }
        ]
      }
    },
    { "name": "head", "dense": { "units": 10 } }
  ]
}
`;

const names: Readonly<Record<string, ReturnType<ParameterNames>>> = {
  'layer concat': { all: 'inputs' },
  'layer dense': ['units', 'activation', 'prune', 'bias'],
  'layer repeat': ['times'],
  'layer residual': ['beta'],
  'data idx': ['file', 'limit'],
  'activation leaky_relu': ['a'],
};
const parametersOf: ParameterNames = (callee, place) => names[`${place} ${callee}`];

describe('prints .arch', () => {
  it('as the language is written', () => {
    expect(printArch(readArch(arch).value)).toBe(arch);
  });

  it('from JSON, with the names that stand there', () => {
    const named = arch
      .replace(/dense\((width|10)/g, 'dense(units: $1')
      .replace('repeat(', 'repeat(times: ')
      .replace('residual(', 'residual(beta: ');
    expect(printArch(readJson(json).value)).toBe(named);
  });

  it('in the usual order, without comments', () => {
    const source = '// mine\nmodel A { seeds 2 relu // why\n // kappa-ignore K1\n abs input 3 }';
    expect(printArch(readArch(source).value)).toBe('model A {\n  input 3\n  seeds 2\n\n  relu\n  abs allow K1\n}\n');
  });

  it.each([
    ['model A { }', 'model A {}\n'],
    ['model { relu }', 'model {\n  relu\n}\n'],
    ['model A { parallel { { } { relu } } }', 'model A {\n  parallel {\n    {}\n    {\n      relu\n    }\n  }\n}\n'],
    ['model A { use: stem }', 'model A {\n  use(stem)\n}\n'],
    ['model A { use: flatten() }', 'model A {\n  use: flatten()\n}\n'],
    ['', ''],
  ])('%j', (source, expected) => {
    expect(printArch(readArch(source).value)).toBe(expected);
  });

  it.each([
    ['"input": [784]', 'input 784'],
    ['"input": [28, "width", "width / 2"]', 'input 28x(width)x(width / 2)'],
    ['"input": [-1, 2]', 'input (-1)x2'],
    ['"expect": "kappa<1e4"', 'expect kappa < 10000'],
    ['"data": { "npy": "relu" }', 'data npy("relu")'],
    ['"data": { "idx": { "file": "train-images", "limit": "n" } }', 'data idx(file: "train-images", limit: n)'],
    ['"data": { "idx": { "limit": "n", "arguments": ["train-images"] } }', 'data idx("train-images", limit: n)'],
    ['"weights": "model"', 'weights "model"'],
    ['"weights": { "file": "f", "map": { "a": "net", "r.0.b": "x" } }', 'weights "f" { a: "net", "r.0.b": "x" }'],
    ['"loss": "no such path.txt"', 'loss "no such path.txt"'],
    ['"loss": "\\"mse\\""', 'loss "mse"'],
  ])('from %s', (member, expected) => {
    expect(printArch(readJson(`{ ${member}, "layers": [] }`).value)).toBe(`model {\n  ${expected}\n}\n`);
  });
});

describe('prints expressions with no more parentheses than they need', () => {
  it.each([
    ['(1 + 2) + 3', '1 + 2 + 3'],
    ['1 + (2 + 3)', '1 + (2 + 3)'],
    ['1 - (2 - 3)', '1 - (2 - 3)'],
    ['(a * b) + c', 'a * b + c'],
    ['a * (b + c)', 'a * (b + c)'],
    ['(-2)^2', '(-2)^2'],
    ['-(2^2)', '-2^2'],
    ['2^(-1)', '2^-1'],
    ['(2^3)^2', '(2^3)^2'],
    ['2^(3^2)', '2^3^2'],
    ['2^(1 / 2)', '2^(1 / 2)'],
    ['-(a * b)', '-(a * b)'],
    ['(-a) * b', '-a * b'],
    ['a * (-b)', 'a * -b'],
    ['--a', '-(-a)'],
    ['(a < b) < c', 'a < b < c'],
    ['(2x3)x4', '(2x3)x4'],
    ['1_000 + .5 + 1e-7', '1000 + 0.5 + 1e-7'],
    [String.raw`f("a\"b", [x, true])`, String.raw`f("a\"b", [x, true])`],
  ])('%s', (source, expected) => {
    const printed = printArch(readArch(`model A { scale(${source}) }`).value);
    expect(printed).toBe(`model A {\n  scale(${expected})\n}\n`);
  });
});

describe('prints JSON', () => {
  it('with the names of positional arguments, as the language is written', () => {
    expect(printJson(readArch(arch).value, parametersOf)).toBe(json);
  });

  it.each([
    ['input 28x(width / 2)', '"input": [28, "width / 2"]'],
    ['input [1, 2]', '"input": "[1, 2]"'],
    ['data idx("a-b", limit: 10)', '"data": { "idx": { "file": "a-b", "limit": 10 } }'],
    ['data gaussian(8, seed: 1)', '"data": { "gaussian": { "arguments": [8], "seed": 1 } }'],
    ['data npy("y.npy")', '"data": { "npy": "y.npy" }'],
    ['init normal', '"init": "normal"'],
    ['init identity()', '"init": { "identity": {} }'],
    ['seeds -2', '"seeds": -2'],
    ['loss "mse"', String.raw`"loss": "\"mse\""`],
    ['loss "a b"', '"loss": "a b"'],
    ['weights "a"', '"weights": "a"'],
    ['weights "a" { stem: "net" }', '"weights": { "file": "a", "map": { "stem": "net" } }'],
    ['expect kappa < 5\n expect rank >= 2', '"expect": ["kappa < 5", "rank >= 2"]'],
    ['data sphere(8) allow K1\n allow K2', '"data": { "sphere": 8 },\n  "allow": ["K2", "K1"]'],
  ])('of directive %s', (source, expected) => {
    const printed = printJson(readArch(`model { ${source} }`).value, parametersOf);
    expect(printed).toBe(`{\n  ${expected},\n  "layers": []\n}\n`);
  });

  it.each([
    ['relu', '{ "relu": {} }'],
    ['dense(3)', '{ "dense": { "units": 3 } }'],
    ['dense(3, activation: leaky_relu(0.1))', '{ "dense": { "units": 3, "activation": { "leaky_relu": 0.1 } } }'],
    ['dense(3, prune(0.5))', '{ "dense": { "units": 3, "prune": { "prune": 0.5 } } }'],
    ['dense(3, prune(0.5), f)', '{ "dense": { "units": 3, "prune": { "prune": 0.5 }, "activation": "f" } }'],
    [
      'dense(3, f, prune(0.5), g)',
      '{ "dense": { "units": 3, "activation": "f", "prune": { "prune": 0.5 }, "bias": "g" } }',
    ],
    ['other(3)', '{ "other": 3 }'],
    ['other(3, 4)', '{ "other": [3, 4] }'],
    ['other(f(3))', '{ "other": [{ "f": 3 }] }'],
    ['other([3])', '{ "other": [[3]] }'],
    ['other(3, a: true)', '{ "other": { "arguments": [3], "a": true } }'],
    ['other(2 * f("x"))', String.raw`{ "other": "2 * f(\"x\")" }`],
    ['add(stem, b)', '{ "add": ["stem", "b"] }'],
    ['concat(stem, b)', '{ "concat": ["stem", "b"] }'],
    ['concat(stem, b, axis: 0)', '{ "concat": { "inputs": ["stem", "b"], "axis": 0 } }'],
    ['concat(axis: 0)', '{ "concat": { "axis": 0 } }'],
    ['pool(3x5, stride: [1, 2])', '{ "pool": { "arguments": ["3x5"], "stride": [1, 2] } }'],
    ['use: stem', '{ "use": "stem" }'],
    ['a: relu allow K1, K2', '{ "name": "a", "relu": {}, "allow": ["K1", "K2"] }'],
    ['other(3) { relu }', '{ "other": { "arguments": [3], "layers": [{ "relu": {} }] } }'],
    ['parallel(merge: add) { { relu } { } }', '{ "parallel": { "merge": "add", "branches": [[{ "relu": {} }], []] } }'],
  ])('of layer %s', (source, expected) => {
    const printed = printJson(readArch(`model { ${source} }`).value, parametersOf);
    expect(printed).toBe(`{\n  "layers": [\n    ${expected}\n  ]\n}\n`);
  });

  it('as deep as .arch can nest', () => {
    const source = `model {\n  ${'residual { '.repeat(99)}${'} '.repeat(99)}\n}`;
    const { value, problems } = readJson(printJson(readArch(source).value));
    expect(problems).toEqual([]);
    expect(printArch(value)).toBe(printArch(readArch(source).value));
  });

  it('of no model', () => {
    expect(printJson(readArch('').value)).toBe('');
  });
});
