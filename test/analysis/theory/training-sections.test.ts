import { describe, expect, it } from 'vitest';
import { earlyDirectionSection } from '../../../src/analysis/theory/early-direction';
import { equilibriumSection } from '../../../src/analysis/theory/equilibrium';
import { featureLearningSection } from '../../../src/analysis/theory/feature-learning';
import { instantiate } from '../../../src/network/instantiate';
import type { Network } from '../../../src/network/network';
import { Matrix } from '../../../src/numerics/matrix';
import { transposeMultiply } from '../../../src/numerics/products';
import { singularValues } from '../../../src/numerics/svd';
import { theoryNumber, theoryVerdict } from '../../../src/report/theory';
import { validArch } from '../../support/elaborate-arch';

async function network(lines: string): Promise<Network> {
  const { value } = await instantiate(validArch(`model M {\n${lines}\n}`), { read: async () => new Uint8Array() });
  return value!;
}

describe('early direction', () => {
  const chain = (rest: string, targets = ', targets: teacher') =>
    network(`input 3\ndata gaussian(samples: 9${targets})\ninit normal(0.01)\n${rest}`);
  const linear = 'dense(5, bias: false)\ndense(5, bias: false)\ndense(2, bias: false)';

  it('knows the maximum of linear networks: N = L^(-L/2) sigma_max(X^T t), growing at L N', async () => {
    const given = await chain(linear);
    const section = earlyDirectionSection(given);
    const { inputs, targets } = given.data;
    const largest = singularValues(transposeMultiply(inputs, targets!))[0] / inputs.rows;
    expect(theoryNumber(section, 'growthCorrelation')! / (3 ** -1.5 * largest)).toBeCloseTo(1, 12);
    expect(theoryNumber(section, 'growthRate')! / (3 ** -0.5 * largest)).toBeCloseTo(1, 12);
    expect(theoryNumber(section, 'correlationBound')).toBeGreaterThan(theoryNumber(section, 'growthCorrelation')!);
  });

  it('follows the flow until it escapes, never before the bound', async () => {
    const section = earlyDirectionSection(await chain(linear));
    const bound = theoryNumber(section, 'escapeBound')!;
    const [alignment, singular, ranks] = section.curves;
    const lengths = alignment.series[1].points;
    expect(lengths.filter(([time, length]) => time < bound && length >= 1)).toEqual([]);
    const cosines = alignment.series[0].points;
    expect(cosines[cosines.length - 1][1]).toBeGreaterThan(0.9);
    expect(ranks.series.map(({ name }) => name)).toEqual(['dense1', 'dense2', 'dense3']);
    expect(section.curves.map(({ horizontal }) => horizontal.isTime)).toEqual([true, true, true]);
    // Deep linear networks keep W_l W_l^T - W_(l+1)^T W_(l+1): grown layers share their first singular value.
    const ends = singular.series.map(({ points }) => points.at(-1)![1]);
    for (const end of ends) expect(end / ends[0]).toBeCloseTo(1, 2);
  });

  it('starts with the singular values of the drawn weights', async () => {
    const given = await chain(linear);
    const [, singular, ranks] = earlyDirectionSection(given).curves;
    const drawn = given.nodes.flatMap(({ operation }) =>
      operation.parameters.map(({ values, shape: [rows, cols] }) => singularValues(new Matrix(rows, cols, values))),
    );
    singular.series.forEach(({ points }, l) => expect(points[0][1] / drawn[l][0]).toBeCloseTo(1, 12));
    ranks.series.forEach(({ points }, l) => expect(points[0][1]).toBeCloseTo(drawn[l][1] / drawn[l][0], 12));
  });

  it('shares the length of the weights evenly among linear layers', async () => {
    const { layers } = earlyDirectionSection(await chain(linear));
    expect(layers.map((layer) => theoryNumber(layer, 'normShare'))).toEqual(Array(3).fill(Math.sqrt(1 / 3)));
  });

  it('says the order and why there is no more without targets', async () => {
    const section = earlyDirectionSection(await chain(linear, ''));
    expect(theoryNumber(section, 'order')).toBe(3);
    expect(section.figures.find(({ id }) => id === 'regime')).toMatchObject({
      value: null,
      note: 'The data have no targets.',
    });
  });

  it.each([
    ['dense(5, activation: tanh)\ndense(1)', 'dense1: tanh is not homogeneous.'],
    ['dense(5, activation: relu)\ndense(1)', 'dense2: its bias'],
  ])('is silent about %j', async (layers, reason) => {
    expect(earlyDirectionSection(await chain(layers)).reason).toContain(reason);
  });
});

describe('equilibrium', () => {
  const gain = 0.4;
  const deq = (samples: number, activation = 'linear') =>
    network(
      `input 4\ndata gaussian(samples: ${samples})\ndeq(20, activation: ${activation}, init: lecun_normal(gain: ${gain}))\ndense(1)`,
    );

  it('knows the closed forms of linear layers', async () => {
    const section = equilibriumSection(await deq(3));
    const numbers = (id: string) => theoryNumber(section, id);
    expect(numbers('weightDeviation')).toBeCloseTo(gain, 12);
    expect(numbers('localRadius')).toBeCloseTo(gain, 12);
    expect(numbers('kernelRate')).toBeCloseTo(gain ** 2, 12);
    expect(numbers('effectiveDepth')).toBe(Math.ceil(Math.log(1e-6) / Math.log(gain)));
    expect(numbers('failureProbability')).toBeCloseTo(Math.exp((-20 * (1 / gain - 2) ** 2) / 2), 12);
    // Both kernels of a linear layer are multiples of X X^T.
    expect(numbers('kernelKappa')! / numbers('tangentKappa')!).toBeCloseTo(1, 8);
    expect(theoryVerdict(section, 'degeneracy')).toBeUndefined();
  });

  it('says that an affine layer has a singular kernel', async () => {
    const section = equilibriumSection(await deq(9));
    expect(theoryVerdict(section, 'degeneracy')).toBe('affine');
    expect(theoryNumber(section, 'kernelKappa')).toBeUndefined();
  });

  it('bounds every iterate by the certified error', async () => {
    const { curves } = equilibriumSection(await deq(5, 'tanh'));
    const [distance, certified] = curves[0].series.map(({ points }) => new Map(points));
    expect(distance.size).toBeGreaterThan(10);
    for (const [step, value] of distance) expect(value).toBeLessThanOrEqual(certified.get(step) ?? Infinity);
  });

  it('is silent without an implicit layer', async () => {
    const plain = await network('input 2\ndata gaussian(samples: 2)\ndense(1)');
    expect(equilibriumSection(plain).reason).toMatch(/no equilibrium layer/);
  });
});

describe('feature learning', () => {
  const readout = 'dense(1, bias: false, trainable: false, init: lecun_normal)';
  const fitted = (activation: string, samples = 3) =>
    network(
      `input 6\ndata orthogonal(samples: ${samples}, targets: teacher)\ndense(16, activation: ${activation}, bias: false)\n${readout}`,
    );

  it('knows the rate of a linear layer on orthogonal samples: 2 |x|^2 sum a^2 / n', async () => {
    const given = await fitted('linear');
    const section = featureLearningSection(given);
    const weights = given.nodes.at(-1)!.operation.parameters[0].values;
    const squares = weights.reduce((sum, a) => sum + a * a, 0);
    const length = given.data.inputs.row(0).reduce((sum, x) => sum + x * x, 0);
    expect(theoryNumber(section, 'rate')! / ((2 * length * squares) / 3)).toBeCloseTo(1, 10);
    // The kernel of a linear layer does not move, and the bound is attained.
    expect(theoryNumber(section, 'initialRate')! / theoryNumber(section, 'rate')!).toBeCloseTo(1, 10);
    expect(theoryNumber(section, 'kernelDrift')).toBeCloseTo(0, 12);
  });

  it('keeps the loss below what is certain', async () => {
    const { curves } = featureLearningSection(await fitted('leaky_relu(0.5)'));
    const [loss, path, certain] = curves[0].series.map(({ points }) => points.map(([, value]) => value));
    loss.forEach((value, k) => {
      expect(value).toBeLessThanOrEqual(path[k] * (1 + 1e-6));
      expect(path[k]).toBeLessThanOrEqual(certain[k] * (1 + 1e-6));
    });
  });

  describe('random fixed units', () => {
    const dependent = (fixed: string) =>
      network(
        `input 2\ndata gaussian(samples: 5, targets: teacher)\n${fixed}\ndense(16, activation: leaky_relu(0.5), bias: false)\n${readout}`,
      );
    const figures = async (fixed: string) => {
      const section = featureLearningSection(await dependent(fixed));
      const width = section.figures.find(({ id }) => id === 'featureWidth')!;
      return { samples: theoryVerdict(section, 'samples'), width: width.value, note: width.note };
    };

    it("are as many as n M^2 ln(n / p) / (0.153 lambda_min(K1)) asks for: sines, K1 = exp(-(q + q') / 2) sinh(c)", async () => {
      const given = await dependent('dense(4000, sin, bias: false, trainable: false, init: lecun_normal)');
      const { inputs } = given.data;
      const covariance = (a: number, b: number) =>
        (inputs.get(a, 0) * inputs.get(b, 0) + inputs.get(a, 1) * inputs.get(b, 1)) / 2;
      const kernel = new Matrix(5, 5);
      for (let a = 0; a < 5; a++)
        for (let b = 0; b < 5; b++)
          kernel.set(a, b, Math.exp(-(covariance(a, a) + covariance(b, b)) / 2) * Math.sinh(covariance(a, b)));
      const smallest = singularValues(kernel)[4];
      const width = theoryNumber(featureLearningSection(given), 'featureWidth')!;
      const expected = (5 * Math.log(500)) / (smallest * (0.5 * Math.log(0.5) + 0.5));
      expect(width - expected).toBeGreaterThan(-1e-3);
      expect(width - expected).toBeLessThan(1.001);
    });

    it('are proposed where samples are dependent', async () => {
      const { samples, width, note } = await figures('');
      expect(samples).toBe('dependent');
      expect(width).toBeGreaterThan(5);
      expect(note).toContain('with tanh and lecun_normal weights');
    });

    it('are counted where there are some', async () => {
      const { samples, note } = await figures('dense(40, tanh, bias: false, trainable: false, init: lecun_normal)');
      expect(samples).toBe('independent');
      expect(note).toContain('The fixed layer has 40 with tanh');
    });

    it.each([
      ['dense(40, relu, bias: false, trainable: false, init: lecun_normal)', 'bounded activation'],
      ['dense(40, tanh, bias: false, trainable: false, init: orthogonal)', 'normal distribution'],
      ['dense(40, tanh, trainable: false)\ndense(40, tanh, trainable: false)', 'one fixed dense layer'],
    ])('are not counted for %s', async (fixed, reason) => {
      const { width, note } = await figures(fixed);
      expect([width, note]).toEqual([null, expect.stringContaining(reason)]);
    });
  });

  it('gives the condition that fails', async () => {
    const section = featureLearningSection(await fitted('relu'));
    expect(section.figures[0]).toMatchObject({ id: 'certificate', value: null });
    expect(section.figures[0].note).toContain('slope');
  });

  it('is silent where the last layer is trained', async () => {
    const both = await network('input 2\ndata gaussian(samples: 2, targets: teacher)\ndense(3)\ndense(1)');
    expect(featureLearningSection(both).reason).toContain('last layer is trained');
  });
});
