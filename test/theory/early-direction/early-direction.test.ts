import { describe, expect, it } from 'vitest';
import { instantiate, reinstantiate } from '../../../src/network/instantiate';
import { earlyDirection, regimeOf } from '../../../src/theory/early-direction/early-direction';
import { correlationTargets } from '../../../src/theory/early-direction/correlation-targets';
import { expectedInitialNorm, initialNorm } from '../../../src/theory/early-direction/initial-norm';
import { homogeneousChain } from '../../../src/theory/early-direction/homogeneous-chain';
import type { Matrix } from '../../../src/numerics/matrix';
import { noFiles } from '../../network/build';
import { model, validArch } from '../../support/elaborate-arch';

const data = (loss = 'mse', std = 0.01) =>
  `input 4\ndata gaussian(samples: 6, targets: teacher(width: 3))\nloss ${loss}\ninit normal(${std})`;

async function network(layers: string, directives = data()) {
  const { value, problems } = await instantiate(validArch(model(layers, { directives })), noFiles);
  expect(problems).toEqual([]);
  return value!;
}

const chain = 'dense(8, relu_power(2), bias: false) dense(1, bias: false)';

describe('earlyDirection', () => {
  it('gives order, start, radius, regime and a plateau that grows as the start shrinks', async () => {
    const found = earlyDirection(await network(chain));
    expect(found).toMatchObject({ order: 3, basis: 'proved', regime: { name: 'partial' } });
    if ('reason' in found) throw new Error(found.reason);
    expect(found.start).toBeCloseTo(initialNorm(await network(chain)), 12);
    expect(found.layerNorms.map((norm) => norm ** 2)).toEqual([2 / 3, 1 / 3].map((share) => expect.closeTo(share, 12)));
    expect(found.correlationAtStart).toBeLessThanOrEqual(found.correlationBound);
    const smaller = earlyDirection(await network(chain, data('mse', 0.001)));
    if ('reason' in smaller) throw new Error(smaller.reason);
    expect(smaller.regime.name).toBe('small');
    // P = 3: ten times smaller, ten times longer.
    expect(smaller.escapeBound.time / found.escapeBound.time).toBeGreaterThan(9);
  });

  it('takes a bias of the first layer for a constant input', async () => {
    const found = earlyDirection(await network('dense(8, relu) dense(1, bias: false)'));
    expect(found).toMatchObject({ order: 2, basis: 'observed', chain: { widths: [5, 8, 1], biased: true } });
  });

  it.each([
    ['dense(8, tanh, bias: false) dense(1, bias: false)', 'tanh'],
    ['dense(8, relu, bias: false) dense(1)', 'bias'],
    ['dense(1, bias: false)', 'at least two'],
    ['dense(4, bias: false) residual { dense(4, bias: false) } dense(1, bias: false)', 'branches'],
    ['dense(8, relu, bias: false) dense(8, abs, bias: false) dense(1, bias: false)', 'different activations'],
    ['dense(8, relu, bias: false) dense(1, relu, bias: false)', 'outputs pass'],
    ['dense(8, relu, bias: false, trainable: false) dense(1, bias: false)', 'frozen'],
  ])('has nothing to say of %s', (layers, reason) => {
    const found = homogeneousChain(validArch(model(layers)));
    expect('reason' in found && found.reason).toContain(reason);
  });

  it('wants targets', async () => {
    const found = earlyDirection(await network(chain, 'input 4\ndata gaussian(samples: 6)'));
    expect(found).toEqual({ reason: 'The data have no targets.' });
  });

  it('knows the regimes by delta / R*', () => {
    expect([0.01, 0.1, 0.5].map((ratio) => regimeOf(ratio).name)).toEqual(['small', 'partial', 'none']);
  });
});

describe('correlationTargets is minus the gradient of the loss at output 0', () => {
  // Truth: central differences of the losses themselves.
  const losses: Record<string, (f: number[], y: number[]) => number> = {
    mse: (f, y) => f.reduce((sum, value, j) => sum + (value - y[j]) ** 2 / 2, 0),
    cross_entropy: (f, [label]) => Math.log(f.reduce((sum, value) => sum + Math.exp(value), 0)) - f[label],
    binary_cross_entropy: (f, y) => f.reduce((sum, value, j) => sum + Math.log1p(Math.exp(value)) - y[j] * value, 0),
  };
  it.each(Object.keys(losses))('%s', async (loss) => {
    const net = await network('dense(8, relu, bias: false) dense(3, bias: false)', data(loss));
    const found = correlationTargets(net) as Matrix;
    for (let i = 0; i < 6; i++)
      for (let j = 0; j < 3; j++) {
        const at = (shift: number) => {
          const output = [0, 0, 0];
          output[j] = shift;
          return losses[loss](output, [...net.data.targets!.row(i)]) / 6;
        };
        expect(found.get(i, j)).toBeCloseTo(-(at(1e-5) - at(-1e-5)) / 2e-5, 9);
      }
  });
});

it('the initial norm is what the initialisers promise', async () => {
  const layers =
    'dense(40, init: kaiming_normal) dense(30, init: orthogonal(gain: 2)) dense(20, init: xavier_uniform, biases: normal(0.5))';
  const net = await network(layers, 'input 50\ndata gaussian(samples: 2)');
  const expected = expectedInitialNorm(net.architecture);
  expect(expected ** 2).toBeCloseTo(2 * 40 + 4 * 30 + (2 / 50) * 600 + 0.25 * 20, 10);
  const norms = Array.from({ length: 30 }, (_, seed) => initialNorm(reinstantiate(net, seed)) ** 2);
  expect(norms.reduce((sum, square) => sum + square) / 30 / expected ** 2).toBeCloseTo(1, 1);
});
