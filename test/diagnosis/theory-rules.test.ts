import { describe, expect, it } from 'vitest';
import { deepConditioning } from '../../src/analysis/theory/deep-conditioning';
import { meanField } from '../../src/analysis/theory/mean-field';
import type { Settings } from '../../src/diagnosis/rule';
import { rules } from '../../src/diagnosis/rules/rules';
import { instantiate } from '../../src/network/instantiate';
import type { Finding } from '../../src/report/report';
import { silentTheory } from '../../src/report/theory';
import { applyEdits } from '../../src/spec/apply-edits';
import { readSpecification } from '../../src/spec/specification';
import { report } from '../support/report-builder';

/** Findings of one rule on the figures of theory, as the analysis computes them. */
async function findings(code: string, source: string, settings: Settings = {}): Promise<readonly Finding[]> {
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  if (!architecture) throw new Error(problems.map(({ message }) => message).join(' '));
  const { value: network } = await instantiate(architecture, { read: async () => new Uint8Array() });
  const measured = report(architecture, { model: { linear: network!.linear } });
  const theory = {
    ...silentTheory('not asked'),
    deepConditioning: deepConditioning(network!),
    meanField: meanField(network!),
    optimisation: null,
    initialisation: [],
  };
  const rule = rules.find((each) => each.code === code)!;
  return rule.run({ architecture, report: { ...measured, theory } }, settings)!;
}

const model = (layers: string, { init = 'kaiming_normal', data = 'gaussian(samples: 6)' } = {}) =>
  `model M {\n  input 8\n  data ${data}\n  init ${init}\n  ${layers}\n  dense(1)\n}\n`;
const times = (count: number, activation: string) => `repeat(${count}) { dense(8, activation: ${activation}) }`;

it('of theory are silent on an ordinary network of two hidden layers, but for its width', async () => {
  const wide = model('dense(128, activation: relu)\n  dense(128, activation: relu)');
  const codes = rules.map(({ code }) => code).filter((code) => /^K3/.test(code));
  const found = await Promise.all(codes.map((code) => findings(code, wide)));
  expect(found.flat()).toEqual([]);
});

describe('K301 uncentred activation', () => {
  it('says how much of the activation is its mean', async () => {
    // (E relu)^2 / E relu^2 = (1 / 2 pi) / (1 / 2) = 1 / pi.
    const [found] = await findings('K301', model(times(8, 'relu')));
    expect(found).toMatchObject({ severity: 'information', threshold: 2, layer: 'repeat1.0.dense1' });
    expect(found.message).toMatch(
      /^relu is not centred, its mean holds 32% of its second moment: kappa .* over 8 hidden/,
    );
    expect(found.value).toBeGreaterThan(2);
  });

  it.each([
    ['tanh is odd', times(8, 'tanh'), {}],
    ['normalised', times(8, 'normalized(relu)'), {}],
    ['a raised threshold', times(8, 'relu'), { 'kappa.thresholds.kernelGrowth': 100 }],
    ['linear', times(8, 'linear'), {}],
  ])('is silent: %s', async (_, layers, settings) =>
    expect(await findings('K301', model(layers), settings)).toEqual([]),
  );

  it('normalises the activation and takes the gain out of the weights', async () => {
    const source = model('dense(8, relu)\n  dense(8, activation: relu)\n  '.repeat(4).trimEnd());
    const [{ fixes }] = await findings('K301', source);
    const init = 'init: kaiming_normal(fan: in, gain: 1, seed: 1)';
    const repaired = applyEdits(source, fixes[0].edits);
    expect(repaired).toBe(
      source
        .replaceAll('dense(8, relu)', `dense(8, normalized(relu), ${init})`)
        .replaceAll('dense(8, activation: relu)', `dense(8, activation: normalized(relu), ${init})`)
        .replace('dense(1)', `dense(1, ${init})`),
    );
    expect(await findings('K301', repaired)).toEqual([]);
  });

  it('offers nothing where one statement would need several gains', async () => {
    const source = model(`repeat(8) { dense(16, activation: relu) }`, { init: 'xavier_normal' });
    const [{ fixes }] = await findings('K301', source);
    expect(fixes).toEqual([]);
  });
});

describe('K302 linear part of the signal', () => {
  it.each([
    // mu of relu is 1 - (1 / 4) / (1 / 2 - 1 / 2 pi).
    ['relu', 8, (0.25 / (0.5 - 0.5 / Math.PI)) ** 8],
    ['abs', 1, 0],
    ['quadratic', 2, 0],
  ])('of %s after %i layers', async (activation, depth, share) => {
    const [found] = await findings('K302', model(times(depth, activation)));
    expect(found.value).toBeCloseTo(share, 12);
  });

  it.each([
    ['relu', 7],
    ['tanh', 10],
    ['linear', 30],
  ])('is silent on %s of %i layers', async (activation, depth) =>
    expect(await findings('K302', model(times(depth, activation)))).toEqual([]),
  );

  it('says which depth would do', async () => {
    // 0.7335^7 = 0.114, 0.7335^8 = 0.084.
    const [{ hint }] = await findings('K302', model(times(9, 'relu')));
    expect(hint).toMatch(/^Stay below 8 hidden layers/);
  });
});

describe('K303 gradients off criticality', () => {
  const lecun = { init: 'lecun_normal' };

  it.each([
    // chi of relu is sigma_w^2 / 2, of a linear layer sigma_w^2; between the first layer's output and the network's are all others and the head.
    ['relu halves them', times(8, 'relu'), lecun, 2 ** -7, 'information'],
    ['more than a thousandfold', times(12, 'relu'), lecun, 2 ** -11, 'warning'],
    ['kaiming doubles those of linear layers', times(5, 'linear'), {}, 2 ** 5, 'information'],
  ])('%s', async (_, layers, options, value, severity) => {
    const [found] = await findings('K303', model(layers, options));
    expect(found.severity).toBe(severity);
    expect(found.value! / value).toBeCloseTo(1, 9);
    expect(found.layer).toBe('repeat1.0.dense1');
  });

  it.each([
    ['critical', times(30, 'relu'), {}, {}],
    ['three halvings', times(3, 'relu'), lecun, {}],
    ['a raised threshold', times(8, 'relu'), lecun, { 'kappa.thresholds.gradientGrowth': 300 }],
  ])('is silent: %s', async (_, layers, options, settings) =>
    expect(await findings('K303', model(layers, options), settings)).toEqual([]),
  );

  it('gives every layer the gain of chi = 1', async () => {
    const source = model('dense(8, leaky_relu(0.5))\n  '.repeat(10).trimEnd(), lecun);
    const [{ fixes }] = await findings('K303', source);
    const repaired = applyEdits(source, fixes[0].edits);
    // sqrt(2 / (1 + 0.5^2)) = 1.265.
    expect(repaired).toContain('dense(8, leaky_relu(0.5), init: lecun_normal(fan: in, gain: 1.26, seed: 1))');
    expect(await findings('K303', repaired)).toEqual([]);
  });

  it('offers no gain where chi depends on the size of signals', async () => {
    const [{ fixes }] = await findings('K303', model(times(12, 'sigmoid'), lecun));
    expect(fixes).toEqual([]);
  });
});

describe('K304 length map', () => {
  const far = { init: 'lecun_normal', data: 'gaussian(samples: 6, mean: 4)' };

  it.each([
    ['gelu, slope above 1', 'normalized(gelu)', 12],
    ['relu, slope 1 and too large a start', 'normalized(relu)', 12],
  ])('runs away: %s', async (_, activation, depth) => {
    const [found] = await findings('K304', model(times(depth, activation), far));
    expect(found.severity).toBe('warning');
    expect(found.value).toBeGreaterThan(10);
  });

  it.each([
    ['tanh contracts', times(12, 'normalized(tanh)'), far],
    ['plain relu does not care', times(12, 'relu'), far],
    ['at the fixed point', times(12, 'normalized(gelu)'), { init: 'lecun_normal' }],
  ])('is silent: %s', async (_, layers, options) => expect(await findings('K304', model(layers, options))).toEqual([]));
});

describe('K305 width against samples and depth', () => {
  it.each([
    // 6 samples, 2 layers.
    { width: 119, found: [12 / 119] },
    { width: 121, found: [] },
  ])('$width units', async ({ width, found }) => {
    const layer = `dense(${width}, activation: relu)`;
    const values = (await findings('K305', model(`${layer}\n  ${layer}`))).map(({ value }) => value);
    expect(values).toEqual(found);
  });

  it('is silent on linear networks, where everything is known exactly', async () =>
    expect(await findings('K305', model(times(2, 'linear')))).toEqual([]));
});

describe('K306 batch entropy', () => {
  const lecun = { init: 'lecun_normal' };

  it.each([
    ['information', times(5, 'relu'), {}],
    ['warning', times(12, 'relu'), {}],
  ])('%s of halved signals', async (severity, layers) => {
    const [found] = await findings('K306', model(layers, lecun));
    expect(found).toMatchObject({ severity });
  });

  it('is silent on normalised activations', async () =>
    expect(await findings('K306', model(times(8, 'normalized(relu)'), lecun))).toEqual([]));
});

describe('K307 empty window', () => {
  const parallel = { init: 'lecun_normal', data: 'gaussian(samples: 20, mean: 2)' };

  it.each([
    // ln 1000 / ln(pi / (pi - 1)) = 18.03, a third of it 6.01.
    { depth: 6, found: 0 },
    { depth: 7, found: 1 },
  ])('$depth layers of normalised relu: $found', async ({ depth, found }) =>
    expect(await findings('K307', model(times(depth, 'normalized(relu)'), parallel))).toHaveLength(found),
  );

  it.each([
    ['relu is not centred', times(8, 'relu'), parallel],
    ['the window is open for data far from parallel', times(8, 'normalized(relu)'), { init: 'lecun_normal' }],
  ])('is silent: %s', async (_, layers, options) => expect(await findings('K307', model(layers, options))).toEqual([]));
});

describe('K308 nearly linear activation', () => {
  it('sigmoid, whose mu is 0.0158', async () => {
    const [found] = await findings('K308', model(times(4, 'sigmoid')));
    // Truth: the residual's variance 1 - (E s')^2 / var s with E s' = 0.2066, var s = 0.04338.
    expect(found.value).toBeCloseTo(0.0158, 4);
    expect(found.message).toMatch(/^sigmoid is nearly linear, mu 0.0158, below 0.02: 4 hidden layers of it /);
  });

  it.each([
    ['tanh', 4],
    ['linear', 4],
    ['sigmoid', 1],
  ])('is silent on %s, %i deep', async (activation, depth) =>
    expect(await findings('K308', model(times(depth, activation)))).toEqual([]),
  );
});

describe('K309 ill-conditioned kernel', () => {
  const alike = { init: 'lecun_normal', data: 'gaussian(samples: 2, mean: 300)' };

  it('of two nearly parallel samples, at the data', async () => {
    const source = model('dense(8, activation: relu)', alike);
    const [found] = await findings('K309', source);
    // Truth: two samples of correlation c have kappa (1 + c) / (1 - c), and relu takes 1 - e to 1 - e (1 - (4 sqrt(2) / (3 pi)) e^(1/2) ...).
    const [, rest] = /two samples have correlation 1 - (\S+)\./.exec(found.message)!;
    expect(found.value! / (2 / Number(rest) - 1)).toBeCloseTo(1, 1);
    expect(source.slice(found.range.start, found.range.end)).toMatch(/^data gaussian/);
    expect(found.fixes).toEqual([]);
  });

  it('of many layers that are not centred, at the first of them, and normalising them cures it', async () => {
    const source = model(times(120, 'relu'));
    const limit = { 'kappa.thresholds.kernelKappa': 1e3 };
    const [found] = await findings('K309', source, limit);
    expect(found).toMatchObject({ threshold: 1e3, layer: 'repeat1.0.dense1' });
    expect(found.message).toContain('120 hidden layers raise it from');
    // Truth: near 1 the arc-cosine kernel takes e = 1 - c to e - b e^(3/2), b = 2 sqrt(2) / 3 pi: e tends to (2 / (b depth))^2, kappa to 6 / e.
    const b = (2 * Math.SQRT2) / (3 * Math.PI);
    expect(found.value! / (6 * (b * 60) ** 2)).toBeCloseTo(1, 0);
    expect(await findings('K309', applyEdits(source, found.fixes[0].edits), limit)).toEqual([]);
  });

  it('says how deep to go where the activation is normalised', async () => {
    const [found] = await findings('K309', model('dense(8, activation: normalized(relu))', alike));
    expect(found.hint).toMatch(/ or go deeper: \d+ normalised layers would do\.$/);
    expect(found.fixes).toEqual([]);
  });

  it.each([
    ['ordinary data', times(2, 'relu'), {}, {}],
    ['a raised threshold', times(2, 'relu'), alike, { 'kappa.thresholds.kernelKappa': 1e12 }],
    ['a linear network', times(2, 'linear'), alike, {}],
    ['equal samples, of which K204 tells', times(2, 'relu'), { data: 'gaussian(samples: 4, mean: 1e12)' }, {}],
  ])('is silent: %s', async (_, layers, options, settings) =>
    expect(await findings('K309', model(layers, options), settings)).toEqual([]),
  );
});
