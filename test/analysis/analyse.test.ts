import { describe, expect, it } from 'vitest';
import { analyse, type AnalysisOptions } from '../../src/analysis/analyse';
import { quantile } from '../../src/report/quantile';
import type { Report } from '../../src/report/report';
import { readSpecification } from '../../src/spec/specification';
import { memoryFiles } from '../support/tensor-files';

async function report(source: string, options: Partial<AnalysisOptions> = {}): Promise<Report> {
  const { architecture } = readSpecification(source, { syntax: 'arch' });
  const result = await analyse(architecture!, { files: memoryFiles({}), source: null, budgetSeconds: 60, ...options });
  return result.report!;
}

const linear = 'model M { input 6 data gaussian(samples: 20) dense(9, bias: false) head: dense(3, bias: false) }';

describe('budget', () => {
  it('starts no spectrum it cannot pay and shows the exact two-layer value instead', async () => {
    const full = await report(linear);
    const wide =
      'model M { input 600 data orthogonal(samples: 600) a: dense(700, bias: false) b: dense(40, bias: false) }';
    const { spectrum, skipped, bounds } = await report(wide, { budgetSeconds: 900 });
    expect(skipped.map(({ stage }) => stage)).toEqual(['spectrum']);
    expect(spectrum).toMatchObject({ eigenvalues: null, rank: 24000, structuralRank: 24000 });
    expect(spectrum.skipped!.estimate).toMatch(/GB/);
    expect(spectrum.kappa).toBe(bounds.find(({ id }) => id === 'two_layer_exact')!.value);
    expect(full.bounds.find(({ id }) => id === 'two_layer_exact')!.gap).toBeCloseTo(1, 12);
  });

  it('shows the exact value of circular convolutions instead', async () => {
    // Truth: one layer with all kernels free on white data has G a multiple of the identity.
    const wide = 'model M { input 40x4 data orthogonal(samples: 160) conv1d(4, 40, padding: circular, bias: false) }';
    const { spectrum, bracket } = await report(wide, { budgetSeconds: 1 });
    expect(spectrum.skipped).not.toBeNull();
    expect(spectrum.method).toBe('Exact value, frequency by frequency');
    expect(spectrum.kappa).toBeCloseTo(1, 9);
    // Two sums of the same terms.
    expect(bracket.low).toBe(bracket.high);
    expect(bracket.low).toBeCloseTo(spectrum.kappa!, 14);
  });

  it('starts no Jacobian that memory cannot hold', async () => {
    const huge = 'model M { input 8 data gaussian(samples: 20000) dense(512, activation: relu) dense(64) }';
    const { spectrum, skipped, bounds } = await report(huge, { budgetSeconds: 0.5 });
    expect(skipped.map(({ stage }) => stage)).toEqual(['Jacobian', 'largest eigenvalue']);
    expect([spectrum.kappa, bounds]).toEqual([null, []]);
  });
});

describe('the layer to blame', () => {
  const blamed = async (init: string) => {
    const source = `model M { input 6 data orthogonal(samples: 6) init ${init} dense(6, bias: false) dense(6, bias: false) }`;
    return (await report(source)).layers.filter(({ owner }) => owner).map(({ name }) => name);
  };

  it('holds more of the bottom than any other', async () => expect(await blamed('lecun_normal')).toHaveLength(1));

  // Truth: orthogonal layers on white data give every layer the same share of every eigenvalue.
  it('does not exist among equals', async () => expect(await blamed('orthogonal')).toEqual([]));
});

describe('where the spectrum is out of reach', () => {
  // Truth: at zero weights every sigmoid has curvature 1/4, so G = I (x) Sigma / 4.
  const zeros = (samples: number, units: number) =>
    `model M { input 90 data gaussian(samples: ${samples}, covariance: condition(50)) loss binary_cross_entropy
      init zeros a: dense(${units}, bias: false) }`;

  it('products with J give the largest eigenvalue, the trace and the density', async () => {
    const published: Report[] = [];
    const { spectrum, skipped, model, timings } = await report(zeros(100, 100), {
      budgetSeconds: 900,
      onReport: (each) => published.push(each),
    });
    const small = await report(zeros(100, 1));
    expect(skipped.map(({ stage }) => stage)).toEqual(['spectrum']);
    expect(timings.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(['largest eigenvalue', 'trace', 'spectral density']),
    );
    expect([spectrum.kappa, spectrum.lambdaMin, spectrum.dimension]).toEqual([null, null, model.trainableCount]);
    expect(spectrum.lambdaMax! / small.spectrum.lambdaMax!).toBeCloseTo(1, 11);
    expect(spectrum.trace! / (100 * small.spectrum.trace!)).toBeCloseTo(1, 11);
    expect(spectrum.method).toMatch(/^products with J and its transpose \(\d+ Lanczos steps, relative residual/);
    expect(spectrum.skipped!.reason).toBe('needs more memory than the limit');
    const { spectrum: before } = published[published.length - 1];
    expect([before.density, before.trace]).toEqual([null, spectrum.trace]);
    expect(before.lambdaMax! / spectrum.lambdaMax!).toBeCloseTo(1, 11);

    const { size, probes, steps, points, unresolved, error, certainty } = spectrum.density!;
    expect([size, probes, steps, certainty]).toEqual([10_000, 12, 40, 'heuristic']);
    // The data of a hundred samples have ninety dimensions: one eigenvalue in ten is zero.
    expect(unresolved!.share).toBeGreaterThan(0.09);
    expect(unresolved!.level).toBeLessThan(1e-2 * spectrum.lambdaMax!);
    const shareUpTo = (level: number) => 1 - small.spectrum.eigenvalues!.filter((value) => value > level).length / 100;
    const far = points.filter(([level, share]) => Math.abs(share - shareUpTo(level)) > 0.03);
    expect(far).toEqual([]);
    expect(error).toBeLessThan(0.01);
  });
});

describe('distribution over seeds', () => {
  it('holds kappa of consecutive seeds, the first being the model itself', async () => {
    const seeded = (seed: number, seeds: string) =>
      linear.replace('data', `init lecun_normal(seed: ${seed}) ${seeds} data`);
    const { spectrum, distribution } = await report(seeded(5, 'seeds 3'));
    const others = await Promise.all([6, 7].map((seed) => report(seeded(seed, ''))));
    const expected = [spectrum.kappa!, ...others.map((other) => other.spectrum.kappa!)];
    expected.forEach((kappa, at) => expect(distribution!.values[at] / kappa).toBeCloseTo(1, 10));
    expect(distribution!.median).toBe([...distribution!.values].sort((a, b) => a - b)[1]);
  });

  it('takes both ends of a dear spectrum, with the digits of all of it', async () => {
    const dear = (seed: number, seeds: string) =>
      `model M { init lecun_normal(seed: ${seed}) ${seeds} input 30 data gaussian(samples: 20) a: dense(40, activation: tanh) b: dense(8) }`;
    const { distribution } = await report(dear(5, 'seeds 2'));
    const { spectrum } = await report(dear(6, ''));
    expect(distribution!.values[1] / spectrum.kappa!).toBeCloseTo(1, 10);
  });

  it.each([
    [0, 1],
    [0.5, 2.5],
    [0.25, 1.75],
    [1, 4],
  ])('quantile %d of 1, 2, 3, 4 is %d', (share, value) => expect(quantile([1, 2, 3, 4], share)).toBe(value));
});

describe('reports so far', () => {
  const seeded = linear.replace('input 6', 'expect kappa > 1e9 expect rank > 1 input 6 seeds 2');

  async function publications(source: string): Promise<{ published: readonly Report[]; final: Report }> {
    const published: Report[] = [];
    const final = await report(source, { onReport: (each) => published.push(each) });
    return { published, final };
  }

  it('come after the bounds, after kappa and after the theories, each with what is known then', async () => {
    const { published, final } = await publications(seeded);
    const known = [...published, final].map(({ bracket, spectrum, layers, theory, distribution }) => ({
      bracket: bracket.low !== null && bracket.high !== null,
      kappa: spectrum.kappa !== null,
      shares: layers.every(({ bottomShare }) => bottomShare !== null),
      theory: theory.meanField.reason !== 'Still to come.',
      seeds: distribution !== null,
    }));
    expect(known).toEqual([
      { bracket: true, kappa: false, shares: false, theory: false, seeds: false },
      { bracket: true, kappa: true, shares: true, theory: false, seeds: false },
      { bracket: true, kappa: true, shares: true, theory: true, seeds: false },
      { bracket: true, kappa: true, shares: true, theory: true, seeds: true },
    ]);
  });

  it('are not changed by what comes later', async () => {
    const { published, final } = await publications(seeded);
    expect(published.map(({ timings }) => timings.at(-1)!.stage)).toEqual([
      'bounds of linear networks',
      'layer shares',
      'theory',
    ]);
    expect(final.timings.at(-1)!.stage).toBe('kappa over seeds');
    expect(published.map(({ model, data, bracket }) => ({ model, data, bracket }))).toEqual(
      published.map(() => ({ model: final.model, data: final.data, bracket: final.bracket })),
    );
  });

  it('decide what the bracket decides, and leave open what needs the spectrum', async () => {
    const { published, final } = await publications(seeded);
    const outcomes = [...published, final].map(({ expectations, findings }) => [
      ...expectations.map(({ holds }) => holds),
      findings.filter(({ code }) => code === 'K092' || code === 'K093').length,
    ]);
    expect(outcomes).toEqual([
      [false, null, 1],
      [false, true, 1],
      [false, true, 1],
      [false, true, 1],
    ]);
  });

  it('keep the spectrum pending, not skipped, until it is refused', async () => {
    const wide =
      'model M { input 600 data orthogonal(samples: 600) a: dense(700, bias: false) b: dense(40, bias: false) }';
    const published: Report[] = [];
    const final = await report(wide, { budgetSeconds: 900, onReport: (each) => published.push(each) });
    expect(published.map(({ spectrum, skipped }) => [spectrum.skipped, skipped.length])).toEqual([
      [null, 0],
      [null, 1],
    ]);
    expect(final.spectrum.skipped).not.toBeNull();
  });
});

describe('a spectrum that is dear', () => {
  const samples = 20;
  const wide = `model M { input 30 data gaussian(samples: ${samples}) a: dense(40, activation: tanh) b: dense(8) }`;
  const size = 8 * samples;

  it('has its two ends first and the rest afterwards', async () => {
    const published: Report[] = [];
    const final = await report(wide, { onReport: (each) => published.push(each) });
    const [first] = published;
    expect(published.map(({ spectrum }) => spectrum.eigenvalues?.length ?? 'pending')).toEqual([
      'pending',
      'pending',
      size,
    ]);
    expect(first.timings.map(({ stage }) => stage)).toEqual([
      'weights and data',
      'data',
      'Jacobian',
      'Gram matrix',
      'kappa',
    ]);
    expect(first.spectrum).toMatchObject({ rank: size, rankCertain: true, skipped: null });
    expect(first.spectrum.method).toMatch(
      /^Lanczos \(\d+ steps\) and, by Cholesky, inverse Lanczos \(\d+ steps\) on the 160 x 160 Gram matrix J J\^T/,
    );
    const ratios = (['lambdaMax', 'lambdaMin', 'kappa', 'trace'] as const).map(
      (key) => first.spectrum[key]! / final.spectrum[key]! - 1,
    );
    ratios.forEach((ratio) => expect(Math.abs(ratio)).toBeLessThan(first.spectrum.relativeError!));
  });
});

describe('running', () => {
  it('names its stages in order and stops when told', async () => {
    const stages: string[] = [];
    const controller = new AbortController();
    const running = report(linear, {
      signal: controller.signal,
      onProgress: ({ stage }) => {
        stages.push(stage);
        if (stage === 'Jacobian') controller.abort();
      },
    });
    await expect(running).rejects.toThrow('aborted');
    expect(stages).toEqual(['weights and data', 'data', 'bounds of linear networks', 'Jacobian']);
  });

  it('gives problems and no report when data are missing', async () => {
    const { architecture } = readSpecification('model M { input 2 data npy("no.npy") dense(1) }', { syntax: 'arch' });
    const result = await analyse(architecture!, { files: memoryFiles({}), source: null, budgetSeconds: 1 });
    expect(result.report).toBeUndefined();
    expect(result.problems.map(({ code }) => code)).toEqual(['K080']);
  });

  it('says that nothing moves the outputs of a dead network', async () => {
    const { spectrum } = await report(
      'model M { input 3 init zeros biases zeros a: dense(4, activation: relu) b: dense(2, bias: false) }',
    );
    expect([spectrum.kappa, spectrum.skipped!.reason]).toEqual([null, 'no learnable parameter moves the outputs']);
  });
});

describe('bounds of other losses', () => {
  it.each(['cross_entropy', 'binary_cross_entropy'])('%s brackets kappa of a linear network', async (loss) => {
    const { spectrum, bounds, bracket } = await report(linear.replace('data', `loss ${loss} data`));
    expect(bounds.map(({ id }) => id)).toEqual(['cross_entropy', 'cross_entropy']);
    expect(bracket.low!).toBeLessThanOrEqual(spectrum.kappa!);
    expect(bracket.high!).toBeGreaterThanOrEqual(spectrum.kappa!);
    expect(bracket.high! / bracket.low!).toBeLessThan(1e5);
  });
});

describe('residual figures', () => {
  it('the closed forms apply to small branches and the deep one to pure chains', async () => {
    const { spectrum, bounds, layers } = await report(
      'model M { input 6 data gaussian(samples: 20) init normal(0.02) repeat(3) { residual { dense(6, bias: false) } } }',
    );
    for (const id of ['residual', 'residual_deep']) {
      const bound = bounds.find((candidate) => candidate.id === id)!;
      expect(bound.value! / spectrum.kappa!).toBeGreaterThan(1 - 1e-9);
    }
    const radii = layers.flatMap(({ branchRadius }) => branchRadius ?? []);
    expect(radii).toHaveLength(3);
    // Gaussian weights of standard deviation 0.02: about 0.02 sqrt(6).
    radii.forEach((radius) => expect(Math.abs(Math.log(radius / (0.02 * Math.sqrt(6))))).toBeLessThan(1));
  });
});

describe('inputs that all vanish', () => {
  // Truth: without biases G = 0, whatever the loss.
  it.each(['mse', 'cross_entropy', 'binary_cross_entropy'])('leave no direction under %s', async (loss) => {
    const source = `model M { input 3 data gaussian(samples: 1, center: true) loss ${loss} dense(4, bias: false) head: dense(3, bias: false) }`;
    const { spectrum, bounds } = await report(source);
    expect(spectrum.kappa).toBeNull();
    expect(spectrum.skipped!.reason).toBe('no learnable parameter moves the outputs');
    expect(bounds.filter(({ value }) => value !== null)).toEqual([]);
  });
});
