import { describe, expect, it } from 'vitest';
import { infiniteWidth } from '../../../src/analysis/theory/infinite-width';
import { sectionOf, valuesOf } from './section';

const two = 'input 2\n data csv("two.csv")';
const kappa = (diagonal: number, other: number) => (diagonal + other) / (diagonal - other);
/** Of relu on inputs of correlation 1/2, over 1/2: E relu relu and E relu' relu'. */
const value = (Math.sqrt(3) / 2 + ((2 / 3) * Math.PI) / 2) / Math.PI;
const slope = 2 / 3;

describe('kernels of two samples of correlation 1/2', () => {
  it.each([
    ['linear, the Gram matrix', 'dense(8, bias: false)\n dense(1, bias: false)', 3, 3],
    [
      'relu',
      'dense(8, activation: relu, bias: false)\n dense(1, bias: false)',
      kappa(1, value),
      kappa(2, value + 0.5 * slope),
    ],
  ])('%s', async (_, layers, nngp, ntk) => {
    const { reason, figures } = await sectionOf(infiniteWidth, `${two}\n ${layers}`);
    expect(reason).toBeNull();
    expect(valuesOf(figures).nngpKappa).toBeCloseTo(nngp, 9);
    expect(valuesOf(figures).ntkKappa).toBeCloseTo(ntk, 9);
  });

  it('a skip adds the kernel of its input', async () => {
    // K of the stem plus the branch's, 2 E relu relu of equal scale: (1 + value) off the diagonal's 2.
    const { figures } = await sectionOf(
      infiniteWidth,
      `${two}\n stem: dense(8, bias: false)\n residual { activation(relu)\n dense(8, bias: false) }\n dense(1, bias: false)`,
    );
    expect(valuesOf(figures).nngpKappa).toBeCloseTo(kappa(2, 0.5 + value), 9);
  });
});

describe('says why it has nothing to say', () => {
  it.each([
    ['input 2\n data gaussian(samples: 300)\n dense(8)\n dense(1)', /up to 256 samples/],
    ['input 5\n data tokens(samples: 3, vocabulary: 4)\n embedding(4, 3)\n flatten\n dense(1)', /embedding/],
  ])('%s', async (lines, reason) => expect((await sectionOf(infiniteWidth, lines)).reason).toMatch(reason));

  it('gives no kappa of a singular kernel', async () => {
    const { figures } = await sectionOf(
      infiniteWidth,
      'input 2\n data gaussian(samples: 5)\n dense(8, bias: false)\n dense(1, bias: false)',
    );
    expect(figures.map(({ value: kappaValue, note }) => [kappaValue, note])).toEqual(
      figures.map(() => [null, 'singular to working accuracy']),
    );
  });
});
