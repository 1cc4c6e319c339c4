import { silentTheory } from '../../src/report/theory';
import { describe, expect, it } from 'vitest';
import type { AnalysisState } from '../../src/report/analysis-state';
import { escapeMarkdown } from '../../src/report/markdown-text';
import { formatNumber, formatShare } from '../../src/report/numbers';
import { bar } from '../../src/report/text/bar';
import { doHover } from '../../src/service/hover';
import type { Syntax } from '../../src/spec/syntax/tree';
import { linearReport } from '../support/sample-reports/linear';
import { analysed, examples, open } from './documents';

/** The hover at the mark `|` in the text. */
function at(marked: string, syntax: Syntax = 'arch', state?: (hash: string) => AnalysisState) {
  const document = open(marked.replace('|', ''), syntax);
  return doHover(document, marked.indexOf('|'), state?.(document.hash));
}

/** The line of a hover that stands at the mark, and what it is about. */
function firstLine(marked: string, syntax: Syntax = 'arch'): [string, string] | undefined {
  const hover = at(marked, syntax);
  const text = marked.replace('|', '');
  return hover && [text.slice(hover.range.start, hover.range.end), hover.markdown.split('\n')[0]];
}

describe('words of the language, without an analysis', () => {
  const model = (lines: string) =>
    `model Net(width = 8, half = width / 2) {\n  input 4\n  ${lines}\n  dense(half)\n}\n`;

  it.each<[string, string, string]>([
    ['d|ense(8)', 'dense', '**dense1** dense · 4 → 8'],
    ['stem|: dense(8)', '', ''],
    ['ste|m: dense(8)', 'stem', '**stem** dense · 4 → 8'],
    ['_a_: de|nse(8)', 'dense', '**\\_a\\_** dense · 4 → 8'],
    ['dense(|8)', '8', 'Argument of `dense`'],
    ['dense(un|its: 8)', 'units: 8', 'Argument of `dense`'],
    ['dense(8, bias: fal|se)', 'bias: false', 'Argument of `dense`'],
    ['dense(8, re|lu)', 'relu', '`relu` activation'],
    ['dense(8, activation: leaky_re|lu(0.2))', 'leaky_relu', '`leaky_relu(a = 0.01)` activation'],
    ['dense(8, activation: leaky_relu(0|.2))', '0.2', 'Argument of `leaky_relu`'],
    ['dense(8, activation: normalized(ta|nh))', 'tanh', '`tanh` activation'],
    ['dense(8, prune: 0|.5)', 'prune: 0.5', 'Argument of `dense`'],
    ['dense(wid|th)', 'width', '**width** = 8'],
    ['dense(2 * hal|f)', 'half', '**half** = 4, from `width / 2`'],
    ['residual(2) { dense(4, re|lu) }', 'relu', '`relu` activation'],
    ['a: dense(4)\n  add(|a)', 'a', '**a** dense · 4 → 4'],
    ['repe|at(3) { dense(4) dense(4) }', 'repeat', '**repeat1.0.dense1** … **repeat1.2.dense2** · 6 layers · 4 → 4'],
    ['repeat(3) { de|nse(4) }', 'dense', '**repeat1.0.dense1** … **repeat1.2.dense1** dense · 3 layers · 4 → 4'],
    [
      'a: dense(4)\n  repeat(2) { con|cat(a, a) }\n  flatten',
      'concat',
      '**repeat1.0.concat1** … **repeat1.1.concat1** concat · 2 layers · 4 → 8',
    ],
    ['da|ta gaussian', 'data gaussian', '`data gaussian(samples: 256)`'],
    [
      'data gau|ssian(samples: 3)',
      'gaussian',
      expect.stringMatching(/^`gaussian\(.*` data source$/) as unknown as string,
    ],
    ['data gaussian(samples: |3)', 'samples: 3', 'Argument of `gaussian`'],
    ['data gaussian(covariance: power|law(1))', 'powerlaw', '`powerlaw(a = 1)` covariance'],
    ['data csv("x|.csv")', '"x.csv"', 'Argument of `csv`'],
    [
      'init kaiming|_normal',
      'kaiming_normal',
      expect.stringMatching(/^`kaiming_normal\(.*` initialiser$/) as unknown as string,
    ],
    ['loss m|se', 'loss mse', '`loss mse`'],
    ['expect kap|pa < 1e3', 'kappa', '`kappa`'],
    ['expect kappa < wi|dth', 'width', '**width** = 8'],
    ['allow K1|10', 'K110', '[K110](docs/rules/K110.md) warning: **Gauss-Newton condition number is high**'],
    ['dense(4) allow K2|03', 'K203', '[K203](docs/rules/K203.md) information: **Fewer samples than dimensions**'],
    [
      '// kappa-ignore K|110\n  dense(4)',
      'K110',
      '[K110](docs/rules/K110.md) warning: **Gauss-Newton condition number is high**',
    ],
    ['weights "w.npz" { st|em: "net.0" }\n  stem: dense(4)', 'stem', '**stem** dense · 4 → 4'],
    ['// a com|ment', '', ''],
    ['dense(4) allow K|777', '', ''],
  ])('%s', (line, word, first) => expect(firstLine(model(line))).toEqual(first === '' ? undefined : [word, first]));

  it.each<[string, string, string]>([
    ['mod|el Net {\n input 4\n dense(2)\n}', 'model', '**Net** · 1 layer · 4 → 2'],
    ['model Ne|t {\n input 4\n dense(2)\n}', 'Net', '**Net** · 1 layer · 4 → 2'],
    ['model Net(wi|dth = 8) {\n input 4\n dense(width)\n}', 'width', '**width** = 8'],
    ['model Net {\n input 4\n dense(2)\n|}', '', ''],
    ['|', '', ''],
  ])('%s', (text, word, first) => expect(firstLine(text)).toEqual(first === '' ? undefined : [word, first]));

  const json = (layers: string, rest = '') =>
    `{ "model": "Net", "parameters": { "width": 8 }, "input": [4]${rest}, "layers": [${layers}] }`;

  it.each<[string, string, string]>([
    [json('{ "den|se": { "units": 8 } }'), 'dense', '**dense1** dense · 4 → 8'],
    [json('{ "name": "st|em", "dense": 8 }'), 'stem', '**stem** dense · 4 → 8'],
    [json('{ "dense": { "uni|ts": 8 } }'), '"units": 8', 'Argument of `dense`'],
    [json('{ "dense": { "units": "wid|th" } }'), 'width', '**width** = 8'],
    [json('{ "dense": { "units": "2 * wid|th" } }'), 'width', '**width** = 8'],
    [json('{ "dense": { "units": 8, "activation": "re|lu" } }'), 'relu', '`relu` activation'],
    [
      json('{ "dense": 8, "allow": ["K1|10"] }'),
      'K110',
      '[K110](docs/rules/K110.md) warning: **Gauss-Newton condition number is high**',
    ],
    [json('{ "dense": 8 }', ', "expect": ["kap|pa < 9"]'), 'kappa', '`kappa`'],
    [json('{ "dense": 8 }').replace('"model"', '"mod|el"'), 'model', '**Net** · 1 layer · 4 → 8'],
    [json('{ "dense": 8 }').replace('Net', 'N|et'), 'Net', '**Net** · 1 layer · 4 → 8'],
  ])('%s', (text, word, first) => expect(firstLine(text, 'json')).toEqual([word, first]));
});

describe('a parameter', () => {
  it.each([
    ['used', 'model M(|w = 8) {\n  input 4\n  dense(w)\n  dense(w / 2)\n  expect rank > w\n}', 'used in lines 3, 4, 5'],
    ['used once', 'model M(|w = 8) {\n  input 4\n  dense(w)\n}', 'used in line 3'],
    ['unused', 'model M(|w = 8) {\n  input 4\n  dense(2)\n}', 'used nowhere'],
  ])('%s', (_, text, expected) => expect(at(text)?.markdown).toBe(`**w** = 8\n\nParameter of the model, ${expected}.`));
});

describe('broken text', () => {
  it.each<[string, string, string | undefined]>([
    ['shapes before the error', 'model M {\n  input 4\n  den|se(8)\n  dense(\n}', '**dense1** dense · 4 → 8'],
    [
      'documentation behind it',
      'model M {\n  input 4\n  dense(8) dense(units: ]\n  den|se(3)\n}',
      '`dense(units, activation = linear, bias = true, init?, biases?, prune?, trainable = true, weight_standardized = false)`',
    ],
    [
      'no shapes without an input',
      'model M {\n  den|se(8)\n}',
      '`dense(units, activation = linear, bias = true, init?, biases?, prune?, trainable = true, weight_standardized = false)`',
    ],
    [
      'a wrong value elsewhere',
      'model M {\n  input 4\n  data gaussian(samples: 0)\n  den|se(8)\n}',
      '**dense1** dense · 4 → 8',
    ],
    ['the model', 'model M| {\n  input 4\n  dnse(8)\n}', undefined],
    ['nothing of an unknown layer', 'model M {\n  input 4\n  qwerty|uiop(8)\n}', undefined],
  ])('%s', (_, text, first) => expect(at(text)?.markdown.split('\n')[0]).toBe(first));

  it('says how many errors keep a model from being analysed', () => {
    expect(at('model |M {\n  input 4\n  dnse(8)\n}')?.markdown).toBe(
      '**M** · 1 layer · 4 → 8\n\n*not analysed: 1 error*',
    );
  });
});

describe('the state of the analysis, on the model', () => {
  const text = 'model |M {\n  input 4\n  dense(8)\n}';
  const heading = '**M** · 1 layer · 4 → 8';

  it.each<[string, ((hash: string) => AnalysisState) | undefined, string]>([
    ['none', undefined, 'not analysed yet'],
    ['idle', (hash) => ({ status: 'idle', hash }), 'not analysed yet'],
    ['begun', (hash) => ({ status: 'analysing', hash, progress: null, report: null }), 'analysing'],
    [
      'at a stage',
      (hash) => ({ status: 'analysing', hash, progress: { stage: 'spectrum', fraction: 0.25 }, report: null }),
      'analysing: spectrum, 25.0 %',
    ],
    ['failed', (hash) => ({ status: 'failed', hash, message: 'No data.', problems: [] }), 'analysis failed: No data.'],
    [
      'of another text',
      () => ({ status: 'fresh', hash: 'other', report: linearReport, problems: [] }),
      'not analysed yet',
    ],
  ])('%s', (_, state, expected) => expect(at(text, 'arch', state)?.markdown).toBe(`${heading}\n\n*${expected}*`));
});

describe('figures of an analysis', () => {
  const text = `model Chain {
  input 4
  data gaussian(samples: 32, covariance: condition(10), seed: 1)
  init lecun_normal(seed: 3)
  expect kappa < 1e6

  stem: dense(6, bias: false)
  repeat(2) { dense(6, bias: false) }
  head: dense(2, bias: false)
}
`;
  const hoverOn = async (word: string) => {
    const { document, state, report } = await analysed(open(text));
    return { markdown: doHover(document, text.indexOf(word), state)!.markdown, report };
  };

  it('of a layer', async () => {
    const { markdown, report } = await hoverOn('stem');
    const stem = report.layers.find(({ name }) => name === 'stem')!;
    const row = (title: string, share: number) => `| ${title} | ${formatShare(share)} | ${bar(share, 12)} |`;
    const [measured, rest] = markdown.split('\n\n| figure |');
    expect(measured.replace(/\n\n►.*/, '')).toBe(
      [
        '**stem** dense · 4 → 6 · 24 parameters\n\n---\n',
        '| share |  |  |',
        '| :-- | :-- | :-- |',
        row('of the slowest direction, λ_min', stem.bottomShare!),
        row('of the steepest direction, λ_max', stem.topShare!),
        row('of the trace', stem.traceShare!),
      ].join('\n'),
    );
    expect(rest).toContain(`| alpha, weight in the convex bound | ${formatNumber(stem.alpha)} |`);
    expect(rest).toContain(`| rank to the output | ${stem.rankLeft} |`);
    for (const { title, value, certainty } of stem.predictions)
      expect(rest).toContain(`| ${escapeMarkdown(title)} | ${formatNumber(value)} | ${certainty} |`);
    expect(rest).toMatch(
      /\n---\n\n`dense\(units, .*`\n\nAffine map on the last axis: y = W x \+ b, then the activation\.$/,
    );
    expect(rest).not.toContain('- `units`');
  });

  it('of all iterations of a layer', async () => {
    const { markdown, report } = await hoverOn('dense(6, bias: false) }');
    const shares = report.layers.filter(({ name }) => name.startsWith('repeat1')).map((layer) => layer.bottomShare!);
    const sum = shares[0] + shares[1];
    const [low, high] = [Math.min(...shares), Math.max(...shares)].map(formatShare);
    expect(markdown).toMatch(
      /^\*\*repeat1\.0\.dense1\*\* … \*\*repeat1\.1\.dense1\*\* dense · 2 layers · 6 → 6 · 72 parameters in all \(36 each\)\n/,
    );
    expect(markdown).toContain('| share | in all |  | of each of 2 layers |');
    expect(markdown).toContain(
      `| of the slowest direction, λ_min | ${formatShare(sum)} | ${bar(sum, 12)} | ${low} … ${high} |`,
    );
  });

  it('name the owner of the slowest direction, once', async () => {
    const { document, state, report } = await analysed(open(text));
    const owner = report.layers.find((layer) => layer.owner)!;
    const naming = ['stem', 'dense(6, bias: false) }', 'head'].filter((word) =>
      doHover(document, text.indexOf(word), state)?.markdown.includes(`► ${owner.name} holds the largest share`),
    );
    expect(naming).toHaveLength(1);
  });

  it('of the model', async () => {
    const { markdown, report } = await hoverOn('Chain');
    const { spectrum, theory } = report;
    expect(markdown.split('\n').slice(0, 3)).toEqual([
      '**Chain** · 4 layers, linear · 4 → 2 · 108 parameters · loss mse (1/n) · initialised with seed 3',
      '',
      `| κ | ${formatNumber(spectrum.kappa)}, moderately conditioned |`,
    ]);
    expect(markdown).toContain(`| rank | ${spectrum.rank} of 108 parameters, exact from the structure |`);
    expect(markdown).toContain(
      `| λ_max, λ_min | ${formatNumber(spectrum.lambdaMax)}, ${formatNumber(spectrum.lambdaMin)} |`,
    );
    expect(markdown).toContain(
      `| gradient descent | ${formatNumber(theory.optimisation!.maximalLearningRate.gradientDescent)} | about `,
    );
    expect(markdown).toContain('\n- holds: `kappa < 1e6` (');
    expect(markdown).not.toContain('*analysed*');
  });

  it('of the theories: the most telling of the model, all of a layer', async () => {
    const { markdown: model, report } = await hoverOn('Chain');
    const [gradient] = report.theory.meanField.figures;
    expect(model).toContain(
      `| Mean field: ${escapeMarkdown(gradient.title)} | ${formatNumber(gradient.value as number)} | infinite-width |`,
    );
    // More samples than dimensions: kernels of a linear network are singular, and a theory without a number has no row.
    expect(model).not.toContain('Infinite width:');
    // lecun_normal keeps the mean square of linear networks and of their gradients.
    const { markdown: layers } = await hoverOn('dense(6, bias: false) }');
    expect(layers).toContain('| chi: squared gradient, input over output | 1 | infinite-width |');
    expect(layers.match(/^\| q: /gm)).toHaveLength(1);
  });

  it('link the findings on a layer', async () => {
    const narrow = text.replace('stem: dense(6', 'stem: dense(1');
    const { document, state, report } = await analysed(open(narrow));
    const codes = report.findings.filter(({ layer }) => layer === 'stem').map(({ code }) => code);
    expect(codes).toContain('K111');
    const { markdown } = doHover(document, narrow.indexOf('stem'), state)!;
    expect(markdown).toContain('- warning [K111](docs/rules/K111.md): A hidden layer is a bottleneck');
  });

  it('of the stages so far', async () => {
    const { document, report } = await analysed(open(text));
    const spectrum = { ...report.spectrum, kappa: null, lambdaMax: null, lambdaMin: null, rank: null, skipped: null };
    const state: AnalysisState = {
      status: 'analysing',
      hash: document.hash,
      progress: { stage: 'spectrum', fraction: null },
      report: {
        ...report,
        spectrum,
        layers: [],
        findings: [],
        theory: { ...silentTheory('not asked'), optimisation: null, initialisation: [] },
      },
    };
    const { markdown } = doHover(document, text.indexOf('Chain'), state)!;
    expect(markdown).toContain('| κ | not measured yet |');
    expect(markdown).toContain('| certified | ');
    expect(markdown).not.toContain('| rank |');
    expect(markdown.endsWith('*analysing: spectrum*')).toBe(true);
    expect(doHover(document, text.indexOf('stem'), state)!.markdown).toContain('- `units`');
  });
});

describe('at every offset of every example', () => {
  it.each(examples())('$name: something sensible, whatever the state', async ({ document, folder }) => {
    const { state } = await analysed(document, { small: true, folder });
    for (const known of [undefined, state]) {
      const hovers = Array.from({ length: document.text.length + 2 }, (_, offset) => doHover(document, offset, known));
      hovers.forEach((hover, offset) => {
        if (!hover) return;
        expect(hover.range.start <= offset && offset < hover.range.end).toBe(true);
        expect(hover.markdown).not.toMatch(/undefined|NaN|null|\[object/);
      });
      expect(hovers.some((hover) => hover)).toBe(true);
    }
  });
});
