import { describe, expect, it } from 'vitest';
import { earlyDirectionSection } from '../../src/analysis/theory/early-direction';
import { equilibriumSection } from '../../src/analysis/theory/equilibrium';
import { featureLearningSection } from '../../src/analysis/theory/feature-learning';
import type { Settings } from '../../src/diagnosis/rule';
import { rules } from '../../src/diagnosis/rules/rules';
import { instantiate } from '../../src/network/instantiate';
import type { Finding } from '../../src/report/report';
import { silentTheory } from '../../src/report/theory';
import { applyEdits } from '../../src/spec/apply-edits';
import { readSpecification } from '../../src/spec/specification';
import { optimisationFigures } from '../../src/theory/optimisation/optimisation';
import { report } from '../support/report-builder';

interface Extremes {
  readonly lambdaMax: number;
  readonly lambdaMin: number;
}

const topics = {
  K4: ['earlyDirection', earlyDirectionSection],
  K5: ['equilibrium', equilibriumSection],
  K6: ['featureLearning', featureLearningSection],
} as const;

interface Given {
  readonly settings?: Settings;
  readonly extremes?: Extremes;
}

/** Findings of some rules of one topic on the figures of theory, as the analysis computes them; null where one cannot tell yet. */
async function findings(
  codes: string | readonly string[],
  source: string,
  { settings = {}, extremes }: Given = {},
): Promise<readonly Finding[] | null> {
  const all = [codes].flat();
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  if (!architecture) throw new Error(problems.map(({ message }) => message).join(' '));
  const { value: network } = await instantiate(architecture, { read: async () => new Uint8Array() });
  const [topic, section] = topics[all[0].slice(0, 2) as keyof typeof topics];
  const theory = {
    ...silentTheory('not asked'),
    [topic]: section(network!),
    optimisation: extremes ? optimisationFigures(extremes.lambdaMax, extremes.lambdaMin) : null,
    initialisation: [],
  };
  const subject = { architecture, report: { ...report(architecture), theory } };
  const found = all.map((code) => rules.find((each) => each.code === code)!.run(subject, settings));
  return found.includes(null) ? null : found.flatMap((each) => each ?? []);
}

const model = (
  layers: readonly string[],
  { init = 'lecun_normal', data = 'gaussian(samples: 8, targets: teacher)' } = {},
) => `model M {\n  input 4\n  data ${data}\n  init ${init}\n${layers.map((layer) => `  ${layer}\n`).join('')}}\n`;

const linear = ['dense(6, bias: false)', 'dense(6, bias: false)', 'dense(1, bias: false)'];
const relu = ['dense(6, activation: relu, bias: false)', 'dense(1, bias: false)'];

describe('small starts', () => {
  it.each([
    ['K401', 'two relu layers from a small start', relu, 'normal(0.02)', 1],
    ['K401', 'three linear layers, which the theorem covers', linear, 'normal(0.02)', 0],
    ['K401', 'a start of ordinary size', relu, 'kaiming_normal', 0],
    ['K402', 'three layers from weights of 1e-3', linear, 'normal(0.001)', 1],
    ['K402', 'three layers of ordinary size', linear, 'lecun_normal', 0],
    ['K403', 'weights of 1e-3', relu, 'normal(0.001)', 1],
    ['K403', 'weights of ordinary size', relu, 'kaiming_normal', 0],
  ])('%s: %s', async (code, _, layers, init, count) => {
    expect(await findings(code, model(layers, { init }))).toHaveLength(count);
  });

  it.each(['K401', 'K402', 'K403'])('%s is silent where outputs are not homogeneous', async (code) => {
    const biased = ['dense(6, activation: tanh)', 'dense(1)'];
    expect(await findings(code, model(biased, { init: 'normal(0.001)' }))).toEqual([]);
  });

  it('the plateau is the inverse of the start at three layers', async () => {
    const times = await Promise.all(
      ['normal(0.001)', 'normal(0.0005)'].map(
        async (init) => (await findings('K402', model(linear, { init })))![0].value!,
      ),
    );
    expect(times[1] / times[0]).toBeCloseTo(2, 1);
  });

  it.each([
    ['K402', linear],
    ['K403', relu],
  ])('%s: larger weights cure it', async (code, layers) => {
    const source = model(layers, { init: 'normal(0.001, seed: 5)' });
    const [{ fixes }] = (await findings(code, source))!;
    expect(fixes).toHaveLength(1);
    const repaired = applyEdits(source, fixes[0].edits);
    expect(repaired).toMatch(/init: normal\(0\.\d+, seed: 5\)/);
    expect(await findings(code, repaired)).toEqual([]);
  });

  it('thresholds are settings', async () => {
    const source = model(linear, { init: 'normal(0.001)' });
    expect(await findings('K402', source, { settings: { 'kappa.thresholds.plateauTime': 1e4 } })).toEqual([]);
    expect(await findings('K403', source, { settings: { 'kappa.thresholds.startRatio': 1e-4 } })).toEqual([]);
  });
});

describe('implicit layers', () => {
  const deq = (activation: string, gain: number, { units = 16, seed = 1, rest = '' } = {}) =>
    model([
      `deq(${units}, activation: ${activation}, init: lecun_normal(gain: ${gain}, seed: ${seed})${rest})`,
      'dense(1)',
    ]);

  it.each([
    ['contracting, certain', deq('tanh', 0.3), []],
    ['contracting, this draw only', deq('tanh', 0.42, { units: 32 }), ['K501']],
    ['monotone', deq('relu', 0.6, { units: 32 }), ['K502']],
    ['local', deq('gelu', 0.9, { units: 32 }), ['K503']],
    ['divergent', deq('relu', 1.2, { seed: 2 }), ['K504']],
    ['affine', deq('linear', 0.3), ['K505']],
    ['local and nearly singular', deq('relu', 1.1), ['K503', 'K506']],
  ])('%s', async (_, source, expected) => {
    const found = (await findings(['K501', 'K502', 'K503', 'K504', 'K505', 'K506'], source))!;
    expect(found.map(({ code }) => code)).toEqual(expected);
  });

  it.each([
    ['K501', deq('tanh', 0.42, { units: 32 })],
    ['K502', deq('relu', 0.6, { units: 32 })],
    ['K503', deq('gelu', 0.9, { units: 32 })],
    ['K504', deq('relu', 1.2, { seed: 2 })],
    ['K506', deq('relu', 1.1)],
  ])('%s: certified weights cure it, and are certified', async (code, source) => {
    const [{ fixes }] = (await findings(code, source))!;
    const repaired = applyEdits(source, fixes[0].edits);
    expect(await findings([code, 'K501'], repaired)).toEqual([]);
  });

  it('one finding for a statement that is several layers, each read by its own name', async () => {
    const both = model(['repeat(2) { deq(4, activation: linear, init: lecun_normal(gain: 0.3)) }', 'dense(1)']);
    const [found, ...others] = (await findings('K505', both))!;
    expect(others).toEqual([]);
    expect(found.message).toContain('(and 1 more)');
  });

  it('K505 is silent where an affine layer has as many dimensions as samples', async () => {
    const data = 'gaussian(samples: 3)';
    const layers = ['deq(8, activation: linear, init: lecun_normal(gain: 0.3))', 'dense(1)'];
    expect(await findings('K505', model(layers, { data }))).toEqual([]);
  });
});

describe('training', () => {
  const plain = model(['dense(1)']);

  it.each([
    // 2 / lambda_max.
    ['K601', { lambdaMax: 4e3, lambdaMin: 1e3 }, 5e-4],
    // ln 10 / ln((kappa + 1) / (kappa - 1)), 1.1513 kappa.
    ['K602', { lambdaMax: 1, lambdaMin: 1e-6 }, 1.15129e6],
  ])('%s', async (code, extremes, value) => {
    const [found] = (await findings(code, plain, { extremes }))!;
    expect(found.value! / value).toBeCloseTo(1, 5);
    expect(await findings(code, plain, { extremes: { lambdaMax: 10, lambdaMin: 1 } })).toEqual([]);
    expect(await findings(code, plain)).toBeNull();
  });

  const fixedReadout = (activation: string, init: string) =>
    `model M {\n  input 8\n  data gaussian(samples: 4, targets: teacher)\n` +
    `  dense(32, activation: ${activation}, bias: false, init: lecun_normal)\n` +
    `  dense(1, bias: false, trainable: false, init: ${init})\n}\n`;

  it.each([
    [
      'leaky_relu at the scale of the tangent kernel',
      fixedReadout('leaky_relu(0.3)', 'lecun_normal'),
      ['K603', 'K605'],
    ],
    ['leaky_relu at the scale of the mean field', fixedReadout('leaky_relu(0.3)', 'normal(1 / 32)'), ['K603']],
    ['relu at the scale of the mean field', fixedReadout('relu', 'normal(1 / 32)'), ['K604']],
    ['last layer trained too', model(relu), []],
  ])('%s', async (_, source, expected) => {
    const found = (await findings(['K603', 'K604', 'K605'], source))!;
    expect(found.map(({ code }) => code)).toEqual(expected);
  });

  it('K604 says how many random fixed units are enough where samples are dependent, and otherwise what slopes are', async () => {
    const [{ hint: slope }] = (await findings('K604', fixedReadout('relu', 'normal(1 / 32)')))!;
    expect(slope).toContain('leaky_relu');
    const dependent = fixedReadout('leaky_relu(0.3)', 'normal(1 / 32)').replace('input 8', 'input 2');
    const [{ hint }] = (await findings('K604', dependent))!;
    expect(hint).toMatch(/: \d[\d,.e+]* units are enough but for one draw in 100/);
  });

  it('K605 gives the output the scale of the mean field', async () => {
    const source = fixedReadout('leaky_relu(0.3)', 'lecun_normal(seed: 3)');
    const [{ fixes, layer }] = (await findings('K605', source))!;
    expect(layer).toBe('dense2');
    const repaired = applyEdits(source, fixes[0].edits);
    expect(repaired).toContain('init: normal(0.0313, seed: 3)');
    expect(await findings('K605', repaired)).toEqual([]);
  });
});
