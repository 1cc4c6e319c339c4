import { describe, expect, it } from 'vitest';
import { meanField } from '../../../src/analysis/theory/mean-field';
import { sectionOf, valuesOf } from './section';

const two = 'input 2\n data csv("two.csv")';
const chain = (depth: number, activation: string, init: string) =>
  `${two}\n init ${init}\n repeat(${depth}) { dense(8, activation: ${activation}) }\n head: dense(1)`;
const figures = async (lines: string) => valuesOf((await sectionOf(meanField, lines)).figures);

describe('phases of chains', () => {
  // Truth: relu has chi = sigma_w^2 / 2 at every variance; selu its fixed point 1 with chi = D = 1.0716 of the table of moments.
  it.each([
    ['relu', 'kaiming_normal', 'edge of chaos', 1],
    ['relu', 'lecun_normal', 'signals collapse to zero', undefined],
    ['relu', 'kaiming_normal(gain: 2)', 'signals diverge', undefined],
    ['normalized(relu)', 'lecun_normal', 'chaotic: gradients explode', Math.PI / (Math.PI - 1)],
    ['selu', 'lecun_normal', 'chaotic: gradients explode', 1.071574992456],
    ['tanh', 'lecun_normal(gain: 0.5)', 'signals collapse to zero', undefined],
  ])('%s under %s: %s', async (activation, init, phase, chi) => {
    const found = await figures(chain(3, activation, init));
    expect(found.phase).toBe(phase);
    if (chi === undefined) expect(found.chi).toBeUndefined();
    else expect(found.chi).toBeCloseTo(chi, 9);
  });
});

describe('layer by layer', () => {
  it('relu under kaiming keeps variances and gradients; the linear head doubles both', async () => {
    const { layers } = await sectionOf(meanField, chain(3, 'relu', 'kaiming_normal'));
    // The inputs' mean square is 1/2, twice that by the first layer's weights.
    const values = layers.map(({ figures: own }) => valuesOf(own));
    expect(values.map(({ variance }) => variance)).toEqual([1, 1, 1, 1].map((each) => expect.closeTo(each, 12)));
    expect(values.map(({ chi }) => chi)).toEqual([1, 1, 1, 2].map((each) => expect.closeTo(each, 12)));
    expect(values.map(({ logGradient }) => logGradient)).toEqual(
      [Math.LN2, Math.LN2, Math.LN2, 0].map((each) => expect.closeTo(each, 12)),
    );
  });

  it('halves both under lecun', async () => {
    const found = await figures(chain(5, 'relu', 'lecun_normal'));
    expect(found.logGradient).toBeCloseTo(-4 * Math.LN2, 12);
    expect(found.largestVariance).toBeCloseTo(1 / 2, 12);
    expect(found.lengthGrowth).toBeCloseTo(2 ** -4, 12);
  });

  it('adds what a skip passes', async () => {
    const found = await figures(
      `${two}\n init lecun_normal\n stem: dense(8)\n repeat(4) { residual { dense(8) } }\n head: dense(8)`,
    );
    // Each block doubles the second moment and the squared gradient.
    expect(found.logGradient).toBeCloseTo(4 * Math.LN2, 12);
    expect(found.largestVariance).toBeCloseTo(2 ** 4 / 2, 12);
  });

  it('is drawn', async () => {
    const { curves } = await sectionOf(meanField, chain(3, 'relu', 'kaiming_normal'));
    expect(curves[0].series.map(({ name, points }) => [name, points.length])).toEqual([
      ['pre-activations', 4],
      ['gradient of the outputs', 4],
    ]);
  });
});

it.each([
  ['relu', 'kaiming_normal', 'sparse'],
  ['sigmoid', 'lecun_normal', 'low-disorder'],
  ['selu', 'lecun_normal', 'high-disorder'],
])('%s under %s is of the class that the slope chi_1 decides', async (activation, init, disorder) => {
  const { figures: found } = await sectionOf(meanField, chain(4, activation, init));
  const { note } = found.find(({ id }) => id === 'phase')!;
  expect(note).toBe(`angular power spectrum of the class ${disorder} (section 7)`);
});

describe('batch entropy', () => {
  it('of one layer on two samples by hand', async () => {
    // K = 4 Gram / 2 has trace 4 and mean 3/2: an unbiased variance of 2 (4/2 - 3/2) = 1.
    const found = await figures(chain(1, 'tanh', 'lecun_normal(gain: 2)'));
    expect(found.batchEntropy).toBeCloseTo(Math.log(Math.PI * Math.E + 1) / 2, 12);
  });

  it('takes as many samples as there is time for', async () => {
    const deep = 'input 2\n data gaussian(samples: 60)\n repeat(100) { dense(8, activation: tanh) }\n dense(1)';
    const { figures: found } = await sectionOf(meanField, deep);
    expect(found.find(({ id }) => id === 'batchEntropy')!.note).toBe('an upper estimate, of the first 14 samples');
  });

  it.each([
    ['softplus', 'normal(0.3)', 'its integrals take too long at these mean squares'],
    ['softplus', 'normal(1e9)', 'the mean squares overflow'],
  ])('is left out of deep nets of steep %s drawn by %s', async (activation, init, note) => {
    const layers = `init ${init}\n repeat(100) { dense(100, activation: ${activation}) }\n dense(1)`;
    const { figures: found } = await sectionOf(meanField, `input 2\n data gaussian(samples: 60)\n ${layers}`);
    expect(found.find(({ id }) => id === 'batchEntropy')).toMatchObject({ value: null, note });
  });
});

describe('graphs', () => {
  it('have an effective depth and width', async () => {
    // Paths of 3 learned layers, or 2 past the block: 2 paths of mean depth 5/2.
    const found = await figures(`${two}\n dense(8)\n residual { dense(8) }\n dense(1)`);
    expect(found.effectiveDepth).toBeCloseTo(5 / 2, 12);
    expect(found.effectiveWidth).toBeCloseTo(2 / (5 / 2), 12);
  });

  it('are followed as far as theory goes', async () => {
    const { figures: found, layers } = await sectionOf(
      meanField,
      'input 4x3\n data gaussian(samples: 4)\n dense(4)\n attention(heads: 2)\n flatten\n dense(1)',
    );
    expect(found.find(({ id }) => id === 'coverage')!.note).toMatch(/does not follow signals through attention/);
    expect(layers.map(({ name }) => name)).toEqual(['dense1']);
    expect(valuesOf(found).logGradient).toBeNull();
  });
});
