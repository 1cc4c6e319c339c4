import { describe, expect, it } from 'vitest';
import { deepConditioning } from '../../../src/analysis/theory/deep-conditioning';
import { sectionOf, valuesOf } from './section';

const two = 'input 2\n data csv("two.csv")';
const chain = (depth: number, activation: string, data = two) =>
  `${data}\n repeat(${depth}) { dense(8, activation: ${activation}) }\n dense(1)`;
const figures = async (lines: string) => valuesOf((await sectionOf(deepConditioning, lines)).figures);

/** Of relu at unit variance, over E relu^2 = 1/2: correlation after a layer, and the derivative's. */
const reluMap = (r: number) => (Math.sqrt(1 - r * r) + (Math.PI - Math.acos(r)) * r) / Math.PI;
const reluSlope = (r: number) => (Math.PI - Math.acos(r)) / Math.PI;
/** kappa of the 2 x 2 matrix with diagonal a and off-diagonal b. */
const kappa = (a: number, b: number) => (a + b) / (a - b);

describe('of one hidden layer of relu on two samples of correlation 1/2', () => {
  it.each([
    ['inputKappa', 3],
    ['largestCorrelation', 1 / 2],
    ['kernelKappa', kappa(1, reluMap(0.5))],
    ['tangentKappa', kappa(2, reluMap(0.5) + 0.5 * reluSlope(0.5))],
    // mean 1 / sqrt(2 pi), second moment 1/2, linear part 1/2.
    ['nonlinearity', 1 - 0.25 / (0.5 - 0.5 / Math.PI)],
    ['normalisedSlope', Math.PI / (Math.PI - 1)],
    ['uncentred', 1 / Math.PI],
    ['signalShare', 0.25 / (0.5 - 0.5 / Math.PI)],
    ['signalDepth', 15],
    ['lengthSlope', 1],
    // Two samples, one layer, eight units.
    ['finiteWidthRatio', 0.25],
    ['finiteWidthFloor', 9],
    ['depthOfExplosion', Math.log(1000) / Math.log(Math.PI / (Math.PI - 1))],
  ])('%s is %d', async (id, value) => {
    const found = await figures(chain(1, 'relu'));
    expect(found[id]).toBeCloseTo(value, 9);
  });

  it('goes on layer by layer', async () => {
    const found = await figures(chain(3, 'relu'));
    expect(found.firstKappa).toBeCloseTo(kappa(1, reluMap(0.5)), 9);
    expect(found.kernelKappa).toBeCloseTo(kappa(1, reluMap(reluMap(reluMap(0.5)))), 9);
  });

  it('attains its bound, as all kernels of two samples do', async () => {
    const found = await figures(chain(3, 'relu'));
    expect(found.kernelBound).toBeCloseTo(found.kernelKappa as number, 9);
  });
});

describe('the window', () => {
  // Two samples have kappa (1 + r) / (1 - r), 2 at r = 1/3; squared gradients grow a thousandfold in 18.03 layers.
  it('opens where two samples are conditioned', async () => {
    const normalised = (r: number) => (reluMap(r) / 2 - 0.5 / Math.PI) / (0.5 - 0.5 / Math.PI);
    let needed = 0;
    for (let r = 0.5; r > 1 / 3; r = normalised(r)) needed += 1;
    const found = await figures(chain(2, 'normalized(relu)'));
    expect(found.depthNeeded).toBe(needed);
    expect(found.window).toBe(`${needed} to 18 layers`);
  });

  it('is empty for many samples close to each other', async () => {
    const found = await figures(chain(2, 'normalized(relu)', 'input 8\n data gaussian(samples: 40, mean: 2)'));
    expect(found.window).toBe('empty');
  });

  it('is drawn with the depths that matter', async () => {
    const { curves } = await sectionOf(deepConditioning, chain(5, 'normalized(relu)'));
    const [{ id, series, marks }] = curves;
    expect(id).toBe('window');
    expect(marks.map(({ title }) => title)).toEqual(['this network', 'deep enough', 'gradients x1000']);
    expect(marks[0].at).toBe(5);
    const growth = series.find(({ name }) => name === 'growth of squared gradients')!;
    expect(growth.points[1][1]).toBeCloseTo((Math.PI / (Math.PI - 1)) ** 2, 9);
  });
});

describe('linear networks', () => {
  it.each([
    ['nonlinearity', 0],
    ['signalShare', 1],
    ['kernelKappa', 3],
    ['signalDepth', null],
    ['depthOfExplosion', null],
    ['depthNeeded', null],
    ['window', 'none'],
  ])('%s: %s', async (id, value) => {
    const found = (await figures(`${two}\n dense(8)\n dense(8)\n dense(1)`))[id];
    if (typeof value === 'number') expect(found).toBeCloseTo(value, 9);
    else expect(found).toBe(value);
  });
});

describe('says why it has nothing to say', () => {
  it.each([
    ['dense(8, relu)\n dense(8, tanh)\n dense(1)', /one activation in all hidden layers/],
    ['dense(8, relu)\n residual { dense(8) }\n dense(1)', /chains of dense layers; residual1 is residual/],
    ['dense(1)', /no hidden layer/],
    ['activation(relu)\n dense(1)', /what no weights have mixed/],
  ])('%s', async (layers, reason) => {
    const section = await sectionOf(deepConditioning, `${two}\n ${layers}`);
    expect(section.reason).toMatch(reason);
    expect(section.figures).toEqual([]);
  });

  it('leaves kernels of many samples out', async () => {
    const section = await sectionOf(deepConditioning, chain(1, 'relu', 'input 2\n data gaussian(samples: 300)'));
    const found = section.figures.find(({ id }) => id === 'kernelKappa')!;
    expect(found).toMatchObject({ value: null, note: expect.stringContaining('256 samples') as unknown });
  });
});
