import { describe, expect, it } from 'vitest';
import { readSpecification } from '../../src/spec/specification';
import type { Architecture } from '../../src/spec/architecture';

const arch = `// A residual MLP on correlated Gaussian inputs.
model ResidualMlp(width = 128, depth = 8, beta = 1.0) {
  input 784
  data  gaussian(samples: 256, covariance: powerlaw(1.0), seed: 1)
  loss  mse
  init  kaiming_normal(seed: 7)
  expect kappa < 1e4
  allow K203

  stem: dense(width, activation: relu)
  repeat(depth) {
    residual(beta) {
      dense(width, activation: relu)
      dense(width) allow K110
    }
  }
  parallel(concat) { {} { dense(4) } }
  sum: add(stem, stem)
  head: dense(10)
}
`;

const json = `{
  "model": "ResidualMlp",
  "parameters": { "width": 128, "depth": 8, "beta": 1.0 },
  "input": [784],
  "data": { "gaussian": { "samples": 256, "covariance": { "powerlaw": 1.0 }, "seed": 1 } },
  "loss": "mse",
  "init": { "kaiming_normal": { "seed": 7 } },
  "expect": "kappa < 1e4",
  "allow": ["K203"],
  "layers": [
    { "name": "stem", "dense": { "units": "width", "activation": "relu" } },
    { "repeat": { "times": "depth", "layers": [
      { "residual": { "beta": "beta", "layers": [
        { "dense": { "units": "width", "activation": "relu" } }, { "dense": { "units": "width" }, "allow": ["K110"] } ] } } ] } },
    { "parallel": { "merge": "concat", "branches": [[], [{ "dense": 4 }]] } },
    { "name": "sum", "add": ["stem", "stem"] },
    { "name": "head", "dense": { "units": 10 } }
  ]
}
`;

/** Everything but places in the text. */
function meaning(architecture: Architecture | undefined): unknown {
  return JSON.parse(
    JSON.stringify({ ...architecture, tree: undefined }, (key, value: unknown) =>
      /range$/i.test(key) ? undefined : value,
    ),
  );
}

describe('readSpecification', () => {
  it('reads one meaning from both syntaxes', () => {
    const fromArch = readSpecification(arch, { syntax: 'arch' });
    const fromJson = readSpecification(json, { syntax: 'json' });
    expect(fromArch.problems.map(({ code }) => code)).toEqual(['K048']);
    expect(fromJson.problems.map(({ code }) => code)).toEqual(['K048']);
    expect(fromArch.architecture?.nodes).toHaveLength(39);
    expect(meaning(fromJson.architecture)).toEqual(meaning(fromArch.architecture));
  });

  it('passes overrides on', () => {
    const { architecture } = readSpecification(arch, { syntax: 'arch', parameters: { depth: 0 }, seed: 3, samples: 5 });
    expect(architecture?.layers.map(({ name }) => name)).toEqual(['stem', 'dense1', 'parallel1', 'sum', 'head']);
    expect(architecture?.layers[0].init.seed).toBe(3);
    expect(architecture?.data.source).toMatchObject({ samples: 5 });
  });

  it.each([
    ['arch', ''],
    ['arch', 'nonsense'],
    ['arch', 'model M {'],
    ['arch', 'model M { input 4 dense( }'],
    ['arch', 'model M {\n input 4\n stem: dense(3\n add(stem)\n dense(2)\n}'],
    ['arch', 'model M { input dense(2) }'],
    ['arch', 'model M { input 4 residual { dense(3) }'],
    ['arch', 'model M { input 4 dense(units: ) }'],
    ['json', ''],
    ['json', '[]'],
    ['json', '{'],
    ['json', '{ "input": 4, "layers": [{ "dense": null }] }'],
    ['json', '{ "input": "", "layers": [{ "dense": 3 }] }'],
  ] as const)('%s %j: one root cause, one error', (syntax, source) => {
    const { architecture, problems } = readSpecification(source, { syntax });
    expect(architecture).toBeUndefined();
    expect(problems.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toHaveLength(1);
  });

  it.each([
    ['"layers": [{ "dense": { "unts": 3 } }]', 'K022', 'unts'],
    ['"layers": [{ "dense": { "units": "widht" } }]', 'K030', 'widht'],
    ['"layers": [{ "dense": { "units": "2 * widht" } }]', 'K030', 'widht'],
    ['"layers": [{ "dense": { "units": "width / 0" } }]', 'K032', 'width / 0'],
    ['"layers": [{ "dense": { "units": 3, "activation": "rleu" } }]', 'K029', 'rleu'],
    ['"layers": [{ "dense": { "units": 3, "activation": { "leaky_rleu": 0.1 } } }]', 'K029', 'leaky_rleu'],
    ['"layers": [{ "dense": { "units": 3, "bias": "maybe" } }]', 'K026', 'maybe'],
    ['"layers": [{ "dens": 3 }]', 'K021', 'dens'],
    ['"layers": [{ "name": "a", "dense": 3 }, { "add": ["b"] }]', 'K043', 'b'],
    ['"loss": "mes", "layers": [{ "dense": 3 }]', 'K028', 'mes'],
    ['"allow": ["K20"], "layers": [{ "dense": 3 }]', 'K049', 'K20'],
    ['"expect": ["kapa < 3"], "layers": [{ "dense": 3 }]', 'K050', 'kapa'],
  ])('JSON %s: %s at %s', (members, code, underlined) => {
    const source = `{ "parameters": { "width": 3 }, "input": [4], ${members} }`;
    const { problems } = readSpecification(source, { syntax: 'json' });
    expect(problems.map(({ code, range }) => [code, source.slice(range.start, range.end).replaceAll('"', '')])).toEqual(
      [[code, underlined]],
    );
  });
});
