import { describe, expect, it } from 'vitest';
import { antipodalSamples } from '../../src/diagnosis/rules/antipodal-samples';
import { correlatedData } from '../../src/diagnosis/rules/correlated-data';
import { duplicateSamples } from '../../src/diagnosis/rules/duplicate-samples';
import { fewSamples } from '../../src/diagnosis/rules/few-samples';
import { stageOverBudget } from '../../src/diagnosis/rules/stage-over-budget';
import { uncentredData } from '../../src/diagnosis/rules/uncentred-data';
import { unsupportedLayer } from '../../src/diagnosis/rules/unsupported-layer';
import { architecture, dense } from '../support/architecture-builder';
import { validArch } from '../support/elaborate-arch';
import { only, run } from './check-rule';

const network = architecture();

describe('K201 correlated data', () => {
  it('says what white data would give a linear network without biases', () => {
    // Sandwich: kappa_white >= kappa / kappa(Sigma).
    const found = only(correlatedData, network, { data: { kappaSigma: 2e3 }, spectrum: { kappa: 5e4 } });
    expect(found.message).toBe(
      'The second moment of the data has condition number 2000, above 1000.' +
        ' White data could lower kappa from 50000 to 25, no further.',
    );
    expect(found).toMatchObject({ value: 2e3, threshold: 1e3, range: network.data.range });
  });

  it.each([
    { why: 'biases', network: architecture({ layers: [dense(8, { bias: true }), dense(4)] }), options: {} },
    { why: 'not linear', network, options: { model: { linear: false } } },
    {
      why: 'cross-entropy, whose weights move with the data',
      network: architecture({ loss: 'cross_entropy' }),
      options: {},
    },
    { why: 'kappa not known', network, options: { spectrum: { kappa: null } } },
  ])('promises nothing: $why', ({ network, options }) => {
    expect(only(correlatedData, network, { data: { kappaSigma: 2e3 }, ...options }).message).not.toContain('White');
  });

  it.each([
    { kappaSigma: 1e3, settings: {}, found: 0 },
    { kappaSigma: 1.1e3, settings: {}, found: 1 },
    { kappaSigma: 1.1e3, settings: { 'kappa.thresholds.kappaSigma': 1e4 }, found: 0 },
  ])('kappa(Sigma) $kappaSigma with $settings: $found', ({ kappaSigma, settings, found }) => {
    expect(run(correlatedData, network, { data: { kappaSigma } }, settings)).toHaveLength(found);
  });

  it('waits for kappa(Sigma)', () => {
    expect(run(correlatedData, network, { data: { kappaSigma: null } })).toBeNull();
  });
});

describe('K202 uncentred data', () => {
  it.each([
    { meanShare: 0.5, settings: {}, found: 0 },
    { meanShare: 0.91, settings: {}, found: 1 },
    { meanShare: 0.91, settings: { 'kappa.thresholds.meanShare': 0.95 }, found: 0 },
  ])('mean share $meanShare with $settings: $found', ({ meanShare, settings, found }) => {
    expect(run(uncentredData, network, { data: { meanShare } }, settings)).toHaveLength(found);
  });

  it('says the share and its limit', () => {
    expect(only(uncentredData, network, { data: { meanShare: 0.91 } }).message).toBe(
      'The mean holds 91% of the second moment of the data, above 50%.',
    );
  });
});

describe('K202 before batch normalisation', () => {
  const data = { meanShare: 0.91 };
  const of = (layers: string, input = '8') => validArch(`model M { input ${input} ${layers} dense(1) }`);

  // Truth: docs/theory/gauss-newton.md 7; kappa of the first does not change with the mean of the data.
  it.each([
    ['dense(8) batch_norm', 0],
    ['dense(8) dense(6, bias: false) scale(2) batch_norm(affine: false)', 0],
    ['dense(8) batch_norm(statistics: given)', 1],
    ['dense(8, activation: relu) batch_norm', 1],
    ['dense(8) layer_norm', 1],
    ['residual { dense(8) batch_norm }', 1],
  ])('%s: %d', (layers, count) => {
    expect(run(uncentredData, of(layers), { data })).toHaveLength(count);
  });

  it('not where every position has a mean of its own', () => {
    expect(run(uncentredData, of('dense(8) batch_norm flatten', '3x2'), { data })).toHaveLength(1);
  });
});

describe('K203 fewer samples than dimensions', () => {
  it.each([
    { samples: 7, found: 1 },
    { samples: 8, found: 0 },
  ])('$samples samples of dimension 8: $found', ({ samples, found }) => {
    expect(run(fewSamples, network, { data: { samples, dimension: 8 } })).toHaveLength(found);
  });
});

describe('token ids', () => {
  const nodes = [...network.nodes, { ...network.nodes[1], kind: 'embedding' }];

  it.each([
    { name: 'K201', rule: correlatedData, data: { kappaSigma: 1e9 } },
    { name: 'K202', rule: uncentredData, data: { meanShare: 0.9 } },
    { name: 'K203', rule: fewSamples, data: { samples: 2, dimension: 8 } },
  ])('have no moments to complain of: $name', ({ rule, data }) => {
    expect(run(rule, network, { data })).toHaveLength(1);
    expect(run(rule, { ...network, nodes }, { data })).toEqual([]);
  });
});

describe('K204 repeated samples', () => {
  it('counts them', () => {
    expect(only(duplicateSamples, network, { data: { duplicates: 3 } })).toMatchObject({
      message: '3 of 32 samples repeat another one: at most 29 of them add rank.',
      value: 3,
    });
    expect(run(duplicateSamples, network)).toEqual([]);
  });
});

describe('K205 opposite samples', () => {
  const data = { antipodal: 2 };

  it.each([
    { activation: 'tanh', bias: false, found: 1 },
    { activation: 'linear', bias: false, found: 1 },
    { activation: 'relu', bias: false, found: 0 },
    { activation: 'tanh', bias: true, found: 0 },
  ] as const)('$activation, bias $bias: $found', ({ activation, bias, found }) => {
    const layers = [dense(8, { activation }), dense(4, { bias })];
    expect(run(antipodalSamples, architecture({ layers }), { data })).toHaveLength(found);
  });

  it('is silent without such pairs', () => {
    expect(run(antipodalSamples, network)).toEqual([]);
  });

  it('is silent where a layer adds a learned number', () => {
    expect(run(antipodalSamples, architecture({ layers: [dense(8), { kind: 'bias' }, dense(4)] }), { data })).toEqual(
      [],
    );
  });
});

describe('K901 over budget', () => {
  it('is one finding a stage', () => {
    const skipped = [
      { stage: 'spectrum', reason: 'it needs too much memory', estimate: '2.1 GB', instead: 'the certified bracket' },
    ];
    expect(only(stageOverBudget, network, { skipped }).message).toBe(
      'The stage "spectrum" was not run: it needs too much memory (2.1 GB). Shown instead: the certified bracket.',
    );
    expect(run(stageOverBudget, network)).toEqual([]);
  });
});

describe('K902 layer outside the theorems', () => {
  const prune = { sparsity: 0.5, method: 'random' } as const;

  it.each([
    { why: 'is pruned', layers: [dense(8, { prune }), dense(4)], input: [8], layer: 'dense1' },
    {
      why: 'learns one number a feature',
      layers: [dense(8), { kind: 'bias' } as const, dense(4)],
      input: [8],
      layer: 'bias2',
    },
    { why: 'shares its weights over positions', layers: [dense(4)], input: [5, 8], layer: 'dense1' },
  ])('$why', ({ why, layers, input, layer }) => {
    const found = only(unsupportedLayer, architecture({ input, layers }));
    expect(found).toMatchObject({ layer, severity: 'information' });
    expect(found.message).toContain(`layer ${layer} ${why}.`);
  });

  it('is silent on plain layers, frozen ones, and outside linear networks', () => {
    const pruned = architecture({ layers: [dense(8, { prune, trainable: false }), dense(4)] });
    expect(run(unsupportedLayer, network)).toEqual([]);
    expect(run(unsupportedLayer, pruned)).toEqual([]);
    expect(
      run(unsupportedLayer, architecture({ layers: [dense(8, { prune })] }), { model: { linear: false } }),
    ).toEqual([]);
  });
});
