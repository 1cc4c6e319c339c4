import { describe, expect, it, test } from 'vitest';
import { factoredJacobian } from '../../../src/gauss-newton/jacobian';
import { jacobianGram } from '../../../src/gauss-newton/jacobian-gram';
import { instantiate, reinstantiate } from '../../../src/network/instantiate';
import type { Network } from '../../../src/network/network';
import { Matrix } from '../../../src/numerics/matrix';
import { gram } from '../../../src/numerics/products';
import { readSpecification } from '../../../src/spec/specification';
import {
  architectureKernels,
  type InfiniteWidthKernels,
} from '../../../src/theory/infinite-width/architecture-kernels';

const noFiles = { read: () => Promise.reject(new Error('no files')) };
const SAMPLES = 4;
const OUTPUTS = 8;

async function networkOf(body: string, input = '5'): Promise<Network> {
  const source = `model M { input ${input}  data gaussian(samples: ${SAMPLES}, seed: 3)  ${body} }`;
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return (await instantiate(architecture!, noFiles)).value!;
}

/** J J^T of one output, averaged over the outputs and over seeds. */
function finiteGram(network: Network, seeds: number): Matrix {
  const mean = new Matrix(SAMPLES, SAMPLES);
  for (let seed = 1; seed <= seeds; seed++) {
    const rows = jacobianGram(factoredJacobian(reinstantiate(network, seed), undefined));
    for (let a = 0; a < SAMPLES; a++)
      for (let b = 0; b < SAMPLES; b++)
        for (let c = 0; c < OUTPUTS; c++)
          mean.data[a * SAMPLES + b] += (SAMPLES * rows.get(a * OUTPUTS + c, b * OUTPUTS + c)) / (OUTPUTS * seeds);
  }
  return mean;
}

/** Truth: networks of finite width, whose kernels tend to the limit as 1/width in the mean and 1/sqrt(width seeds) by chance. */
describe('wide networks come close to the limit', () => {
  test.each<[string, string, string?]>([
    [
      'relu with biases',
      `biases normal(0.5)  dense(300, activation: relu) dense(300, activation: relu) dense(${OUTPUTS})`,
    ],
    [
      'tanh, one layer frozen',
      `init lecun_normal(gain: 1.3) dense(300, activation: tanh, bias: false, trainable: false) dense(300, activation: tanh) dense(${OUTPUTS}, bias: false)`,
    ],
    [
      'a residual network',
      `dense(300, init: lecun_normal()) residual(0.8) { dense(300, activation: gelu) dense(300) } activation(tanh) dense(${OUTPUTS})`,
    ],
    [
      'branches with means',
      `parallel(merge: add) { { dense(300, activation: relu) } { dense(300, activation: sigmoid) } } dense(${OUTPUTS}, bias: false)`,
    ],
    [
      'layer norm before the activation',
      `dense(400) layer_norm() activation(relu) dense(400) layer_norm(affine: false) activation(relu) dense(${OUTPUTS})`,
    ],
    ['layer norm after the activation', `dense(400, activation: relu) layer_norm() dense(${OUTPUTS})`],
    [
      'rms norm and a learned scale',
      `dense(300) rms_norm() scale(0.5, trainable: true) activation(elu) dense(${OUTPUTS})`,
    ],
    [
      'orthogonal weights',
      `init orthogonal(gain: 1.2) dense(300, activation: erf) dense(300, activation: erf) dense(${OUTPUTS})`,
    ],
    ['random pruning', `dense(400, activation: relu, prune: prune(0.5, method: random)) dense(${OUTPUTS})`],
    [
      'a flattened convolution',
      `conv1d(120, kernel: 3, padding: same, activation: relu) conv1d(120, kernel: 3, stride: 2, padding: circular, activation: relu) flatten() dense(${OUTPUTS})`,
      '6x2',
    ],
    [
      'a pooled convolution',
      `conv1d(200, kernel: 3, padding: 1, activation: relu) conv1d(200, kernel: 2, activation: relu) global_avg_pool() dense(${OUTPUTS})`,
      '5x2',
    ],
    [
      'a transposed convolution',
      `conv_transpose1d(150, kernel: 3, stride: 2, activation: relu) flatten() dense(${OUTPUTS})`,
      '3x2',
    ],
  ])('%s', async (_, body, input) => {
    const network = await networkOf(body, input);
    const limit = architectureKernels(network.architecture, network.data.inputs) as InfiniteWidthKernels;
    expect(limit).not.toHaveProperty('reason');
    const measured = finiteGram(network, 5);
    const largest = Math.max(...measured.data);
    limit.jacobianGram.data.forEach((value, i) =>
      expect(Math.abs(measured.data[i] - value) / largest).toBeLessThan(0.13),
    );
  });
});

describe('identities', () => {
  const kernels = async (body: string, input?: string) => {
    const { architecture, data } = await networkOf(body, input);
    return architectureKernels(architecture, data.inputs) as InfiniteWidthKernels;
  };

  it('a linear network has the data for its kernel, at any depth', async () => {
    const { covariance, tangent } = await kernels(
      'init lecun_normal() repeat(3) { dense(50, bias: false) } dense(1, bias: false)',
    );
    const network = await networkOf('dense(1)');
    const data = gram(network.data.inputs).scale(1 / 5);
    covariance.data.forEach((value, i) => expect(value).toBeCloseTo(data.data[i], 13));
    // Every one of the four layers adds the same.
    tangent.data.forEach((value, i) => expect(value).toBeCloseTo(4 * data.data[i], 12));
  });

  it('one layer is exact at any width, biases included', async () => {
    const { jacobianGram: limit, covariance } = await kernels('biases normal(0.4) dense(3)');
    const measured = finiteGram(await networkOf(`dense(${OUTPUTS})`), 1);
    limit.data.forEach((value, i) => expect(value).toBeCloseTo(measured.data[i], 12));
    // He's variance 2 / 5 a weight, 0.16 a bias.
    covariance.data.forEach((value, i) => expect(value).toBeCloseTo((2 / 5) * (measured.data[i] - 1) + 0.16, 12));
  });

  it('width is the only difference between parametrisations: equal widths and fan-in scaling make them proportional', async () => {
    const { tangent, jacobianGram: own } = await kernels(
      'init lecun_normal() dense(5, activation: tanh, bias: false) dense(5, activation: tanh, bias: false) dense(1, bias: false)',
    );
    own.data.forEach((value, i) => expect(value).toBeCloseTo(5 * tangent.data[i], 11));
  });

  it('a convolution over one position is dense', async () => {
    const body = (layer: string) => `${layer} flatten() dense(1)`;
    const convolved = await kernels(body('conv1d(9, kernel: 1, activation: gelu)'), '1x5');
    const dense = await kernels(body('dense(9, activation: gelu)'), '1x5');
    convolved.jacobianGram.data.forEach((value, i) => expect(value).toBeCloseTo(dense.jacobianGram.data[i], 12));
  });

  it('channels may come first', async () => {
    const network = (layout: string, input: string) =>
      networkOf(`${layout} conv1d(9, kernel: 2, activation: relu) flatten() dense(1)`, input);
    const last = await network('', '4x3');
    const first = await network('layout channels_first', '3x4');
    const swapped = new Matrix(SAMPLES, 12);
    for (let a = 0; a < SAMPLES; a++)
      for (let p = 0; p < 4; p++)
        for (let c = 0; c < 3; c++) swapped.set(a, c * 4 + p, last.data.inputs.get(a, p * 3 + c));
    const [one, other] = [
      architectureKernels(last.architecture, last.data.inputs),
      architectureKernels(first.architecture, swapped),
    ];
    expect(one).toEqual(other);
  });
});

describe('silence, with the reason', () => {
  it.each([
    [
      'dense(8, activation: relu) dense(1, activation: tanh)',
      '5',
      'The outputs are not sums over the units of a wide layer.',
    ],
    [
      'conv1d(4, kernel: 2) max_pool(2) flatten() dense(1)',
      '6x2',
      'The limit of infinite width is not worked out for max_pool.',
    ],
    ['conv1d(4, kernel: 2, groups: 2) flatten() dense(1)', '6x2', 'The groups of conv1d1 have kernels of their own.'],
    ['dense(3)', '6x2', 'The outputs have positions.'],
    ['dense(8, prune: 0.5) dense(1)', '5', 'The weights of dense1 are not drawn with one variance and zero mean.'],
    ['s: dense(5) use(s) dense(1)', '5', 'Layers share their weights.'],
    ['layout channels_first dense(3) flatten() dense(1)', '2x6', 'dense1 maps positions, not channels.'],
    [
      'dense(8) residual { activation(relu) } dense(1)',
      '5',
      'A sum has terms that the same weights feed without others between.',
    ],
    [
      'scale(1000) conv1d(8, kernel: 1, activation: tanh) flatten() dense(1)',
      '60x5',
      'The kernel of tanh between 4 samples takes too long at these variances; fewer samples or smaller inputs would do.',
    ],
    [
      'conv2d(4, kernel: 3, padding: same, activation: relu) global_avg_pool() dense(1)',
      '40x40x1',
      'The kernel between 4 samples at 1600 positions has too many entries; fewer samples would do.',
    ],
  ])('%s', async (body, input, reason) => {
    const { architecture, data } = await networkOf(body, input);
    expect(architectureKernels(architecture, data.inputs)).toEqual({ reason });
  });
});
