import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { denseChain, genericRank } from '../../src/diagnosis/structure/dense-chain';
import { isOdd } from '../../src/diagnosis/structure/odd';
import { instantiate } from '../../src/network/instantiate';
import { forward, outputOf } from '../../src/network/passes';
import { noFiles } from '../network/build';
import { isChain, unavoidableNodes } from '../../src/spec/paths';
import { bodyGain, residualBlocks } from '../../src/diagnosis/structure/residual-blocks';
import type { ActivationName, Architecture, GraphNode } from '../../src/spec/architecture';
import { readSpecification } from '../../src/spec/specification';
import { architecture, dense, initialiser, residual, scale, type LayerSpec } from '../support/architecture-builder';
import { report } from '../support/report-builder';

function read(source: string): Architecture {
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  if (!architecture) throw new Error(problems.map(({ message }) => message).join(' '));
  return architecture;
}

/** A graph of bare nodes, each reading some of those before it; the last is the output. */
const graphs = fc
  .array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 9 })
  .map((choices): Architecture => {
    const rest = { layer: -1, inputShapes: [], outputShape: [1], settings: {}, tensors: {} };
    const inner = choices.map((picks, at): GraphNode => ({
      id: at + 1,
      kind: 'add',
      inputs: picks.map((pick) => pick % (at + 1)),
      ...rest,
    }));
    return {
      ...architecture(),
      nodes: [{ id: 0, kind: 'input', inputs: [], ...rest }, ...inner],
      outputNode: choices.length,
    };
  });

function reachesInput({ nodes }: Architecture, from: number, without: number): boolean {
  return (
    from !== without &&
    (from === 0 || nodes[from].inputs.some((input) => reachesInput({ nodes } as Architecture, input, without)))
  );
}

describe('unavoidable nodes', () => {
  it('are those without which no path is left', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const inner = graph.nodes.slice(1, -1).map(({ id }) => id);
        const expected = inner.filter((id) => !reachesInput(graph, graph.outputNode, id));
        expect(unavoidableNodes(graph).map(({ id }) => id)).toEqual(expected);
      }),
    );
  });

  it('tell a chain', () => {
    expect(isChain(architecture())).toBe(true);
    expect(isChain(architecture({ layers: [residual(1, [dense(8)])] }))).toBe(false);
  });
});

describe('generic rank of a dense chain', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });

  it('is q (r + k - q) without biases', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), sizes, (rank, widths) => {
        const network = architecture({ input: [7], layers: widths.map((width) => dense(width)) });
        const subject = { report: report(network, { data: { rank } }), architecture: network };
        const outputs = widths[widths.length - 1];
        const narrowest = Math.min(rank, ...widths);
        expect(genericRank(denseChain(subject)!, subject)).toBe(narrowest * (rank + outputs - narrowest));
      }),
    );
  });

  // Truth: the rank of the measured spectrum.
  it.each([
    { input: 5, samples: 20, bias: true, widths: [6, 3], loss: 'mse' },
    { input: 5, samples: 20, bias: true, widths: [2, 4, 3], loss: 'mse' },
    { input: 5, samples: 4, bias: true, widths: [2, 3], loss: 'mse' },
    { input: 5, samples: 4, bias: false, widths: [3, 5, 4], loss: 'mse' },
    { input: 5, samples: 20, bias: false, widths: [6, 3], loss: 'cross_entropy' },
    { input: 5, samples: 20, bias: true, widths: [2, 4], loss: 'cross_entropy' },
  ])(
    'is what is measured: $widths, bias $bias, $samples samples, $loss',
    async ({ input, samples, bias, widths, loss }) => {
      const layers = widths.map((width) => `dense(${width}, bias: ${bias})`).join('\n');
      const network = read(
        `model M {\n input ${input}\n data gaussian(samples: ${samples})\n loss ${loss}\n ${layers}\n}`,
      );
      const { report } = await analyse(network, {
        files: { read: () => Promise.reject(new Error('No files.')) },
        source: null,
        budgetSeconds: 30,
      });
      const subject = { report: report!, architecture: network };
      expect(genericRank(denseChain(subject)!, subject)).toBe(report!.spectrum.rank);
    },
  );

  it.each<[string, readonly LayerSpec[]]>([
    ['frozen', [dense(8, { trainable: false }), dense(4)]],
    ['pruned', [dense(8, { prune: { sparsity: 0.5, method: 'random' } }), dense(4)]],
    ['biased in places', [dense(8, { bias: true }), dense(4)]],
  ])('is not known where layers are %s', (_, layers) => {
    const network = architecture({ layers });
    const subject = { report: report(network), architecture: network };
    expect(genericRank(denseChain(subject)!, subject)).toBeNull();
  });

  it.each<[string, readonly LayerSpec[], readonly number[], boolean]>([
    ['fixed factors', [dense(8), scale(2), dense(4)], [8], true],
    ['a factor of zero', [dense(8), scale(0), dense(4)], [8], false],
    ['learned biases of their own', [dense(8), { kind: 'bias' }, dense(4)], [8], false],
    ['positions', [dense(4)], [3, 8], false],
    ['a residual', [dense(8), residual(1, [dense(8)]), dense(4)], [8], false],
    ['no dense layer', [scale(2)], [8], false],
  ])('of %s: %j is a chain: %s', (_, layers, input, isOne) => {
    const network = architecture({ input, layers });
    expect(denseChain({ report: report(network), architecture: network }) !== undefined).toBe(isOne);
  });

  it('takes learned factors for no part of a chain', () => {
    const network = read('model M {\n input 8\n dense(8)\n scale(2, trainable: true)\n dense(4)\n}');
    expect(denseChain({ report: report(network), architecture: network })).toBeUndefined();
  });
});

describe('residual blocks', () => {
  it('have an identity skip that all paths cross, and a body that is one chain', () => {
    const network = read(`model M {
      input 8
      residual(2) { dense(8) }
      residual { dense(6) }
      residual(3) { residual { dense(6) } }
      parallel { { residual { dense(6) } } { dense(6) } }
      stem: dense(6)
      branch: dense(6)
      add(stem, branch)
      residual(0.5) { dense(3) dense(6) scale(0.1) }
    }`);
    expect(
      residualBlocks(network).map(({ layer, beta, body }) => [layer.name, beta, body.map(({ kind }) => kind)]),
    ).toEqual([
      ['residual1', 2, ['dense']],
      ['residual6', 0.5, ['dense', 'dense', 'scale']],
    ]);
  });

  const gain = (...body: readonly LayerSpec[]) => {
    const network = architecture({ layers: [residual(1, body)] });
    return bodyGain(network, residualBlocks(network)[0]);
  };

  // The stream is 8 wide. var(W) fan_in: gain^2 fan_in / fan.
  it.each<[string, number | null, readonly LayerSpec[]]>([
    ['kaiming_normal', 2, [dense(8, { init: initialiser('kaiming_normal') })]],
    ['kaiming by fan out', 2 * (8 / 32), [dense(32, { init: initialiser('kaiming_uniform', { fan: 'out' }) })]],
    ['xavier', 8 / 20, [dense(32, { init: initialiser('xavier_normal') })]],
    ['lecun with a gain', 0.09, [dense(8, { init: initialiser('lecun_uniform', { gain: 0.3 }) })]],
    ['normal', 8 * 0.25, [dense(8, { init: initialiser('normal', { std: 0.5 }) })]],
    ['orthogonal, square', 9, [dense(8, { init: initialiser('orthogonal', { gain: 3 }) })]],
    ['orthogonal, to more', 9 / 4, [dense(32, { init: initialiser('orthogonal', { gain: 3 }) })]],
    ['orthogonal, to fewer', 1, [dense(2, { init: initialiser('orthogonal') })]],
    ['zeros', 0, [dense(8), dense(8, { init: initialiser('zeros') })]],
    ['a factor', 0.25, [dense(8), scale(0.5)]],
    ['a bias', 1, [dense(8, { bias: true }), { kind: 'bias' }]],
    [
      'a layer pruned at random',
      0.75,
      [dense(8, { init: initialiser('lecun_normal'), prune: { sparsity: 0.25, method: 'random' } })],
    ],
    ['a layer pruned by magnitude', null, [dense(8, { prune: { sparsity: 0.5, method: 'magnitude' } })]],
    ['nothing known behind something unknown', null, [dense(8, { activation: 'tanh' }), dense(8)]],
  ])('gain of %s is %d', (_, expected, body) => {
    // Only the body matters, so its output need not fit the stream.
    if (expected === null) expect(gain(...body)).toBeNull();
    else expect(gain(...body)).toBeCloseTo(expected, 12);
  });

  // By hand: var(W) fan_in times the share of the taps that read no padding.
  it.each([
    ['conv1d(4, 3, padding: circular, init: lecun_normal)', 1],
    ['conv1d(4, 3, padding: same, init: lecun_normal)', 10 / 12],
    ['conv1d(4, 3, padding: same, init: delta_orthogonal)', 1],
    ['conv1d(4, 3, padding: same, init: identity)', 1],
    ['conv1d(4, 3, padding: same, init: lecun_normal, prune: prune(0.5, method: random))', 10 / 24],
    ['conv1d(8, 3, padding: circular, init: kaiming_normal, activation: relu) conv1d(4, 1, init: lecun_normal)', 1],
    ['c: conv1d(4, 3, padding: circular, init: normal(0.5)) use(c)', 9],
    ['dense(4, init: lecun_normal, weight_standardized: true)', null],
    ['layer_norm', null],
  ])('gain of %s is %d', (layers, expected) => {
    const network = read(`model M {\n input 4x4\n residual { ${layers} } flatten dense(1)\n}`);
    const value = bodyGain(network, residualBlocks(network)[0]);
    if (expected === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(expected, 12);
  });

  it.each<[ActivationName, number | null]>([
    ['linear', 1],
    ['abs', 1],
    ['relu', 0.5],
    ['gelu', 0.5],
    ['silu', 0.5],
    ['leaky_relu', 0.50005],
    ['sigmoid', null],
  ])('gain of %s is %d', (name, expected) => {
    expect(gain(dense(8, { activation: name }))).toBe(expected);
  });
});

describe('odd networks', () => {
  // Truth: f(-x) = -f(x) on an actual sample, or the lack of it.
  it.each([
    ['conv1d(3, 2, bias: false) avg_pool(2) flatten', true],
    ['conv1d(3, 2) flatten', false],
    ['conv_transpose1d(3, 2, bias: false) global_avg_pool', true],
    ['conv1d(3, 2, bias: false, weight_standardized: true) flatten', true],
    ['layer_norm(bias: false) rms_norm flatten', true],
    ['layer_norm flatten', false],
    ['group_norm(1, affine: false) slice(0, from: 1) permute([1, 0]) flatten', true],
    ['pad(1) flatten', true],
    ['pad(1, value: 1) flatten', false],
    ['max_pool(2) flatten', false],
    ['attention(heads: 1, bias: false) flatten', true],
    ['attention(heads: 1) flatten', false],
    ['c: conv1d(2, 2, bias: false) use(c) flatten', true],
    ['c: conv1d(2, 2) use(c) flatten', false],
    ['batch_norm(affine: false) flatten', false],
  ])('%s: %s', async (layers, expected) => {
    const network = read(
      `model M {\n input 6x2\n biases normal(0.5)\n ${layers}\n dense(2, bias: false)\n data gaussian(samples: 3) }`,
    );
    expect(isOdd(network)).toBe(expected);
    const { value } = await instantiate(network, noFiles);
    const outputs = [1, -1].map((sign) => {
      const inputs = value!.data.inputs.scale(sign);
      return outputOf(value!, forward(value!, inputs, new Float64Array(inputs.rows).fill(1))).data;
    });
    const difference = outputs[0].map((y, at) => Math.abs(y + outputs[1][at]));
    if (expected) expect(Math.max(...difference)).toBeLessThan(1e-12);
  });

  it.each([
    ['dense(16, tanh, false)', true],
    ['dense(16, normalized(erf), false)', true],
    ['dense(16, leaky_relu(1), false)', true],
    ['dense(16, leaky_relu(0.5), false)', false],
    ['dense(16, tanh)', false],
    ['dense(16, tanh, false)\nbias', false],
    ['residual(2) { dense(4, sin, false) }\nscale(3)\ndropout(0.1)', true],
    ['parallel(merge: concat) { { dense(4, tanh, false) } { dense(4, relu, false) } }', false],
  ])('%s: %s', (layers, expected) => {
    expect(isOdd(read(`model M {\n input 4\n ${layers}\n dense(2, bias: false)\n}`))).toBe(expected);
  });
});
