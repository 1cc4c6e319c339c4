/** Truth: one pass forward and one backward with all samples together. */
import { describe, expect, it } from 'vitest';
import { areEqualJacobians, factorBytes } from '../../src/gauss-newton/equal-jacobians';
import { parameterCount } from '../../src/gauss-newton/factored-jacobian';
import { factoredJacobian } from '../../src/gauss-newton/jacobian';
import { columnsOf } from '../../src/gauss-newton/jacobian-columns';
import { lossFactor } from '../../src/gauss-newton/loss-factor';
import { sampledParts } from '../../src/gauss-newton/sampled-parts';
import { instantiate } from '../../src/network/instantiate';
import type { Network } from '../../src/network/network';
import { backward, forwardOnData, outputOf } from '../../src/network/passes';
import { noFiles } from '../network/build';
import { validArch } from '../support/elaborate-arch';

const SAMPLES = 5;

async function networkOf(body: string): Promise<Network> {
  const source = `model M { biases normal(0.3) init lecun_normal(seed: 3) ${body} }`;
  return (await instantiate(validArch(source), noFiles)).value!;
}

function together(network: Network) {
  const trace = forwardOnData(network);
  const { seeds, rowsPerSample } = lossFactor(network.architecture, outputOf(network, trace));
  const { jacobians } = backward(network, trace, seeds.scale(1 / Math.sqrt(SAMPLES)), rowsPerSample);
  const rows = SAMPLES * rowsPerSample;
  const of = (jacobian: (typeof jacobians)[number]['parts'][number]) =>
    columnsOf(rows, { jacobian, samples: SAMPLES, shared: false });
  return { rowsPerSample, parts: jacobians.flatMap(({ node, parts }) => parts.map((part) => ({ node, entries: of(part) }))) };
} // prettier-ignore

const data = `data gaussian(samples: ${SAMPLES})`;
const image = `input 6x6x2 ${data}`;

describe('the parts of J from blocks of samples', () => {
  it.each([
    ['dense', `input 4 ${data} dense(5, activation: tanh) dense(2)`],
    ['convolutions', `${image} conv2d(4, 3, activation: tanh) conv2d(3, 3, stride: 2, groups: 1) flatten dense(2)`],
    ['groups', `${image} conv2d(4, 3, groups: 2, activation: relu) flatten dense(2)`],
    ['channels first', `input 2x6x6 layout channels_first ${data} conv2d(4, 3, groups: 2, bias: false, activation: tanh) conv2d(3, 3) flatten dense(2)`],
    ['pruned convolution', `${image} conv2d(3, 3, prune: 0.5, activation: tanh) flatten dense(2)`],
    ['standardised convolution', `${image} conv2d(3, 3, weight_standardized: true, activation: tanh) flatten dense(2)`],
    ['norms at positions', `${image} conv2d(3, 3) layer_norm activation(tanh) flatten dense(2)`],
    ['cross entropy', `${image} loss cross_entropy conv2d(3, 3, activation: tanh) flatten dense(3)`],
    ['branches', `input 4 ${data} dense(4) residual { dense(4, activation: relu) } bias residual { activation(tanh) } dense(4) activation(tanh) bias dense(2)`],
    ['cotangents that are large', `input 16x16x3 ${data} conv2d(8, 3, activation: relu) max_pool(2) conv2d(8, 3, activation: tanh) residual { conv2d(8, 3, activation: relu) } flatten dense(4)`],
    ['large cotangents that parts hold', `input 256x3 ${data} dense(8, activation: tanh) dense(8, activation: relu) dense(8) dense(6) flatten dense(2)`],
    ['sequences', `input 4x3 ${data} lstm(2) dense(3) flatten dense(2)`],
  ])('%s', async (_, body) => {
    const network = await networkOf(body);
    const truth = together(network);
    for (const samplesAtOnce of [1, 2, SAMPLES]) {
      const { parts, rowsPerSample } = sampledParts(network, samplesAtOnce);
      expect(rowsPerSample).toBe(truth.rowsPerSample);
      expect(parts.map(({ node }) => node)).toEqual(truth.parts.map(({ node }) => node));
      parts.forEach((part, at) => {
        const { entries } = truth.parts[at];
        const found = columnsOf(SAMPLES * rowsPerSample, part);
        expect([found.rows, found.cols]).toEqual([entries.rows, entries.cols]);
        expect(parameterCount(part.jacobian)).toBe(entries.cols);
        found.data.forEach((value, entry) => expect(value).toBeCloseTo(entries.data[entry], 13));
      });
    }
  }); // prettier-ignore

  it('has J itself where that is smaller than its factors', async () => {
    const network = await networkOf(`${image} conv2d(2, 3) activation(tanh) conv2d(9, 3, stride: 3) flatten dense(2)`);
    const parts = sampledParts(network).parts.map(({ jacobian }) => jacobian);
    // By sample: 2 x 38 entries and 2 x 16 x 2 + 16 x 19; 2 x 171 and 2 x 4 x 9 + 4 x 19.
    expect(parts.map(({ form }) => form)).toEqual(['columns', 'outer', 'outer']);
    expect(parts[0]).toMatchObject({ entries: { rows: SAMPLES * 2, cols: 2 * (2 * 9 + 1) } });
  });

  it('is known again', async () => {
    const body = (seed: number) => `input 6x6x2 data gaussian(samples: 5, seed: ${seed}) conv2d(2, 3) activation(tanh) flatten dense(2)`; // prettier-ignore
    const [one, same, other] = await Promise.all(
      [1, 1, 2].map(async (seed) => factoredJacobian(await networkOf(body(seed)), undefined)),
    );
    expect(areEqualJacobians(one, same)).toBe(true);
    expect(areEqualJacobians(one, other)).toBe(false);
    expect(factorBytes(one)).toBe(8 * (10 * 38 + 10 * 2 + 5 * 33));
  });
});
