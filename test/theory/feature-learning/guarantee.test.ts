import { describe, expect, it } from 'vitest';
import { instantiate } from '../../../src/network/instantiate';
import { forwardOnData, outputOf } from '../../../src/network/passes';
import { guarantee } from '../../../src/theory/feature-learning/guarantee';
import { meanFieldNetwork } from '../../../src/theory/feature-learning/mean-field-network';
import { stateOf } from '../../../src/theory/feature-learning/mean-field-model';
import { isUnavailable } from '../../../src/theory/certainty';
import { noFiles } from '../../network/build';
import { model, validArch } from '../../support/elaborate-arch';

const teacher = 'input 6\ndata gaussian(samples: 4, targets: teacher(width: 3))\nbiases normal(0.3)';

async function network(layers: string, directives = teacher) {
  const { value, problems } = await instantiate(validArch(model(layers, { directives })), noFiles);
  expect(problems).toEqual([]);
  return value!;
}

const readout = 'dense(1, trainable: false)';

describe('meanFieldNetwork', () => {
  it.each([
    ['one hidden layer', `dense(16, softplus) ${readout}`, false],
    ['without biases', 'dense(16, softplus, bias: false) dense(1, bias: false, trainable: false)', false],
    ['fixed layers before', `dense(40, tanh, trainable: false) dense(16, softplus) ${readout}`, true],
  ])('%s: the model has the loss of the network', async (_, layers, fixedLayers) => {
    const net = await network(layers);
    const found = meanFieldNetwork(net);
    if (isUnavailable(found)) throw new Error(found.reason);
    const outputs = outputOf(net, forwardOnData(net));
    const loss = outputs.data.reduce((sum, f, a) => sum + (f - net.data.targets!.data[a]) ** 2, 0) / 8;
    expect(stateOf(found.model).loss / loss).toBeCloseTo(1, 12);
    expect(found.fixedLayers).toBe(fixedLayers);
  });

  it.each([
    ['dense(16, tanh) dense(1)', teacher, 'last layer is trained too'],
    [`dense(16, tanh) dense(8, tanh) ${readout}`, teacher, 'More than one layer'],
    ['dense(16, tanh) dense(2, trainable: false)', teacher, 'one output'],
    [`dense(16, tanh) ${readout}`, `${teacher}\nloss binary_cross_entropy`, 'squared error'],
    [`dense(16, tanh) ${readout}`, 'input 6\ndata gaussian(samples: 4)', 'no targets'],
  ])('refuses %s', async (layers, directives, reason) => {
    expect(meanFieldNetwork(await network(layers, directives))).toEqual({ reason: expect.stringContaining(reason) });
  });
});

describe('guarantee', () => {
  it('certifies leaky slopes, in the time of ordinary gradient flow', async () => {
    const found = guarantee(
      await network('dense(16, leaky_relu(0.3), bias: false) dense(1, bias: false, trainable: false)'),
    );
    if (isUnavailable(found) || isUnavailable(found.certificate)) throw new Error('no certificate');
    const { certificate, timeToHundredth, descent, initialRate } = found;
    expect(certificate.theorem).toBe('S1');
    expect(timeToHundredth! * certificate.rate).toBeCloseTo(Math.log(100), 12);
    expect(initialRate).toBeGreaterThanOrEqual(certificate.rate * (1 - 1e-12));
    expect(descent!.steps).toBe(Math.ceil(timeToHundredth! / descent!.step));
    expect(found.scale).not.toBeNull();
  });

  it('says why not', async () => {
    const found = guarantee(await network(`dense(16, relu) ${readout}`));
    expect(isUnavailable(found)).toBe(false);
    expect(found).toMatchObject({
      certificate: { reason: expect.stringContaining('close to it') },
      timeToHundredth: null,
    });
  });
});
