import { describe, expect, it, test } from 'vitest';
import { instantiate, reinstantiate } from '../../../src/network/instantiate';
import type { Network } from '../../../src/network/network';
import { backward, forwardOnData } from '../../../src/network/passes';
import { Matrix } from '../../../src/numerics/matrix';
import type { Architecture } from '../../../src/spec/architecture';
import { readSpecification } from '../../../src/spec/specification';
import { architecturePropagation } from '../../../src/theory/mean-field/architecture-propagation';

const noFiles = { read: () => Promise.reject(new Error('no files')) };
const OUTPUTS = 16;

function architectureOf(body: string, input = '64'): Architecture {
  const source = `model M { input ${input}  data gaussian(samples: 4, seed: 3)  ${body} }`;
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return architecture!;
}

const meanSquare = ({ data }: Matrix) => data.reduce((sum, x) => sum + (x * x) / data.length, 0);

/** By layer, mean squares of outputs and |d output / d layer|^2 / outputs, averaged over seeds. */
function measured(network: Network, seeds: number) {
  const { layers, outputNode } = network.architecture;
  const totals = layers.map(() => ({ secondMoment: 0, gradient: 0 }));
  for (let seed = 1; seed <= seeds; seed++) {
    const drawn = reinstantiate(network, seed);
    const trace = forwardOnData(drawn);
    const { rows, cols } = trace.outputs[outputNode];
    const seedsOf = new Matrix(rows * cols, cols);
    for (let i = 0; i < rows * cols; i++) seedsOf.set(i, i % cols, 1);
    const { cotangents } = backward(drawn, trace, seedsOf, cols);
    layers.forEach(({ nodes }, at) => {
      const last = nodes[nodes.length - 1];
      const cotangent = cotangents[last];
      totals[at].secondMoment += meanSquare(trace.outputs[last]) / seeds;
      totals[at].gradient += cotangent ? (meanSquare(cotangent) * cotangent.cols) / seeds : NaN;
    });
  }
  return totals;
}

/** Truth: networks of width 250, which scatter by some percent. */
describe('networks of some width behave as predicted', () => {
  test.each<[string, string, string?]>([
    [
      'tanh with biases',
      `biases normal(0.3) init lecun_normal(gain: 1.2) dense(250, activation: tanh) dense(250, activation: tanh) dense(250, activation: tanh) dense(${OUTPUTS})`,
    ],
    ['relu of changing width', `dense(400, activation: relu) dense(200, activation: relu) dense(${OUTPUTS})`],
    [
      'residual, two layers a block',
      `init lecun_normal() dense(250) repeat(3) { residual(0.7) { activation(gelu) dense(250) } } dense(${OUTPUTS})`,
    ],
    [
      'post-activation residual',
      `init lecun_normal() dense(250) repeat(3) { residual { dense(250, activation: relu) } } dense(${OUTPUTS})`,
    ],
    ['layer norm', `dense(250) repeat(2) { residual { layer_norm() activation(relu) dense(250) } } dense(${OUTPUTS})`],
    [
      'norms after activations',
      `dense(250, activation: relu) layer_norm() dense(250, activation: elu) rms_norm() scale(2) dense(${OUTPUTS})`,
    ],
    [
      'standardised and orthogonal weights',
      `dense(250, activation: sigmoid, init: orthogonal(gain: 1.5)) dense(250, activation: relu, weight_standardized: true) scale(0.06) dense(250, init: xavier_uniform(), prune: prune(0.5, method: random)) dense(${OUTPUTS})`,
    ],
    [
      'circular convolutions',
      `conv1d(60, kernel: 3, padding: circular, activation: relu) conv1d(60, kernel: 3, stride: 2, padding: circular, activation: relu) flatten() dense(${OUTPUTS})`,
      '8x8',
    ],
  ])('%s', async (_, body, input) => {
    const network = (await instantiate(architectureOf(body, input), noFiles)).value!;
    const { layers, stop } = architecturePropagation(network.architecture, {
      mean: 0,
      secondMoment: meanSquare(network.data.inputs),
    });
    expect(stop).toBeNull();
    expect(layers.map(({ layer }) => layer)).toEqual(network.architecture.layers.map(({ index }) => index));
    const truth = measured(network, 8);
    for (const { layer, secondMoment, logGradient } of layers) {
      // The few outputs scatter more.
      const room = layer === layers.length - 1 ? 0.5 : 0.15;
      expect(Math.abs(secondMoment / truth[layer].secondMoment - 1), `q of layer ${layer}`).toBeLessThan(room);
      expect(Math.abs(Math.exp(logGradient!) / truth[layer].gradient - 1), `gradient at layer ${layer}`).toBeLessThan(
        0.12,
      );
    }
  });
});

describe('closed forms', () => {
  it('He ReLU keeps q and gradients at any depth', () => {
    const { layers } = architecturePropagation(
      architectureOf('repeat(100) { dense(64, activation: relu) } dense(64)'),
      { mean: 0, secondMoment: 1 },
    );
    expect(layers).toHaveLength(101);
    for (const { variance, gradientFactor, logGradient } of layers.slice(0, -1)) {
      expect(variance).toBeCloseTo(2, 12);
      expect(gradientFactor).toBeCloseTo(1, 12);
      expect(logGradient).toBeCloseTo(Math.LN2, 12);
    }
  });

  it('the product of the factors is the growth of the gradients', () => {
    const { layers } = architecturePropagation(
      architectureOf('init lecun_normal() repeat(9) { dense(64, activation: tanh) } dense(64)'),
      { mean: 0, secondMoment: 1 },
    );
    const growth = layers.slice(1).reduce((sum, { gradientFactor }) => sum + Math.log(gradientFactor!), 0);
    expect(layers[0].logGradient).toBeCloseTo(growth, 12);
  });
});

describe('silence, with the reason', () => {
  it.each([
    [
      'conv1d(4, kernel: 3) max_pool(2) flatten() dense(1)',
      '9x2',
      1,
      'Mean field theory does not follow signals through max_pool.',
    ],
    [
      'dense(8, init: identity()) dense(1)',
      '8',
      0,
      'The weights of dense1 are not drawn with one variance and zero mean.',
    ],
    ['activation(relu) dense(1)', '8', 0, 'An activation reads what is not a sum over many weights.'],
    [
      'dense(8) residual { activation(relu) } dense(1)',
      '8',
      2,
      'A sum has terms that the same weights feed without others between.',
    ],
  ])('%s', (body, input, layer, reason) => {
    const { layers, stop } = architecturePropagation(architectureOf(body, input), { mean: 0, secondMoment: 1 });
    expect(stop).toEqual({ layer, reason });
    for (const { logGradient } of layers) expect(logGradient).toBeNull();
  });
});
