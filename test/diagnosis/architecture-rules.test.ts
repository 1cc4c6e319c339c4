import { describe, expect, it } from 'vitest';
import { bottleneck } from '../../src/diagnosis/rules/bottleneck';
import { kappaHigh } from '../../src/diagnosis/rules/kappa-high';
import { rankLoss } from '../../src/diagnosis/rules/rank-loss';
import { skipBelowRadius } from '../../src/diagnosis/rules/skip-below-radius';
import { unscaledBranches } from '../../src/diagnosis/rules/unscaled-branches';
import { widthSmallForDepth } from '../../src/diagnosis/rules/width-small-for-depth';
import { architecture, dense, initialiser, residual, scale, type LayerSpec } from '../support/architecture-builder';
import { only, run } from './check-rule';

describe('K110 kappa high', () => {
  const network = architecture();
  const spectrum = { kappa: 3.2e5, kappaInterval: [3.2e5, 3.2e5] } as const;

  it('says kappa, the limit, the digits lost and who holds the slowest direction', () => {
    const layers = { dense2: { owner: true, bottomShare: 0.83 } };
    expect(only(kappaHigh, network, { spectrum, layers })).toMatchObject({
      code: 'K110',
      severity: 'warning',
      message:
        'The Gauss-Newton condition number is 3.2e5, above the limit of 10000: a solve loses about 6 digits. ' +
        'Layer dense2 holds 83% of the slowest direction.',
      value: 3.2e5,
      threshold: 1e4,
      layer: 'dense2',
      range: network.layers[1].kindRange,
      documentation: 'docs/rules/K110.md',
    });
  });

  it.each([
    { kappa: 1e4, settings: {}, found: 0 },
    { kappa: 1.01e4, settings: {}, found: 1 },
    { kappa: 1.01e4, settings: { 'kappa.thresholds.kappa': 1e5 }, found: 0 },
    { kappa: 11, settings: { 'kappa.thresholds.kappa': 10 }, found: 1 },
  ])('kappa $kappa with $settings: $found', ({ kappa, settings, found }) => {
    expect(run(kappaHigh, network, { spectrum: { kappa } }, settings)).toHaveLength(found);
  });

  it('points at the model when no layer owns the direction, and waits for the spectrum', () => {
    expect(only(kappaHigh, network, { spectrum })).toMatchObject({ layer: null, range: network.nameRange });
    expect(run(kappaHigh, network, { spectrum: { kappa: null } })).toBeNull();
  });
});

describe('K111 bottleneck', () => {
  // Truth: rank G = q (r + k - q) for q the narrowest width, and r k without a bottleneck.
  it.each([
    { widths: [3, 6], input: 8, rank: 8, message: 'min(6, 8) = 6: the rank of G is 33 instead of 48.' },
    { widths: [8, 2, 8, 4], input: 8, rank: 8, message: 'min(4, 8) = 4: the rank of G is 20 instead of 32.' },
    { widths: [3, 6], input: 8, rank: 5, message: 'min(6, 5) = 5: the rank of G is 24 instead of 30.' },
  ])('$widths on data of rank $rank', ({ widths, input, rank, message }) => {
    const network = architecture({ input: [input], layers: widths.map((width) => dense(width)) });
    const found = only(bottleneck, network, { data: { rank } });
    expect(found.message).toContain(message);
    expect(found.value).toBe(Math.min(...widths));
    expect(found.layer).toBe(`dense${widths.indexOf(Math.min(...widths)) + 1}`);
  });

  it('points at the narrowest layer first and names the others', () => {
    const network = architecture({ layers: [dense(3), dense(2), dense(8), dense(4)] });
    const found = only(bottleneck, network);
    expect(found.layer).toBe('dense2');
    expect(found.related).toEqual([{ message: 'Layer dense1 is narrow too.', range: network.layers[0].kindRange }]);
  });

  it('counts biases as one more input, on the data side only', () => {
    // Flags: r_1 = 2, s_1 = 9; r_2 = 4, s_2 = 3; 2 * 9 + 2 * 3 = 24. Wide: 4 * 9.
    const network = architecture({ layers: [dense(2, { bias: true }), dense(4, { bias: true })] });
    expect(only(bottleneck, network).message).toContain('the rank of G is 24 instead of 36.');
  });

  it('falls back on the measured rank where the closed form does not hold', () => {
    const network = architecture({ layers: [dense(2, { trainable: false }), dense(4)] });
    expect(only(bottleneck, network, { spectrum: { rank: 8 } }).message).toMatch(/: the rank of G is 8\.$/);
    expect(only(bottleneck, network, { spectrum: { rank: null } }).message).toMatch(/min\(4, 8\) = 4\.$/);
  });

  it('falls back where a layer is used again: the closed form counts weights for each layer', () => {
    const chain = architecture({ layers: [dense(8), dense(2), dense(8), dense(4)] });
    const shared = { ...chain, nodes: chain.nodes.map((node) => (node.id === 3 ? { ...node, shares: 1 } : node)) };
    expect(only(bottleneck, chain).message).toContain('the rank of G is 20 instead of 32.');
    expect(only(bottleneck, shared, { spectrum: { rank: 17 } }).message).toMatch(/: the rank of G is 17\.$/);
  });

  it('counts one output less under softmax', () => {
    const network = architecture({ layers: [dense(3), dense(4)], loss: 'cross_entropy' });
    expect(run(bottleneck, network)).toEqual([]);
    expect(run(bottleneck, { ...network, loss: 'mse' })).toHaveLength(1);
  });

  it.each([
    { why: 'wide enough', layers: [dense(4), dense(4)], model: {} },
    {
      why: 'the narrow branch has a way around it',
      layers: [dense(8), residual(1, [dense(2), dense(8)]), dense(4)],
      model: {},
    },
    { why: 'not linear', layers: [dense(2, { activation: 'relu' }), dense(4)], model: { linear: false } },
  ] as const)('is silent: $why', ({ layers, model }) => {
    expect(run(bottleneck, architecture({ layers }), { model })).toEqual([]);
  });
});

describe('K112 rank loss', () => {
  const relu = architecture({ layers: [dense(64, { activation: 'relu', name: 'stem' }), dense(4)] });
  const model = { linear: false };

  it('compares a linear chain with the rank of generic weights', () => {
    const network = architecture({ layers: [dense(8), dense(4)] });
    expect(run(rankLoss, network, { spectrum: { rank: 32 } })).toEqual([]);
    expect(only(rankLoss, network, { spectrum: { rank: 28 } })).toMatchObject({
      message: 'The Gauss-Newton matrix has rank 28, 4 below the 32 that these widths reach with generic weights.',
      value: 28,
    });
  });

  it('compares a nonlinear network with the values it fits, and names the dead units', () => {
    expect(run(rankLoss, relu, { model, spectrum: { rank: 128 } })).toEqual([]);
    const layers = { stem: { deadUnits: 1 }, dense2: { deadUnits: 0 } };
    const found = only(rankLoss, relu, { model, spectrum: { rank: 100 }, layers });
    expect(found.message).toBe(
      'The Gauss-Newton matrix has rank 100, 28 below the 128 values that it fits (32 distinct samples, 4 outputs each).' +
        ' Layer stem has 1 dead unit.',
    );
    expect(found.related).toEqual([{ message: 'Dead units in layer stem.', range: relu.layers[0].kindRange }]);
  });

  it.each([
    { why: 'repeated samples are not its business', options: { spectrum: { rank: 120 }, data: { duplicates: 2 } } },
    {
      why: 'too few parameters to expect all values',
      options: { spectrum: { rank: 100 }, model: { linear: false, trainableCount: 255 } },
    },
    { why: 'the rank is not certain', options: { spectrum: { rank: 100, rankCertain: false } } },
  ])('is silent: $why', ({ options }) => {
    expect(run(rankLoss, relu, { model, ...options })).toEqual([]);
  });

  it('expects one value less a position from softmax, and nothing in particular from tokens', () => {
    const scores = { ...relu, output: [3, 2], loss: 'cross_entropy' } as const;
    expect(run(rankLoss, scores, { model, spectrum: { rank: 96 } })).toEqual([]);
    expect(only(rankLoss, scores, { model, spectrum: { rank: 95 } }).message).toContain(
      '1 below the 96 values that it fits (32 distinct samples, 3 outputs each)',
    );
    const tokens = { ...scores, nodes: [...scores.nodes, { ...scores.nodes[1], kind: 'embedding' }] };
    expect(run(rankLoss, tokens, { model, spectrum: { rank: 90 } })).toEqual([]);
  });

  it('expects no more of opposite samples under an odd network', () => {
    const tanh = architecture({ layers: [dense(64, { activation: 'tanh' }), dense(4)] });
    const options = { model, data: { antipodal: 2 }, spectrum: { rank: 120 } };
    expect(run(rankLoss, tanh, options)).toEqual([]);
    expect(run(rankLoss, relu, options)).toHaveLength(1);
  });

  it('waits for the rank', () => {
    expect(run(rankLoss, relu, { model, spectrum: { rank: null } })).toBeNull();
  });
});

describe('K113 width small for depth', () => {
  const chain = (...widths: number[]) => architecture({ layers: widths.map((width) => dense(width)) });

  it('computes depth * max(inputs, outputs) / width with the harmonic mean of the hidden widths', () => {
    expect(only(widthSmallForDepth, chain(16, 16, 4)).value).toBeCloseTo((3 * 8) / 16, 12);
    // Harmonic mean of 8 and 24 is 12.
    expect(only(widthSmallForDepth, chain(8, 24, 4))).toMatchObject({ value: 2, threshold: 1, layer: 'dense1' });
  });

  it.each([
    { why: 'wide', network: chain(24, 24, 4), options: {}, settings: {} },
    {
      why: 'threshold raised',
      network: chain(16, 16, 4),
      options: {},
      settings: { 'kappa.thresholds.depthOverWidth': 1.5 },
    },
    { why: 'no hidden layer', network: chain(4), options: {}, settings: {} },
    { why: 'weights from a file', network: chain(8, 8, 4), options: { model: { weights: 'file' } }, settings: {} },
    { why: 'not linear', network: chain(8, 8, 4), options: { model: { linear: false } }, settings: {} },
    {
      why: 'orthogonal',
      network: architecture({ layers: [8, 8, 4].map((width) => dense(width, { init: initialiser('orthogonal') })) }),
      options: {},
      settings: {},
    },
  ] as const)('is silent: $why', ({ network, options, settings }) => {
    expect(run(widthSmallForDepth, network, options, settings)).toEqual([]);
  });
});

describe('K114 skip weight below the spectral radius', () => {
  const block = (beta: number, gain: number) =>
    residual(beta, [dense(8, { init: initialiser('normal', { std: gain / Math.sqrt(8) }) })]);
  const network = (...layers: LayerSpec[]) => architecture({ layers: [dense(8), ...layers, dense(4)] });

  it.each([
    { beta: 1, gain: 1.5, found: 1 },
    { beta: -1, gain: 1.5, found: 1 },
    { beta: 1.6, gain: 1.5, found: 0 },
    { beta: 0, gain: 1.5, found: 0 },
    { beta: 1, gain: 0, found: 0 },
  ])('beta $beta, radius $gain: $found', ({ beta, gain, found }) => {
    expect(run(skipBelowRadius, network(block(beta, gain)))).toHaveLength(found);
  });

  it('multiplies the radii of the layers of a branch', () => {
    const branch = residual(1, [
      dense(32, { init: initialiser('kaiming_normal') }),
      dense(8, { init: initialiser('lecun_normal') }),
    ]);
    // sqrt(2) of the first times 1 of the second.
    expect(only(skipBelowRadius, network(branch)).value).toBeCloseTo(1 / Math.SQRT2, 12);
  });

  it('is one finding for a statement and its repetitions', () => {
    const repeated = block(1, 1.5);
    expect(only(skipBelowRadius, network(repeated, repeated, repeated)).message).toContain('residual2 (and 2 more)');
    expect(run(skipBelowRadius, network(block(1, 1.5), block(1, 1.5)))).toHaveLength(2);
  });

  it.each([
    { why: 'not linear', layers: [block(1, 1.5)], options: { model: { linear: false } } },
    { why: 'weights from a file', layers: [block(1, 1.5)], options: { model: { weights: 'file' } } },
    { why: 'identity weights', layers: [residual(0.5, [dense(8, { init: initialiser('identity') })])], options: {} },
  ] as const)('is silent: $why', ({ layers, options }) => {
    expect(run(skipBelowRadius, network(...layers), options)).toEqual([]);
  });

  it('takes its ratio from the settings', () => {
    expect(run(skipBelowRadius, network(block(1.6, 1.5)), {}, { 'kappa.thresholds.skipOverRadius': 2 })).toHaveLength(
      1,
    );
  });
});

describe('K117 unscaled residual branches', () => {
  const block = (...branch: LayerSpec[]) => residual(1, branch);
  const half = { init: initialiser('normal', { std: 0.5 / Math.sqrt(8) }) };
  const network = (layers: readonly LayerSpec[]) => architecture({ layers: [dense(8), ...layers, dense(4)] });
  const times = (count: number, spec: LayerSpec) => new Array<LayerSpec>(count).fill(spec);

  it('multiplies 1 + g^2 / beta^2 over the blocks', () => {
    expect(only(unscaledBranches, network(times(16, block(dense(8, half))))).value).toBeCloseTo(1.25 ** 16, 9);
    const relu = block(dense(32, { activation: 'relu', init: initialiser('kaiming_normal') }), dense(8));
    // 2 of the weights, 1/2 of relu, 1 of the last layer.
    expect(only(unscaledBranches, network(times(4, relu)), { model: { linear: false } })).toMatchObject({ value: 16 });
  });

  it.each([
    { why: 'few blocks', layers: times(8, block(dense(8, half))), options: {} },
    { why: 'scaled by 1 / sqrt(blocks)', layers: times(16, block(dense(8, half), scale(1 / 4))), options: {} },
    {
      why: 'last layer starts at zero',
      layers: times(16, block(dense(8), dense(8, { init: initialiser('zeros') }))),
      options: {},
    },
    { why: 'gain not known', layers: times(16, block(dense(8, { activation: 'tanh' }), dense(8))), options: {} },
    { why: 'one block', layers: [block(dense(8, { init: initialiser('normal', { std: 10 }) }))], options: {} },
    { why: 'weights from a file', layers: times(16, block(dense(8))), options: { model: { weights: 'file' } } },
  ] as const)('is silent: $why', ({ layers, options }) => {
    expect(run(unscaledBranches, network(layers), options)).toEqual([]);
  });

  it('takes two blocks for depth enough', () => {
    const wild = block(dense(8, { init: initialiser('normal', { std: 1 }) }));
    expect(only(unscaledBranches, network(times(2, wild))).value).toBeCloseTo(81, 9);
  });

  it('takes its limit from the settings', () => {
    expect(
      run(unscaledBranches, network(times(8, block(dense(8, half)))), {}, { 'kappa.thresholds.residualGrowth': 5 }),
    ).toHaveLength(1);
  });
});
