import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearTheorems } from '../../../src/analysis/bounds-section';
import { termSpectra } from '../../../src/gauss-newton/kronecker-sum';
import { secondMomentFactor } from '../../../src/gauss-newton/second-moment-factor';
import { loewnerBracket } from '../../../src/gauss-newton/shared-weights';
import { instantiate } from '../../../src/network/instantiate';
import type { Network } from '../../../src/network/network';
import { Matrix } from '../../../src/numerics/matrix';
import { noFiles } from '../../network/build';
import { elaborateArch, validArch } from '../../support/elaborate-arch';
import { randomSharedWeights } from '../../support/random-shared-weights';
import { type ReferenceCase, specificationOf } from '../../support/reference-specification';
import { tangentSpectrum } from '../../support/tangent-spectrum';

const EPSILON = 2 ** -52;

function theorems(network: Network) {
  return linearTheorems(network, secondMomentFactor(network.data.inputs, network.biased));
}

/** Truth: singular values of the explicit Jacobian on the data, by an independent implementation. Whether the network could be judged. */
function checkBounds(network: Network, spectrum: readonly number[]): boolean {
  const nonzero = spectrum.filter((value) => value > 1e-12 * spectrum[0]);
  if (nonzero.length === 0 || nonzero.length < spectrum.filter((value) => value > 1e-28 * spectrum[0]).length)
    return false;
  const [largest, smallest] = [nonzero[0], nonzero[nonzero.length - 1]];
  const kappa = largest / smallest;
  const slack = 1e-9 + 1000 * EPSILON * kappa;
  const { bounds, linear } = theorems(network);
  for (const { id, direction, certainty, value } of bounds) {
    if (value === null) continue;
    expect(direction === 'upper' ? kappa / value : value / kappa, `${direction} ${id}`).toBeLessThan(1 + slack);
    if (certainty === 'exact') expect(Math.abs(value / kappa - 1), id).toBeLessThan(slack);
  }
  if (linear) {
    expect(linear.lambdaMax[0] / largest).toBeLessThan(1 + slack);
    expect(linear.lambdaMax[1] / largest).toBeGreaterThan(1 - slack);
    expect(linear.lambdaMin[0] / smallest).toBeLessThan(1 + slack);
    expect(linear.lambdaMin[1] / smallest).toBeGreaterThan(1 - slack);
  }
  return bounds.some(({ id, value }) => id === 'shared_weights' && value !== null);
}

describe('reference cases', () => {
  const { cases } = JSON.parse(readFileSync('test/reference/cases/gauss-newton.json', 'utf8')) as {
    cases: (ReferenceCase & { readonly lambda_max_upper?: string })[];
  };
  const convolutional = cases.filter(({ lambda_max_upper: upper }) => upper !== undefined);

  it('there are six', () => expect(convolutional).toHaveLength(6));

  it.each(convolutional.map((item) => [item.id, item] as const))('%s', async (_, item) => {
    const { source, files } = specificationOf(item);
    const { value } = await instantiate(validArch(source), files);
    const network = value!;
    const moment = secondMomentFactor(network.data.inputs, false);
    const outputs = network.architecture.output.reduce((product, size) => product * size, 1);
    const { above } = loewnerBracket(network, moment, Matrix.identity(outputs))!;
    const upper = termSpectra(above).reduce((sum, { leftMax, dataMax }) => sum + leftMax * dataMax, 0);
    expect(upper / Number(item.lambda_max_upper)).toBeCloseTo(1, 12);
    checkBounds(network, item.eigenvalues);
    const { bounds } = theorems(network);
    const exact = bounds.find(({ id }) => id === 'frequencies_exact');
    if (item.id === 'conv5_circ_endtoend') expect(exact!.value! / Number(item.kappa)).toBeCloseTo(1, 12);
    else expect(exact?.value ?? null).toBeNull();
  });
});

describe('circular convolutions with full-image kernels', () => {
  const open = async (layers: string, directives: string) => {
    const source = `model M { ${directives} init lecun_normal(seed: 5) ${layers} }`;
    return (await instantiate(validArch(source), noFiles)).value!;
  };
  const full = (filters: number, kernel: string, more = '') =>
    `conv${kernel.includes('x') ? 2 : 1}d(${filters}, ${kernel}, padding: circular, bias: false${more})`;

  it.each([
    ['two channels to one', 'input 4x2 data gaussian(samples: 20, seed: 1)', full(2, '4') + full(1, '4')],
    [
      'more channels than that',
      'input 3x2 data gaussian(samples: 9, mean: 1)',
      full(3, '3') + full(3, '3') + full(2, '3'),
    ],
    ['fewer samples than channels', 'input 4x3 data gaussian(samples: 2)', full(2, '4') + full(2, '4')],
    ['a bottleneck of channels', 'input 3x2 data gaussian(samples: 9)', full(1, '3') + full(2, '3')],
    [
      'a frozen small kernel between',
      'input 4x1 data gaussian(samples: 9)',
      full(2, '4') + full(2, '2', ', trainable: false') + full(2, '4'),
    ],
    ['images', 'input 2x3x2 data gaussian(samples: 20)', full(2, '2x3') + full(1, '2x3') + ' flatten'],
    ['channels first', 'layout channels_first input 2x3x2 data gaussian(samples: 20)', full(2, '3x2') + full(1, '3x2')],
    // Fewer layers, and the complex phases of left and right factors would not matter.
    ['four layers', 'input 3x2 data gaussian(samples: 9)', full(2, '3').repeat(4)],
    ['one layer', 'input 5x2 data gaussian(samples: 20)', full(3, '5')],
  ])('%s', async (_, directives, layers) => {
    const network = await open(layers, directives);
    const spectrum = tangentSpectrum(network);
    checkBounds(network, spectrum);
    const exact = theorems(network).bounds.find(({ id }) => id === 'frequencies_exact')!.value!;
    const nonzero = spectrum.filter((value) => value > 1e-12 * spectrum[0]);
    expect(exact / (nonzero[0] / nonzero[nonzero.length - 1])).toBeCloseTo(1, 9);
  });

  it.each([
    ['a small kernel', full(2, '3') + full(1, '4'), 'conv1d1 learns a kernel that does not cover the whole image.'],
    [
      'a bias',
      full(2, '4') + 'conv1d(1, 4, padding: circular)',
      'conv1d2 is not a circular convolution of stride 1 without bias.',
    ],
    [
      'a head',
      full(2, '4') + 'flatten dense(2, bias: false)',
      'dense1 is not a circular convolution of stride 1 without bias.',
    ],
    [
      'groups',
      full(2, '4') + full(2, '4', ', groups: 2'),
      'conv1d2 learns a kernel that does not cover the whole image.',
    ],
    ['one layer used twice', 'c: ' + full(1, '4') + 'use(c)', 'use1 shares its weights with another layer.'],
  ])('not with %s', async (_, layers, reason) => {
    const network = await open(layers, 'input 4x1 data gaussian(samples: 9)');
    expect(theorems(network).bounds.find(({ id }) => id === 'frequencies_exact')).toMatchObject({
      value: null,
      reason,
    });
  });
});

describe('reasons', () => {
  it.each([
    ['conv1d(2, 3) flatten dense(2)', 'conv1d1 shares its weights over positions', null],
    [
      'flatten dense(2, weight_standardized: true) dense(1)',
      'dense1 standardises its weights, which is not of the form L dW R',
      'Some layer standardises its weights, which no longer act one by one.',
    ],
    [
      'conv1d(2, 3, weight_standardized: true) flatten dense(2)',
      'conv1d1 standardises its weights, which is not of the form L dW R',
      'Some layer standardises its weights, which no longer act one by one.',
    ],
    [
      'conv1d(2, 3)',
      'conv1d1 shares its weights over positions',
      'Needs a dense layer, learned whole, that reaches every output and reads features that tell all directions of the data apart.',
    ],
  ])('%s', async (layers, plain, shared) => {
    const source = `model M { input 4x1 data gaussian(samples: 9) init lecun_normal(seed: 1) ${layers} }`;
    const network = (await instantiate(validArch(source), noFiles)).value!;
    const { bounds } = theorems(network);
    expect(bounds.find(({ id }) => id === 'U0')!.reason).toBe(plain);
    expect(bounds.find(({ id }) => id === 'shared_weights')!.reason).toBe(shared);
  });
});

describe('random networks', () => {
  it('no bound that claims to apply is wrong', async () => {
    let judged = 0;
    await fc.assert(
      fc.asyncProperty(randomSharedWeights, async (source) => {
        const { value: architecture, problems } = elaborateArch(source);
        if (problems.length > 0) return;
        const { value: network } = await instantiate(architecture, noFiles);
        if (network?.linear && checkBounds(network, tangentSpectrum(network))) judged++;
      }),
      { numRuns: 60 },
    );
    expect(judged).toBeGreaterThan(3);
  });
});
