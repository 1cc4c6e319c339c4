import { afterEach, describe, expect, it, vi } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { Budget } from '../../src/analysis/budget';
import { topOfSpectrum } from '../../src/analysis/largest-eigenvalue';
import { spectralDensity } from '../../src/analysis/spectral-density';
import { Stages } from '../../src/analysis/stages';
import { instantiate } from '../../src/network/instantiate';
import { Lanczos } from '../../src/numerics/lanczos';
import { validArch } from '../support/elaborate-arch';
import { memoryFiles } from '../support/tensor-files';

const files = memoryFiles({});

describe('the density of a random network', () => {
  // Truth: all eigenvalues, zeros among them. Limits: docs/theory/gauss-newton.md 9.
  it.each([
    [
      'deep relu',
      'input 20 data gaussian(samples: 20) dense(30, activation: relu) dense(30, activation: relu) dense(8)',
    ],
    ['tanh', 'input 20 data gaussian(samples: 30) dense(30, activation: tanh) dense(5)'],
    [
      'a linear bottleneck, two thirds of its spectrum zero',
      'input 10 data gaussian(samples: 60) dense(8, bias: false) dense(3, bias: false) dense(6, bias: false)',
    ],
    [
      'convolutions',
      'input 6x6x1 data gaussian(samples: 24) conv2d(5, 3, activation: relu) conv2d(6, 2, activation: relu) flatten dense(6)',
    ],
    ['cross entropy', 'input 12 loss cross_entropy data gaussian(samples: 24) dense(20, activation: relu) dense(7)'],
  ])('%s', async (_, body) => {
    const architecture = validArch(`model M { ${body} }`);
    const { value: network } = await instantiate(architecture, files);
    const source = { jacobian: undefined, engine: undefined, onTop: () => undefined };
    const { density } = (await topOfSpectrum(network!, source, new Budget(600), new Stages({})))!;
    const { report } = await analyse(architecture, { files, source: null, budgetSeconds: 600 });
    const eigenvalues = report!.spectrum.eigenvalues!;
    const shareUpTo = (level: number) =>
      1 - eigenvalues.filter((value) => value > level * (1 + 1e-9)).length / density!.size;
    const distance = density!.points.reduce(
      (most, [level, share]) => Math.max(most, Math.abs(share - shareUpTo(level))),
      0,
    );
    expect(distance).toBeLessThan(0.06);
    expect(density!.points[0][0]).toBeGreaterThan(1e-15 * eigenvalues[0]);
  });
});

describe('where a product takes a second', () => {
  afterEach(() => vi.useRealTimers());

  /** The density of 60 eigenvalues, after as many steps of the search for the largest one. */
  async function densityWithin(seconds: number, stepsBefore = 1, stages = new Stages({})) {
    vi.useFakeTimers({ toFake: ['Date'] });
    let products = 0;
    const product = {
      size: 60,
      times(vector: Float64Array) {
        products++;
        vi.setSystemTime(Date.now() + 1000);
        return vector.map((entry, at) => entry * (at + 1));
      },
    };
    const first = new Lanczos(product.size, (vector) => product.times(vector));
    for (let step = 0; step < stepsBefore; step++) first.advance();
    products = 0;
    const budget = new Budget(seconds);
    const density = await spectralDensity({ product, rounding: 1e-15, first, secondsPerProduct: 1 }, budget, stages);
    return { density, products, skipped: budget.skipped };
  }

  it.each([
    [1000, 1, 12, 479],
    [80, 1, 2, 79],
    [125, 1, 3, 119],
    [45, 40, 2, 40],
    [45, 50, 2, 40],
  ])('%i seconds after %i steps are enough for %i probes', async (seconds, stepsBefore, probes, made) => {
    const { density, products, skipped } = await densityWithin(seconds, stepsBefore);
    expect([density!.probes, density!.steps, products, skipped]).toEqual([probes, 40, made, []]);
  });

  it('has none where there is no time for two probes, and says so', async () => {
    const { density, products, skipped } = await densityWithin(70);
    expect([density, products]).toEqual([null, 0]);
    expect(skipped).toEqual([
      {
        stage: 'spectral density',
        reason: 'exceeds the time budget',
        estimate: '1 MB, about 79 s',
        instead: 'the largest eigenvalue alone',
      },
    ]);
  });

  it('stops between two products when told', async () => {
    const controller = new AbortController();
    let pauses = 0;
    const onProgress = () => {
      if (++pauses === 30) controller.abort(new Error('enough'));
    };
    const running = densityWithin(1000, 1, new Stages({ signal: controller.signal, onProgress }));
    await expect(running).rejects.toThrow('enough');
    expect(pauses).toBe(30);
  });
});
