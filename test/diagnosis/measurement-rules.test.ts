import { describe, expect, it } from 'vitest';
import { boundVacuous } from '../../src/diagnosis/rules/bound-vacuous';
import { deadUnits } from '../../src/diagnosis/rules/dead-units';
import { float32Misleads } from '../../src/diagnosis/rules/float32-misleads';
import { kinks } from '../../src/diagnosis/rules/kinks';
import { layerImbalance } from '../../src/diagnosis/rules/layer-imbalance';
import { maxPoolTies } from '../../src/diagnosis/rules/max-pool-ties';
import { productBoundInvalid } from '../../src/diagnosis/rules/product-bound-invalid';
import { rankUndecidable } from '../../src/diagnosis/rules/rank-undecidable';
import { smallBatchStatistics } from '../../src/diagnosis/rules/small-batch-statistics';
import { unusedTokens } from '../../src/diagnosis/rules/unused-tokens';
import { architecture, dense } from '../support/architecture-builder';
import { validArch } from '../support/elaborate-arch';
import { upperBound } from '../support/report-builder';
import { only, run } from './check-rule';

describe('K118 product bound of unequal widths', () => {
  const unequal = architecture({ layers: [dense(8), dense(12), dense(4)] });
  const bounds = [upperBound('U4', null)];

  it('names the first width that differs', () => {
    expect(only(productBoundInvalid, unequal, { bounds })).toMatchObject({
      severity: 'information',
      layer: 'dense2',
      value: 12,
    });
  });

  it.each([
    { why: 'it was not asked', network: unequal, options: { bounds: [upperBound('U0', 20)] } },
    { why: 'it applies', network: unequal, options: { bounds: [upperBound('U4', 20)] } },
    { why: 'widths are equal', network: architecture({ layers: [dense(8), dense(8), dense(4)] }), options: { bounds } },
    { why: 'not linear', network: unequal, options: { bounds, model: { linear: false } } },
  ])('is silent: $why', ({ network, options }) => {
    expect(run(productBoundInvalid, network, options)).toEqual([]);
  });
});

describe('K119 vacuous bounds', () => {
  const network = architecture();

  it.each([
    { bounds: [upperBound('U0', 2e4), upperBound('U1', 3e5)], value: 2e3 },
    { bounds: [upperBound('U0', null), upperBound('U1', 3e5)], value: 3e4 },
    { bounds: [upperBound('U0', null)], value: null },
  ])('gap $value', ({ bounds, value }) => {
    expect(only(boundVacuous, network, { bounds }).value).toBe(value);
  });

  it('is silent when one upper bound is tight, whatever the lower ones', () => {
    const bounds = [upperBound('U3', 1e9), upperBound('U0', 20), upperBound('als', null, { direction: 'lower' })];
    expect(run(boundVacuous, network, { bounds })).toEqual([]);
    expect(run(boundVacuous, network, { bounds }, { 'kappa.thresholds.boundGap': 2 })).toEqual([]);
    expect(run(boundVacuous, network, { bounds }, { 'kappa.thresholds.boundGap': 1.5 })).toHaveLength(1);
  });

  it('leaves it to K902 when one layer is outside the theorems', () => {
    const pruned = architecture({ layers: [dense(8, { prune: { sparsity: 0.5, method: 'random' } }), dense(4)] });
    const bounds = [upperBound('U0', null)];
    expect(run(boundVacuous, pruned, { bounds })).toEqual([]);
    expect(run(boundVacuous, pruned, { bounds, model: { linear: false } })).toHaveLength(1);
  });

  it('waits for bounds, and for kappa', () => {
    expect(run(boundVacuous, network)).toBeNull();
    expect(run(boundVacuous, network, { bounds: [upperBound('U0', 2e4)], spectrum: { kappa: null } })).toBeNull();
  });
});

describe('K120 undecidable rank', () => {
  const network = architecture();

  it.each([
    {
      undecided: [1e-30],
      kappaInterval: [1e12, 3e15],
      end: '1 eigenvalue lies within rounding of zero, 32 counted as nonzero. kappa lies between 1e12 and 3e15.',
    },
    {
      undecided: [2e-30, 1e-30],
      kappaInterval: [1e12, null],
      end: '2 eigenvalues lie within rounding of zero, 32 counted as nonzero. kappa is at least 1e12.',
    },
  ] as const)('$end', ({ undecided, kappaInterval, end }) => {
    const spectrum = { rankCertain: false, undecided, kappaInterval, rank: 32 };
    expect(only(rankUndecidable, network, { spectrum }).message).toBe(`The rank of G cannot be decided: ${end}`);
  });

  it('tells a disagreement with the structure', () => {
    const spectrum = { rankCertain: false, structuralRank: 30, kappaInterval: null };
    expect(only(rankUndecidable, network, { spectrum }).message).toContain('its structure says 30');
  });

  it('is silent on a certain rank and waits for one', () => {
    expect(run(rankUndecidable, network)).toEqual([]);
    expect(run(rankUndecidable, network, { spectrum: { rank: null } })).toBeNull();
  });
});

describe('K121 float32 would mislead', () => {
  const network = architecture();

  it('says what float32 would have reported', () => {
    const spectrum = { kappa: 2.5e9, rank: 32, float32: { kappa: 4.1e6, rank: 27, misleads: true } };
    expect(only(float32Misleads, network, { spectrum }).message).toBe(
      'Computed in float32 this network would report kappa 4.1e6 at rank 27 instead of 2.5e9 at rank 32.',
    );
  });

  it('is silent otherwise and waits for the comparison', () => {
    expect(run(float32Misleads, network)).toEqual([]);
    expect(run(float32Misleads, network, { spectrum: { float32: null } })).toBeNull();
  });
});

describe('K122 layer imbalance', () => {
  const network = architecture();
  const heavy = { dense1: { topShare: 0.97, traceShare: 0.95 } };

  it('names the layer and its shares', () => {
    expect(only(layerImbalance, network, { layers: heavy })).toMatchObject({
      severity: 'information',
      layer: 'dense1',
      value: 0.97,
      threshold: 0.9,
      message:
        'Layer dense1 holds 97% of the steepest direction and 95% of the trace, above 90%: the other layers hardly move.',
    });
  });

  it.each([
    { why: 'balanced', layers: {}, settings: {} },
    { why: 'only the top is its own', layers: { dense1: { topShare: 0.97, traceShare: 0.6 } }, settings: {} },
    { why: 'the only layer that learns', layers: { ...heavy, dense2: { trainable: false } }, settings: {} },
    { why: 'only the trace is its own', layers: { dense1: { topShare: 0.6, traceShare: 0.97 } }, settings: {} },
    { why: 'limit raised', layers: heavy, settings: { 'kappa.thresholds.topShare': 0.96 } },
    { why: 'limit reached', layers: heavy, settings: { 'kappa.thresholds.topShare': 0.95 } },
  ])('is silent: $why', ({ layers, settings }) => {
    expect(run(layerImbalance, network, { layers }, settings)).toEqual([]);
  });

  it('waits for the shares', () => {
    expect(run(layerImbalance, network, { layers: { dense1: { topShare: null } } })).toBeNull();
  });
});

describe('K124 kinks', () => {
  const network = architecture({ layers: [dense(40, { activation: 'relu' }), dense(4)] });

  it.each([
    { kinkHits: null, value: undefined },
    { kinkHits: 0, value: undefined },
    { kinkHits: 7, value: 7 },
  ])('$kinkHits hits', ({ kinkHits: count, value }) => {
    expect(run(kinks, network, { layers: { dense1: { kinkHits: count } } })?.[0]?.value).toBe(value);
  });
});

describe('K125 ties of max-pools', () => {
  const network = architecture({ layers: [dense(40), dense(4)] });

  it.each([
    { tiedWindows: null, value: undefined },
    { tiedWindows: 0, value: undefined },
    { tiedWindows: 7, value: 7 },
  ])('$tiedWindows windows', ({ tiedWindows, value }) => {
    expect(run(maxPoolTies, network, { layers: { dense1: { tiedWindows } } })?.[0]?.value).toBe(value);
  });

  it.each([
    { tiedWindows: 1, start: '1 window of layer dense1, over all samples, has several' },
    { tiedWindows: 2, start: '2 windows of layer dense1, over all samples, have several' },
  ])('says: $start', ({ tiedWindows, start }) => {
    expect(only(maxPoolTies, network, { layers: { dense1: { tiedWindows } } }).message).toContain(start);
  });
});

describe('K126 tokens that never occur', () => {
  const network = validArch(
    'model M { input 3 data tokens(samples: 4, vocabulary: 10) embedding(10, 4) flatten dense(1) }',
  );

  it.each([
    { unusedTokens: null, settings: {}, value: undefined },
    { unusedTokens: 5, settings: {}, value: undefined },
    { unusedTokens: 6, settings: {}, value: 0.6 },
    { unusedTokens: 6, settings: { 'kappa.thresholds.unusedTokens': 0.6 }, value: undefined },
  ])('$unusedTokens of 10 with $settings', ({ unusedTokens: count, settings, value }) => {
    expect(run(unusedTokens, network, { layers: { embedding1: { unusedTokens: count } } }, settings)?.[0]?.value).toBe(
      value,
    );
  });

  it('says how many parameters that makes', () => {
    expect(only(unusedTokens, network, { layers: { embedding1: { unusedTokens: 6 } } }).message).toBe(
      'No sample holds 6 of the 10 tokens of layer embedding1, 60%, above 50%: 24 parameters move nothing.',
    );
  });
});

describe('K127 batch statistics of few values', () => {
  const of = (input: string, norm: string) => validArch(`model M { input ${input} ${norm} flatten dense(1) }`);

  it.each([
    { input: '6', samples: 9, norm: 'batch_norm', settings: {}, value: 2 / 9 },
    { input: '6', samples: 10, norm: 'batch_norm', settings: {}, value: undefined },
    { input: '4x3', samples: 2, norm: 'batch_norm', settings: {}, value: 2 / 8 },
    { input: '4x3', samples: 3, norm: 'batch_norm', settings: {}, value: undefined },
    { input: '6', samples: 9, norm: 'batch_norm(statistics: given)', settings: {}, value: undefined },
    { input: '6', samples: 9, norm: 'layer_norm', settings: {}, value: undefined },
    { input: '6', samples: 9, norm: 'batch_norm', settings: { 'kappa.thresholds.batchShare': 0.3 }, value: undefined },
  ])('$norm of $samples samples of $input with $settings', ({ input, samples, norm, settings, value }) => {
    expect(run(smallBatchStatistics, of(input, norm), { data: { samples } }, settings)?.[0]?.value).toBe(value);
  });

  it('counts the directions', () => {
    expect(only(smallBatchStatistics, of('6', 'batch_norm'), { data: { samples: 4 } }).message).toBe(
      'Layer batch_norm1 normalises each channel over 4 values, which takes 2 of its 4 directions away, 50%, above 20%.',
    );
  });
});

describe('K123 dead units', () => {
  const network = architecture({ layers: [dense(40, { activation: 'relu' }), dense(4)] });

  it.each([
    { deadUnits: 2, settings: {}, value: undefined },
    { deadUnits: 3, settings: {}, value: 0.075 },
    { deadUnits: 3, settings: { 'kappa.thresholds.deadUnits': 0.1 }, value: undefined },
    { deadUnits: null, settings: {}, value: undefined },
  ])('$deadUnits of 40 with $settings', ({ deadUnits: count, settings, value }) => {
    expect(run(deadUnits, network, { layers: { dense1: { deadUnits: count } } }, settings)?.[0]?.value).toBe(value);
  });
});
